"""Signing in: a name with its password, then a code where the user has a second factor."""

from intakebot.domain.session import SignedIn
from intakebot.domain.times import Clock
from intakebot.domain.user import printable
from intakebot.guard import opaque
from intakebot.guard.answers import EXPIRED, WRONG, CodeWanted, Denied, Entered
from intakebot.guard.passwords import Passwords
from intakebot.guard.pending import holds, pending, whose
from intakebot.guard.proof import Proof, Visit
from intakebot.store.audit import Entry
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from intakebot.store.users import Credentials

_MOST_AGENT, _MOST_ADDRESS = 200, 64


class SignIn:
    """Each try takes as long as hashing a password: from a thread, not from the event loop."""

    def __init__(self, *, store: Store, clock: Clock, passwords: Passwords) -> None:
        self._store = store
        self._clock = clock
        self._proof = Proof(store=store, clock=clock, passwords=passwords)

    def attempt(
        self, name: str, password: str, code: str = "", *, address: str, agent: str = ""
    ) -> Entered | CodeWanted | Denied:
        """Sign in; a second factor is asked for only after the right password."""
        visit = Visit.of(name, address)
        who = self._proof.password(visit, password)
        if isinstance(who, Denied):
            return who
        if who.user.totp and not code.strip():
            self._store.write(lambda desk: self._proof.note(desk, visit, who, "code_wanted", {})).result()
            return CodeWanted(pending=pending(self._store.secret, who, self._clock()))
        return self._enter(visit, who, code, agent)

    def answer(self, given: str, code: str, *, address: str, agent: str = "") -> Entered | Denied:
        """The code that was wanted; `given` is what CodeWanted held. Denied as expired: begin again with the password."""
        key = whose(given)
        who = self._store.read(lambda desk: desk.users.credentials_of(key)) if key is not None else None
        if who is None or not holds(self._store.secret, given, who, self._clock()):
            return EXPIRED
        visit = Visit.of(who.user.name, address)
        return self._proof.late(visit, who) or self._enter(visit, who, code, agent)

    def confirm(self, who: SignedIn, password: str, code: str = "", *, address: str) -> Denied | None:
        """Whether it is really them, before they change password or second factor or make a token; None: it is."""
        visit = Visit.of(who.user.name, address)
        known = self._proof.password(visit, password)
        if isinstance(known, Denied):
            return known
        return self._store.write(lambda desk: self._proof.factor(desk, visit, known, code, lambda _how: None)).result()

    def vouched(self, name: str, *, by: str, address: str, agent: str = "") -> Entered | Denied:
        """Somebody whom a provider has proved: passwords and second factors are its matter. Nobody is added."""
        visit, token = Visit.of(name, address), opaque.session_token()

        def work(desk: Desk) -> Entered | Denied:
            known = desk.users.named(visit.name)
            held = desk.users.hold(known.id) if known else None
            if held is None or not held.user.active:
                why = "disabled" if held else "unknown"
                self._proof.note(desk, visit, held, "sign_in_failed", {"why": why, "by": by})
                return WRONG
            return self._opened(desk, visit, held, token, agent, by)

        return self._store.write(work).result()

    def _enter(self, visit: Visit, who: Credentials, code: str, agent: str) -> Entered | Denied:
        token = opaque.session_token()

        def work(desk: Desk) -> Entered | Denied:
            return self._proof.factor(
                desk, visit, who, code, lambda how: self._opened(desk, visit, who, token, agent, how)
            )

        return self._store.write(work).result()

    def _opened(self, desk: Desk, visit: Visit, who: Credentials, token: str, agent: str, how: str) -> Entered:
        now, address, agent = self._clock(), printable(visit.address, _MOST_ADDRESS), printable(agent, _MOST_AGENT)
        session = desk.sessions.open(who.user.id, opaque.digest(token), now, address=address, agent=agent)
        desk.audit.note(Entry(
            at=now, user_id=who.user.id, name=who.user.name, act="signed_in",
            evidence={"session": session.id, "by": how}, address=address,
        ))  # fmt: skip
        return Entered(user=who.user, session=session, token=token)
