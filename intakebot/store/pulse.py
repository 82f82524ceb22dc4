"""How things go: what waits, what came last, what hangs. Only looks, never writes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from intakebot.store.tables import job, letter, received, ticket


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """Jobs of one kind in one state."""

    kind: str
    state: str
    count: int
    #: When the oldest was to be done at first, and when the next one is due: later, where it was tried in vain.
    oldest: datetime
    next_due: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Hanging:
    """A letter that is held back, or being handed over; whether the receiver has it may be in doubt."""

    letter_id: int
    number: str | None
    rcpt_to: str
    template: str
    #: held · sending
    state: str
    error: str
    created_at: datetime


class Pulse:
    """The verbs of looking after it, within one snapshot."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def queues(self) -> list[Waiting]:
        """All that is still to be done, by kind and state."""
        return [Waiting(**row._mapping) for row in self._connection.execute(_QUEUES)]

    def last_received(self, mailboxes: Iterable[str]) -> dict[str, datetime]:
        """When each of these mailboxes got its last message; without those that never did."""
        found = {box: self._connection.execute(_LAST, {"box": box}).scalar() for box in mailboxes}
        return {box: at for box, at in found.items() if at is not None}

    def hanging(self, most: int) -> list[Hanging]:
        """Letters that wait for a person, or that are just leaving; the oldest first."""
        return [Hanging(**row._mapping) for row in self._connection.execute(_HANGING.limit(most))]


_QUEUES = (
    sa.select(
        job.c.kind, job.c.state, sa.func.count().label("count"), sa.func.min(job.c.created_at).label("oldest"),
        sa.func.min(job.c.due_at).label("next_due"),
    )
    .group_by(job.c.kind, job.c.state)
    .order_by(job.c.kind, job.c.state)
)  # fmt: skip
#: From the latest on, so that a mailbox that is in use costs nothing.
_LAST = (
    sa.select(received.c.received_at)
    .where(received.c.mailbox == sa.bindparam("box"))
    .order_by(received.c.id.desc())
    .limit(1)
)
_HANGING = (
    sa.select(
        letter.c.id.label("letter_id"), ticket.c.number, letter.c.rcpt_to, letter.c.template, job.c.state, job.c.error,
        letter.c.created_at,
    )
    .join(letter, letter.c.id == job.c.subject)
    .outerjoin(ticket, ticket.c.id == letter.c.ticket_id)
    .where(job.c.kind == "deliver", job.c.state.in_(("held", "sending")))
    .order_by(job.c.id)
)  # fmt: skip
