"""Tickets for reports: streamed, so that a store of any size is read in little memory. Only looks, never writes."""

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa

from intakebot.domain.letter import ACKNOWLEDGEMENT
from intakebot.domain.timed import Timed
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
        for automatic, notice, *columns in found:
            yield Timed(automatic=bool(automatic), notice=notice, **dict(zip(COLUMNS, columns, strict=True)))


# Subqueries and no joins: for a cursor PostgreSQL prefers what begins soon, and joined 100,000 tickets with their letters
# in nested loops for seven minutes while it had no statistics.

#: What of a report's ticket stands in columns of its own.
COLUMNS = [name for name in Timed.__dataclass_fields__ if name not in ("automatic", "notice")]
#: Whether a machine wrote the first message. With "+ 0", or else all messages may be walked in the order of their ids.
_AUTOMATIC = (
    sa.select(message.c.auto.is_not(None))
    .where(message.c.ticket_id == ticket.c.id)
    .order_by(message.c.id + 0)
    .limit(1)
    .scalar_subquery()
)
_UNSENT = sa.exists().where(job.c.kind == "deliver", job.c.subject == letter.c.id)
_BECAME = (
    sa.select(sa.case((_UNSENT, "unsent"), (letter.c.bounced_at.is_not(None), "bounced"), else_="failed"))
    .where(letter.c.ticket_id == ticket.c.id, letter.c.ordinal == ACKNOWLEDGEMENT)
    .limit(1)
    .scalar_subquery()
)
#: Letters are long: only those of notices that don't stand are looked at.
_NOTICE = sa.case((ticket.c.notice_at.is_not(None), "noticed"), else_=sa.func.coalesce(_BECAME, "suppressed"))
#: A report's ticket, by the names of its fields.
STATE = (_AUTOMATIC.label("automatic"), _NOTICE.label("notice"), *(ticket.c[name] for name in COLUMNS))
_TICKETS = sa.select(*STATE)
