"""Who is signed in."""

from datetime import datetime

import sqlalchemy as sa

from intakebot.domain.session import IDLE, LONGEST, Session
from intakebot.store.tables import session

_COLUMNS = [session.c[name] for name in Session.__dataclass_fields__]


class Sessions:
    """The verbs of sessions, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def open(self, user_id: int, digest: bytes, at: datetime, *, address: str, agent: str) -> Session:
        """A new session, known by the digest of its token."""
        values = {
            "digest": digest, "user_id": user_id, "created_at": at, "seen_at": at, "expires_at": at + LONGEST,
            "address": address, "agent": agent,
        }  # fmt: skip
        row = self._connection.execute(sa.insert(session).values(values).returning(*_COLUMNS)).one()
        return Session(**row._mapping)

    def find(self, digest: bytes) -> Session | None:
        """The session with this token, alive or not."""
        row = self._connection.execute(sa.select(*_COLUMNS).where(session.c.digest == digest)).first()
        return Session(**row._mapping) if row else None

    def of(self, user_id: int, at: datetime) -> list[Session]:
        """A user's sessions that let in, the latest first."""
        query = sa.select(*_COLUMNS).where(session.c.user_id == user_id, _living(at)).order_by(session.c.id.desc())
        return [Session(**row._mapping) for row in self._connection.execute(query)]

    def last_seen(self) -> dict[int, datetime]:
        """When each user last did something, by the user's id."""
        query = sa.select(session.c.user_id, sa.func.max(session.c.seen_at)).group_by(session.c.user_id)
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def seen(self, session_id: int, at: datetime) -> None:
        """Its person did something."""
        self._connection.execute(sa.update(session).where(session.c.id == session_id).values(seen_at=at))

    def revoke(self, user_id: int, session_id: int, at: datetime) -> bool:
        """End one of a user's sessions; False when none of this id lets in."""
        theirs = (session.c.id == session_id) & (session.c.user_id == user_id) & _living(at)
        return bool(self._connection.execute(sa.update(session).where(theirs).values(revoked_at=at)).rowcount)

    def revoke_all(self, user_id: int, at: datetime, keep: int | None = None) -> int:
        """End a user's sessions but one, if one is to stay; how many there were."""
        theirs = (session.c.user_id == user_id) & _living(at)
        if keep is not None:
            theirs &= session.c.id != keep
        return int(self._connection.execute(sa.update(session).where(theirs).values(revoked_at=at)).rowcount)

    def came_from(self, user_id: int, address: str, since: datetime) -> bool:
        """Whether the user has signed in from this address since then."""
        query = sa.select(session.c.id).where(
            session.c.user_id == user_id, session.c.address == address, session.c.created_at >= since
        )
        return self._connection.execute(query.limit(1)).first() is not None

    def forget(self, before: datetime) -> None:
        """Those that had to end before then go; the audit still tells of them."""
        self._connection.execute(sa.delete(session).where(session.c.expires_at < before))


def _living(at: datetime) -> sa.ColumnElement[bool]:
    return session.c.revoked_at.is_(None) & (session.c.expires_at > at) & (session.c.seen_at > at - IDLE)
