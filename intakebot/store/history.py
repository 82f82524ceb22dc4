"""A ticket's history, read by whoever decides by it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from intakebot.store.tables import event


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """What happened, as it was kept."""

    id: int
    kind: str
    at: datetime
    actor: str
    clause: str
    evidence: dict[str, Any]
    versions: dict[str, str]


class History:
    """The questions that are asked of it, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def since(self, ticket_id: int, event_id: int) -> list[Event]:
        """What happened after an event, in order; after 0: all."""
        rows = self._connection.execute(_SINCE, {"ticket": ticket_id, "after": event_id})
        return [Event(**row._mapping) for row in rows]

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
_LATEST = sa.select(sa.func.max(event.c.id)).where(
    event.c.ticket_id == sa.bindparam("ticket"), event.c.kind == sa.bindparam("kind")
)
_OF = _EVENT.where(event.c.id == sa.bindparam("key"))
