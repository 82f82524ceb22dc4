"""A chat proves whose it is: by a one-time code that is sent to the address on record (design.md 4.7).

Nobody learns here whether an address is on record: what is said is always the same. Codes are short-lived, for one chat,
for one use, and for few tries; whatever is counted is counted by the clock hour.
"""

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from intakebot.casework.work import CaseWork
from intakebot.conversation.asides import Asides
from intakebot.conversation.visit import Visit
from intakebot.domain.address import normal
from intakebot.store.desk import Desk
from intakebot.store.links import LinkCode

_DIGITS = 8
_LIVES = timedelta(minutes=10)
_MOST_TRIES = 5
#: Within a clock hour: codes for a chat, for an address, in all; tries in a chat.
_OF_CHAT, _OF_ADDRESS, _IN_ALL, _TRIES = 3, 3, 200, 10
_CODE = re.compile(rf"\s*(\d[\s-]?){{{_DIGITS}}}\s*")
_ADDRESS = re.compile(r"[^\s@<>,;:]{1,64}@[^\s@<>,;:]{1,190}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Linking(CaseWork):
    """Asks for codes and hears them."""

    asides: Asides

    def ask(self, desk: Desk, visit: Visit) -> None:
        """A code for the address behind the command, if it is one on record."""
        address = visit.chat.argument.strip()
        if not visit.chat.private or not _ADDRESS.fullmatch(address):
            self.asides.say(desk, visit, "link" if visit.chat.private else "group")
            return
        counted = (
            (f"link:{visit.chat.address}", _OF_CHAT),
            (f"linked:{normal(address)}", _OF_ADDRESS),
            ("link", _IN_ALL),
        )
        if not all(self.letters.may(desk, what, most) for what, most in counted):
            self.asides.say(desk, visit, "slow")
            return
        customer = desk.customers.of({normal(address)})[normal(address)]
        contact_id = customer.contact_id if customer.contact else None
        code, now = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}", self.clock()
        desk.links.ask(visit.chat.address, contact_id, self._digest(visit, code), now, now + _LIVES)
        minutes = str(int(_LIVES.total_seconds() // 60))
        if contact_id is not None:
            told = {"code": code, "minutes": minutes}
            self.asides.say(desk, visit, "link_code", told, to=normal(address))
        self.asides.say(desk, visit, "link_sent", {"minutes": minutes})

    def hears(self, desk: Desk, visit: Visit) -> bool:
        """Whether this is an attempt at a code that the chat waits for; it is dealt with then."""
        if not visit.chat.private or not _CODE.fullmatch(visit.message.reply[:50]):
            return False
        code = desk.links.pending(visit.chat.address)
        if code is None:
            return False
        if not self.letters.may(desk, f"tried:{visit.chat.address}", _TRIES):
            self.asides.say(desk, visit, "slow")
            return True
        right = hmac.compare_digest(code.digest, self._digest(visit, re.sub(r"\D", "", visit.message.reply)))
        if right and code.contact_id is not None and self._lives(code):
            desk.links.end(code, self.clock())
            desk.customers.link(visit.sender, code.contact_id, self.clock(), chat=visit.chat.address)
            self.asides.say(desk, visit, "linked")
            return True
        desk.links.tried(code)
        if code.tries + 1 >= _MOST_TRIES or not self._lives(code):
            desk.links.end(code, self.clock())
        self.asides.say(desk, visit, "link_wrong")
        return True

    def _lives(self, code: LinkCode) -> bool:
        return code.tries < _MOST_TRIES and self.clock() < code.expires_at

    def _digest(self, visit: Visit, code: str) -> bytes:
        return self.letters.digest(f"link:{visit.sender}:{code}")
