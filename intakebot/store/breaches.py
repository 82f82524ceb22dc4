"""Tickets that may have missed a deadline, each with its history. Only looks, never writes."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from intakebot.domain.missed import Missed
from intakebot.domain.timed import Timed
from intakebot.store.figures import COLUMNS, STATE
from intakebot.store.history import History
from intakebot.store.tables import contact, duty, organisation, reacted_at, ticket

#: Tickets whose history is in memory at a time.
_BATCH = 200


class Breaches:
    """Late tickets and their history, within one snapshot."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def late(
        self, wanted: Callable[[Timed], bool], as_of: datetime, since: datetime | None = None,
        until: datetime | None = None, last: int | None = None,
    ) -> Iterator[Missed]:  # fmt: skip
        """Tickets received from `since` on and before `until` that a deadline before `as_of` found unanswered, in the order
        of receipt; of those only the `wanted` ones, and of these no more than the `last` so many, whose history is read.
        """
        query = _LATE.where(_passed(as_of))
        if since is not None:
            query = query.where(ticket.c.received_at >= since)
        if until is not None:
            query = query.where(ticket.c.received_at < until)
        found = [(row, _timed(row)) for row in self._connection.execute(query)]
        chosen = [(row, timed) for row, timed in found if wanted(timed)]
        chosen = chosen[-last:] if last else chosen
        for start in range(0, len(chosen), _BATCH):
            yield from self._told(chosen[start : start + _BATCH])

    def _told(self, batch: Sequence[tuple[Any, Timed]]) -> Iterator[Missed]:
        ids = [row.id for row, _ in batch]
        history = History(self._connection).of_tickets(ids)
        clauses: defaultdict[int, dict[str, str]] = defaultdict(dict)
        for one in self._connection.execute(_CLAUSES, {"ids": ids}):
            clauses[one.ticket_id][one.kind] = one.clause
        for row, timed in batch:
            yield Missed(
                ticket=timed, number=row.number, customer=row.organisation or row.name or row.address,
                history=tuple(history.get(row.id, ())), clauses=clauses[row.id],
            )  # fmt: skip


def _timed(row: Any) -> Timed:
    return Timed(automatic=bool(row.automatic), notice=row.notice, **{name: getattr(row, name) for name in COLUMNS})


def _passed(as_of: datetime) -> sa.ColumnElement[bool]:
    """A deadline has passed, and what it waited for came later or hasn't come."""
    return sa.or_(*((due < as_of) & (stopped.is_(None) | (stopped > due)) for due, stopped in _CLOCKS))


_CLOCKS = (
    (ticket.c.due_at, reacted_at),
    (ticket.c.workaround_due_at, sa.func.coalesce(ticket.c.workaround_at, ticket.c.closed_at)),
    (ticket.c.resolution_due_at, ticket.c.closed_at),
)
_LATE = (
    sa.select(
        *STATE,
        ticket.c.id,
        ticket.c.number,
        contact.c.name,
        contact.c.address,
        organisation.c.name.label("organisation"),
    )
    .join_from(ticket, contact, contact.c.id == ticket.c.contact_id)
    .outerjoin(organisation, organisation.c.id == ticket.c.organisation_id)
    .order_by(ticket.c.received_at, ticket.c.id)
)
_IDS: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
_CLAUSES = sa.select(duty.c.ticket_id, duty.c.kind, duty.c.clause).where(duty.c.ticket_id.in_(_IDS)).order_by(duty.c.id)
