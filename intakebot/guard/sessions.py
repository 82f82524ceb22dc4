"""Who asks for a page."""

from intakebot.domain.by import By
from intakebot.domain.session import NOTED_EVERY, SignedIn
from intakebot.domain.times import Clock
from intakebot.domain.user import User
from intakebot.guard import opaque
from intakebot.store.desk import Desk
from intakebot.store.store import Store


class Sessions:
    """Sessions by their tokens. Looking someone up writes nothing."""

    def __init__(self, *, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def user_of(self, token: str) -> SignedIn | None:
        """Who has signed in and holds this token; None for a session that has ended and for a disabled user."""
        if not opaque.is_session_token(token):
            return None
        return self._store.read(lambda desk: self._found(desk, token))

    def _found(self, desk: Desk, token: str) -> SignedIn | None:
        session = desk.sessions.find(opaque.digest(token))
        user = desk.users.load(session.user_id) if session and session.lives(self._clock()) else None
        return SignedIn(user=user, session=session) if session and user and user.active else None

    def renew(self, who: SignedIn) -> None:
        """They did something: the session doesn't fall idle. Not for what a page asks by itself; doesn't wait."""
        now = self._clock()
        if now - who.session.seen_at >= NOTED_EVERY:
            self._store.write(lambda desk: desk.sessions.seen(who.session.id, now))

    def revoke(self, who: SignedIn, session_id: int, by: By) -> bool:
        """End one of their own sessions, this one to sign out; False when they have none of this id."""
        return self._store.write(lambda desk: self._revoke(desk, who.user, session_id, by)).result()

    def _revoke(self, desk: Desk, user: User, session_id: int, by: By) -> bool:
        now = self._clock()
        if not desk.sessions.revoke(user.id, session_id, now):
            return False
        desk.audit.did(by, "signed_out", now, to=user.name, evidence={"session": session_id})
        return True
