"""News for webhooks, kept until they were taken."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from intakebot.store.queue import Queue
from intakebot.store.tables import call


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One message to one webhook."""

    id: int
    ticket_id: int
    webhook: str
    body: dict[str, Any]
    created_at: datetime


class Calls:
    """The verbs of calls, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(
        self, ticket_id: int, webhook: str, body: dict[str, Any], at: datetime, *, due_at: datetime | None = None
    ) -> None:  # fmt: skip
        """Keep news for a webhook; its job makes it due at once, or later."""
        values = {"ticket_id": ticket_id, "webhook": webhook, "body": body, "created_at": at}
        key = self._connection.execute(sa.insert(call).values(values).returning(call.c.id)).scalar_one()
        Queue(self._connection).add("call", key, due_at or at, claimed_by=None)

    def load(self, call_id: int) -> Call:
        """One of them."""
        columns = [call.c[name] for name in Call.__dataclass_fields__]
        return Call(**self._connection.execute(sa.select(*columns).where(call.c.id == call_id)).one()._mapping)

    def delivered(self, call_id: int, answer: str, at: datetime) -> None:
        """The webhook took it, and said so."""
        done = sa.update(call).where(call.c.id == call_id).values(delivered_at=at, answer=answer[:500])
        self._connection.execute(done)
