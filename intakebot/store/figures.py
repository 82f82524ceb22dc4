"""Tickets for reports: streamed, so that a store of any size is read in little memory. Only looks, never writes."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from intakebot.domain.letter import ACKNOWLEDGEMENT
from intakebot.domain.timed import NoticeState, Timed
from intakebot.store.tables import job, letter, message, ticket

#: Rows that are in memory at a time.
_BATCH = 1_000


class Figures:
    """What reports are counted from, within one snapshot."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def tickets(self, since: datetime | None = None, until: datetime | None = None) -> Iterator[Timed]:
        """Tickets received from `since` on and before `until`, in no order."""
        query = _TICKETS
        if since is not None:
            query = query.where(ticket.c.received_at >= since)
        if until is not None:
            query = query.where(ticket.c.received_at < until)
        found = self._connection.execute(query, execution_options={"yield_per": _BATCH})
        for auto, letter_id, bounced_at, job_id, *columns in found:
            values: dict[str, Any] = dict(zip(_COLUMNS, columns, strict=True))
            if values["notice_at"] is not None:
                state: NoticeState = "noticed"
            else:
                state = _without(letter_id, bounced_at, job_id)
            yield Timed(automatic=auto is not None, notice=state, **values)


def _without(letter_id: int | None, bounced_at: datetime | None, job_id: int | None) -> NoticeState:
    """What became of a notice that doesn't stand."""
    if letter_id is None:
        return "suppressed"
    if job_id is not None:
        return "unsent"
    return "bounced" if bounced_at else "failed"


_COLUMNS = [name for name in Timed.__dataclass_fields__ if name not in ("automatic", "notice")]
#: Whether a machine wrote the first message. With "+ 0", or else PostgreSQL may walk all messages in the order of their
#: ids, ticket after ticket.
_AUTO = (
    sa.select(message.c.auto)
    .where(message.c.ticket_id == ticket.c.id)
    .order_by(message.c.id + 0)
    .limit(1)
    .scalar_subquery()
)
#: Letters are long: only those that haven't arrived are looked at.
_NOTICE = (letter.c.ticket_id == ticket.c.id) & (letter.c.ordinal == ACKNOWLEDGEMENT) & ticket.c.notice_at.is_(None)
_DELIVERY = (job.c.kind == "deliver") & (job.c.subject == letter.c.id)
_TICKETS = (
    sa.select(
        _AUTO.label("auto"), letter.c.id, letter.c.bounced_at, job.c.id,
        *(ticket.c[name] for name in _COLUMNS),
    )
    .select_from(ticket)
    .outerjoin(letter, _NOTICE)
    .outerjoin(job, _DELIVERY)
)  # fmt: skip
