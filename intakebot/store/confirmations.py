"""Requests whose level an agent confirmed, to learn from. Only looks."""

import sqlalchemy as sa

from intakebot.domain.confirmed import Confirmed
from intakebot.store.tables import message, ticket

_EARLIEST = message.alias()
_FIRST = sa.select(sa.func.min(_EARLIEST.c.id)).where(_EARLIEST.c.ticket_id == ticket.c.id).scalar_subquery()
_CONFIRMED = (
    sa.select(
        ticket.c.number, ticket.c.terms, ticket.c.severity, message.c.language, message.c.subject, message.c.reply
    )
    .select_from(ticket)
    .join(message, message.c.id == _FIRST)
    .where(ticket.c.severity_by.in_(("confirmed", "agreed")), ticket.c.terms.is_not(None))
    .order_by(ticket.c.id)
)


def confirmations(connection: sa.Connection) -> list[Confirmed]:
    """The first message of each such ticket, in the order of registration."""
    return [
        Confirmed(
            number=row.number, terms=row.terms, level=row.severity, language=row.language, channel="email",
            subject=row.subject, text=row.reply,
        )
        for row in connection.execute(_CONFIRMED)
    ]  # fmt: skip
