"""Timers: kept with their job, so that they survive restarts and are fired by one process only."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from intakebot.domain.case import Duty
from intakebot.store.queue import Queue
from intakebot.store.tables import duty, job

_COLUMNS = [duty.c[name] for name in Duty.__dataclass_fields__]


class Timers:
    """The verbs of timers, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def set(
        self, ticket_id: int, kind: str, clause: str, due_at: datetime, at: datetime, *,
        first_at: datetime | None = None, evidence: dict[str, Any] | None = None,
    ) -> int:  # fmt: skip
        """Start a timer; any open one of this kind in the ticket is cancelled. `first_at`: wake up before `due_at`."""
        self.end(ticket_id, kind, "cancelled", at)
        values = {
            "ticket_id": ticket_id, "kind": kind, "clause": clause, "due_at": due_at, "state": "open",
            "evidence": evidence or {}, "created_at": at,
        }  # fmt: skip
        key: int = self._connection.execute(sa.insert(duty).values(values).returning(duty.c.id)).scalar_one()
        Queue(self._connection).add("duty", key, first_at or due_at, claimed_by=None)
        return key

    def load(self, duty_id: int) -> Duty | None:
        """An open timer; None when it has ended meanwhile."""
        row = self._connection.execute(sa.select(*_COLUMNS).where(duty.c.id == duty_id, duty.c.state == "open")).first()
        return Duty(**row._mapping) if row else None

    def open(self, ticket_id: int) -> list[Duty]:
        """All that run for a ticket."""
        query = sa.select(*_COLUMNS).where(duty.c.ticket_id == ticket_id, duty.c.state == "open").order_by(duty.c.id)
        return [Duty(**row._mapping) for row in self._connection.execute(query)]

    def waking(self, ticket_id: int, kinds: tuple[str, ...]) -> dict[int, datetime]:
        """Those of these kinds that run, and when each wakes up next."""
        runs = (duty.c.ticket_id == ticket_id) & (duty.c.state == "open") & duty.c.kind.in_(kinds)
        of = (job.c.kind == "duty") & (job.c.subject == duty.c.id)
        query = sa.select(duty.c.id, job.c.due_at).join(job, of).where(runs).order_by(duty.c.id)
        return {row.id: row.due_at for row in self._connection.execute(query)}

    def resume(self, duty_id: int, wakes_at: datetime) -> None:
        """One that was ended runs again, as if nothing had been."""
        self._connection.execute(sa.update(duty).where(duty.c.id == duty_id).values(state="open", ended_at=None))
        Queue(self._connection).release("duty", duty_id, wakes_at)

    def clauses(self, ticket_id: int) -> dict[str, str]:
        """The clause of each kind that the ticket has or had, by the latest timer."""
        query = sa.select(duty.c.kind, duty.c.clause).where(duty.c.ticket_id == ticket_id).order_by(duty.c.id)
        return {row.kind: row.clause for row in self._connection.execute(query)}

    def fired(self, ticket_id: int, kind: str, due_at: datetime) -> bool:
        """Whether a timer of this kind has run down at this very time."""
        same = (duty.c.ticket_id == ticket_id) & (duty.c.kind == kind) & (duty.c.due_at == due_at)
        query = sa.select(duty.c.id).where(same, duty.c.state == "fired")
        return self._connection.execute(query).first() is not None

    def end(self, ticket_id: int, kind: str | None, state: str, at: datetime) -> None:
        """End the ticket's open timers of a kind (None: all); state: done, fired or cancelled."""
        whose = (duty.c.ticket_id == ticket_id) & (duty.c.state == "open")
        if kind is not None:
            whose &= duty.c.kind == kind
        ended = self._connection.execute(
            sa.update(duty).where(whose).values(state=state, ended_at=at).returning(duty.c.id)
        )
        if ids := [row.id for row in ended]:
            idle = (job.c.kind == "duty") & job.c.subject.in_(ids) & (job.c.state == "ready")
            self._connection.execute(sa.delete(job).where(idle))
