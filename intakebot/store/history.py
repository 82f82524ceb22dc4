"""A ticket's history, read by whoever decides by it."""

from collections.abc import Sequence

import sqlalchemy as sa

from intakebot.domain.event import Event
from intakebot.store.tables import event


class History:
    """The questions that are asked of it, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def since(self, ticket_id: int, event_id: int) -> list[Event]:
        """What happened after an event, in order; after 0: all."""
        rows = self._connection.execute(_SINCE, {"ticket": ticket_id, "after": event_id})
        return [Event(**row._mapping) for row in rows]

    def of_tickets(self, ticket_ids: Sequence[int]) -> dict[int, list[Event]]:
        """All that happened to each of these, in order; without those to which nothing did."""
        found: dict[int, list[Event]] = {}
        for row in self._connection.execute(_OF_TICKETS, {"tickets": ticket_ids}):
            facts = dict(row._mapping)
            found.setdefault(facts.pop("ticket_id"), []).append(Event(**facts))
        return found

    def latest(self, ticket_id: int, kind: str) -> int | None:
        """The last event of a kind."""
        found: int | None = self._connection.execute(_LATEST, {"ticket": ticket_id, "kind": kind}).scalar()
        return found

    def of(self, event_id: int) -> Event:
        """An event by its id."""
        return Event(**self._connection.execute(_OF, {"key": event_id}).one()._mapping)


_EVENT = sa.select(*(event.c[name] for name in Event.__dataclass_fields__))
_SINCE = _EVENT.where(event.c.ticket_id == sa.bindparam("ticket"), event.c.id > sa.bindparam("after")).order_by(
    event.c.id
)
_OF_TICKETS = (
    _EVENT.add_columns(event.c.ticket_id)
    .where(event.c.ticket_id.in_(sa.bindparam("tickets", expanding=True)))
    .order_by(event.c.id)
)
_LATEST = sa.select(sa.func.max(event.c.id)).where(
    event.c.ticket_id == sa.bindparam("ticket"), event.c.kind == sa.bindparam("kind")
)
_OF = _EVENT.where(event.c.id == sa.bindparam("key"))
