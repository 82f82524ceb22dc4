"""Tickets for reports: streamed, so that a store of any size is read in little memory. Only looks, never writes."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

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

#: What of a report's ticket stands in columns of the ticket's, and in those of the ticket that it went on as.
COLUMNS = [name for name in Timed.__dataclass_fields__ if name not in ("automatic", "notice")]
_OTHER = ticket.alias("other")
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


def _column(name: str) -> sa.ColumnElement[Any]:
    if name in ticket.c:
        return ticket.c[name]
    other = sa.select(_OTHER.c[name.removeprefix("other_")]).where(_OTHER.c.id == ticket.c.merged_into_id)
    return sa.case((ticket.c.merged_into_id.is_not(None), other.scalar_subquery())).label(name)


#: A report's ticket, by the names of its fields.
STATE = (_AUTOMATIC.label("automatic"), _NOTICE.label("notice"), *map(_column, COLUMNS))
_TICKETS = sa.select(*STATE)
