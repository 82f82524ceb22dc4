"""An agent lets a ticket wait, and takes it up again."""

from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from intakebot.casework.work import NotDone
from intakebot.domain.case import WaitsFor
from intakebot.store.desk import Desk
from intakebot.triage.ground import Ground, plain

_KNOWN: tuple[WaitsFor, ...] = get_args(WaitsFor)


@dataclass(frozen=True, kw_only=True, slots=True)
class Waits(Ground):
    """Put off, taken up."""

    def wait(self, desk: Desk, number: str, by: str, *, whom: str, reason: str, until: datetime | None = None) -> None:
        """Put a ticket off: for the customer, for a third party, or until a day. It comes back then, as soon as the customer
        writes, or when an agent takes it up.
        """
        case = self._open(desk, number)
        known = next((one for one in _KNOWN if one == whom), None)
        if known is None:
            raise NotDone("nobody waits for {whom!r}; a ticket waits for {known}", whom=whom, known=_KNOWN)
        if not (said := plain(reason)):
            raise NotDone("a wait needs a reason")
        if known == "day" and until is None:
            raise NotDone("say until which day")
        if until and until <= self.clock():
            raise NotDone("that day has begun already")
        self.duties.putting_off.begin(desk, case, known, until, by, said)

    def resume(self, desk: Desk, number: str, by: str, *, reason: str = "") -> None:
        """Take a ticket up again."""
        case = self._open(desk, number)
        if case.put_off_for is None:
            raise NotDone("{number} isn't put off", number=number)
        self.duties.putting_off.end(desk, case, {"reason": plain(reason)}, actor=by)
