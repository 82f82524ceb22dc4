"""Who is reading a ticket just now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from intakebot.store.tables import account, visitor

#: A page that is open says so more often than this.
PRESENT = timedelta(seconds=45)


@dataclass(frozen=True, kw_only=True, slots=True)
class Visitor:
    """A colleague who has the ticket open."""

    user_id: int
    name: str
    display: str
    seen_at: datetime


class Visitors:
    """The verbs of readers, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def here(self, ticket_id: int, user_id: int, at: datetime) -> list[Visitor]:
        """This user has the ticket open; the others who have, who came last first."""
        self._connection.execute(_HERE, {"ticket": ticket_id, "user": user_id, "at": at})
        return [one for one in self.of(ticket_id, at) if one.user_id != user_id]

    def of(self, ticket_id: int, at: datetime) -> list[Visitor]:
        """Everybody who has it open."""
        query = _OF.where(visitor.c.ticket_id == ticket_id, visitor.c.seen_at > at - PRESENT)
        return [Visitor(**row._mapping) for row in self._connection.execute(query)]

    def left(self, ticket_id: int, user_id: int) -> None:
        """This user has closed the ticket."""
        one = (visitor.c.ticket_id == ticket_id) & (visitor.c.user_id == user_id)
        self._connection.execute(sa.delete(visitor).where(one))

    def forget(self, at: datetime) -> None:
        """Whoever was here long ago goes."""
        self._connection.execute(sa.delete(visitor).where(visitor.c.seen_at <= at - PRESENT))


_HERE = sa.text(
    "INSERT INTO visitor (ticket_id, user_id, seen_at) VALUES (:ticket, :user, :at)"
    " ON CONFLICT (ticket_id, user_id) DO UPDATE SET seen_at = excluded.seen_at"
).bindparams(sa.bindparam("at", type_=visitor.c.seen_at.type))
_OF = (
    sa.select(visitor.c.user_id, account.c.name, account.c.display, visitor.c.seen_at)
    .join(account, account.c.id == visitor.c.user_id)
    .where(account.c.active)
    .order_by(visitor.c.seen_at.desc(), account.c.name)
)
