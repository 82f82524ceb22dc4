"""Who calls the API."""

from dataclasses import replace

from intakebot.domain.session import NOTED_EVERY, Bearer
from intakebot.domain.times import Clock
from intakebot.domain.user import ROLES
from intakebot.guard import opaque
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from intakebot.store.tokens import ApiToken


class Bearers:
    """Users by their tokens for the API."""

    def __init__(self, *, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def user_of(self, token: str) -> Bearer | None:
        """Whose token this is; None for one that is wrong, has ended or belongs to a disabled user."""
        if not opaque.is_api_token(token):
            return None
        kept, bearer = self._store.read(lambda desk: self._found(desk, token))
        if bearer and kept:
            self._noted(kept)
        return bearer

    def _found(self, desk: Desk, token: str) -> tuple[ApiToken | None, Bearer | None]:
        kept = desk.tokens.find(opaque.digest(token))
        user = desk.users.load(kept.user_id) if kept and kept.lives(self._clock()) else None
        if kept is None or user is None or not user.active:
            return kept, None
        lower = min(kept.role, user.role, key=ROLES.index)
        return kept, Bearer(user=replace(user, role=lower), token_id=kept.id, token_name=kept.name)

    def _noted(self, kept: ApiToken) -> None:
        now = self._clock()
        if kept.used_at is None or now - kept.used_at >= NOTED_EVERY:
            self._store.write(lambda desk: desk.tokens.used(kept.id, now))
