"""Tokens for the API."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from intakebot.domain.user import Role
from intakebot.store.tables import token


@dataclass(frozen=True, kw_only=True, slots=True)
class ApiToken:
    """What is kept of a token; nothing but its digest can tell it."""

    id: int
    user_id: int
    #: What it is for, in its user's words.
    name: str
    role: Role
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None

    def lives(self, at: datetime) -> bool:
        """Whether it still lets in."""
        return self.revoked_at is None and at < self.expires_at


class Tokens:
    """The verbs of tokens, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(
        self, user_id: int, digest: bytes, at: datetime, *, name: str, role: Role, expires_at: datetime
    ) -> ApiToken:
        """A new token."""
        values = {
            "user_id": user_id, "digest": digest, "name": name, "role": role, "created_at": at, "expires_at": expires_at
        }  # fmt: skip
        row = self._connection.execute(sa.insert(token).values(values).returning(*_COLUMNS)).one()
        return ApiToken(**row._mapping)

    def find(self, digest: bytes) -> ApiToken | None:
        """The token with this digest, alive or not."""
        row = self._connection.execute(sa.select(*_COLUMNS).where(token.c.digest == digest)).first()
        return ApiToken(**row._mapping) if row else None

    def of(self, user_id: int) -> list[ApiToken]:
        """A user's tokens that weren't revoked, the latest first."""
        query = sa.select(*_COLUMNS).where(token.c.user_id == user_id, token.c.revoked_at.is_(None))
        return [ApiToken(**row._mapping) for row in self._connection.execute(query.order_by(token.c.id.desc()))]

    def used(self, token_id: int, at: datetime) -> None:
        """Somebody called with it."""
        self._connection.execute(sa.update(token).where(token.c.id == token_id).values(used_at=at))

    def revoke(self, user_id: int, token_id: int, at: datetime) -> bool:
        """End one of a user's tokens; False when they have none of this id."""
        theirs = (token.c.id == token_id) & (token.c.user_id == user_id) & token.c.revoked_at.is_(None)
        return bool(self._connection.execute(sa.update(token).where(theirs).values(revoked_at=at)).rowcount)

    def revoke_all(self, user_id: int, at: datetime) -> int:
        """End all of a user's tokens; how many there were."""
        theirs = (token.c.user_id == user_id) & token.c.revoked_at.is_(None)
        return int(self._connection.execute(sa.update(token).where(theirs).values(revoked_at=at)).rowcount)


_COLUMNS = [token.c[name] for name in ApiToken.__dataclass_fields__]
