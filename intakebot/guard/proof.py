"""Whether somebody is who they say: limits first, then the password, then the second factor."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

from intakebot.domain.session import REMEMBERED
from intakebot.domain.times import Clock
from intakebot.domain.user import folded_name, printable
from intakebot.guard import limits, opaque, totp
from intakebot.guard.answers import WRONG, Denied
from intakebot.guard.passwords import Passwords
from intakebot.store.audit import Entry
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from intakebot.store.users import Credentials

T = TypeVar("T")

#: Of what was typed as a name; longer ones are nobody's.
_MOST_TYPED = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """Who tries to get in, in their own words, and from where."""

    name: str
    address: str

    @classmethod
    def of(cls, name: str, address: str) -> "Visit":
        """With the name as names are compared."""
        return cls(name=folded_name(printable(name, _MOST_TYPED)), address=address)


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """The checks that a sign-in consists of. Unknown and disabled users cost the same work as others."""

    store: Store
    clock: Clock
    passwords: Passwords

    def password(self, visit: Visit, password: str) -> Credentials | Denied:
        """Whose password this is. It is checked outside of any transaction: it takes a while by design."""
        found = self.store.read(lambda desk: desk.users.credentials(visit.name))
        if late := self.late(visit, found):
            return late
        known = found if found and found.user.active else None
        if not self.passwords.right(known.password if known else None, password) or known is None:
            why = "unknown" if found is None else "password" if known else "disabled"
            self.store.write(lambda desk: self._failed(desk, visit, found, why)).result()
            return WRONG
        return self._renewed(known, password)

    def late(self, visit: Visit, found: Credentials | None) -> Denied | None:
        """Count the try, before anything is looked at, so that tries side by side count, too; Denied where it is too many."""
        wait = self.store.write(lambda desk: self._counted(desk, visit, found)).result()
        return Denied(reason="slow", wait=wait) if wait else None

    def factor(self, desk: Desk, visit: Visit, who: Credentials, code: str, then: Callable[[str], T]) -> T | Denied:
        """Do something once the second factor is shown, if there is one: `then` hears how; else Denied.

        The user is held until the transaction ends; nothing is done for one who was disabled or changed meanwhile.
        """
        now, held = self.clock(), desk.users.hold(who.user.id)
        if held is None or not held.user.active or held.password != who.password:
            return self._failed(desk, visit, held, "changed")
        if held.totp_secret is None:
            return self._passed(desk, visit, who, then, "password")
        if wait := limits.take(desk.throttles, [limits.of_code(who.user.id)], now):
            return Denied(reason="slow", wait=wait)
        step = totp.matching(held.totp_secret, code, now)
        if step is not None and desk.users.use_step(who.user.id, step):
            return self._passed(desk, visit, who, then, "code")
        spare = opaque.recovery_digest(code)
        if spare and desk.users.use_recovery(who.user.id, spare, now):
            return self._passed(desk, visit, who, then, "recovery")
        return self._failed(desk, visit, who, "replayed" if step is not None else "code")

    def _passed(self, desk: Desk, visit: Visit, who: Credentials, then: Callable[[str], T], how: str) -> T:
        """What was tried before is forgiven. From this address others may have tried: only this try is given back."""
        for limit in (limits.pair(visit.name, visit.address), limits.of_name(visit.name), limits.of_code(who.user.id)):
            desk.throttles.drop(limit.key)
        limits.give_back(desk.throttles, limits.of_address(visit.address), self.clock())
        return then(how)

    def _counted(self, desk: Desk, visit: Visit, found: Credentials | None) -> timedelta:
        now = self.clock()
        counted = [limits.pair(visit.name, visit.address), limits.of_address(visit.address)]
        if not desk.sessions.came_from(found.user.id if found else 0, visit.address, now - REMEMBERED):
            counted.append(limits.of_name(visit.name))
        wait = limits.take(desk.throttles, counted, now)
        if (
            wait and desk.post.spend(f"slowed:{counted[0].key.hex()}", now) == 1
        ):  # told once an hour: it costs nothing to try
            self.note(desk, visit, found, "sign_in_slowed", {"seconds": int(wait.total_seconds())})
        return wait

    def _failed(self, desk: Desk, visit: Visit, found: Credentials | None, why: str) -> Denied:
        self.note(desk, visit, found, "sign_in_failed", {"why": why})
        return WRONG

    def note(self, desk: Desk, visit: Visit, found: Credentials | None, act: str, evidence: dict[str, Any]) -> None:
        """Keep what was tried, under the name that was typed."""
        desk.audit.note(Entry(
            at=self.clock(), user_id=found.user.id if found else None, name=visit.name, act=act, evidence=evidence,
            address=visit.address,
        ))  # fmt: skip

    def _renewed(self, who: Credentials, password: str) -> Credentials:
        """With a hash by today's parameters."""
        if not self.passwords.outdated(who.password):
            return who
        fresh = self.passwords.hashed(password)
        kept = self.store.write(partial(_rehash, who=who, fresh=fresh)).result()
        return replace(who, password=fresh) if kept else who


def _rehash(desk: Desk, who: Credentials, fresh: str) -> bool:
    held = desk.users.hold(who.user.id)
    same = held is not None and held.password == who.password
    if same:
        desk.users.change(who.user.id, password=fresh)
    return same
