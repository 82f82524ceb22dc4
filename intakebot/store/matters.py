"""What is one matter, and what is two: tickets that go on as others, messages that become tickets of their own."""

from datetime import datetime

import sqlalchemy as sa

from intakebot.domain.case import Case
from intakebot.domain.letter import ACKNOWLEDGEMENT
from intakebot.store.tables import letter, message, ticket


class Matters:
    """The verbs of what belongs together, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def merge(self, gone_id: int, into_id: int) -> None:
        """The one goes on as the other."""
        self._connection.execute(sa.update(ticket).where(ticket.c.id == gone_id).values(merged_into_id=into_id))

    def surviving(self, ticket_id: int) -> int:
        """The ticket itself, or the one that goes on in its place."""
        while into := self._connection.execute(_MERGED_INTO, {"key": ticket_id}).scalar():
            ticket_id = into
        return ticket_id

    def noticed_at(self, ticket_id: int) -> datetime | None:
        """The earliest notice that was handed over and hasn't come back, of the ticket and of those that went into it."""
        whole, found = [], [ticket_id]
        while found:
            whole += found
            found = list(self._connection.scalars(_WENT_INTO, {"ids": found}))
        earliest: datetime | None = self._connection.execute(_NOTICED, {"ids": whole}).scalar()
        return earliest

    def later(self, ticket_id: int, message_id: int) -> bool:
        """Whether this is a message of a person in this ticket, and not its first."""
        return self._connection.execute(_LATER, {"ticket": ticket_id, "key": message_id}).first() is not None

    def split(self, case: Case, message_id: int, number: str, at: datetime) -> int:
        """The message becomes a ticket of the same customer, received when it came; the ticket's id."""
        said = self._connection.execute(sa.select(message).where(message.c.id == message_id)).one()
        values = {
            "number": number, "mailbox": case.mailbox, "terms": case.terms, "plan": case.plan, "state": "open",
            "contact_id": said.contact_id, "organisation_id": case.organisation_id, "language": said.language,
            "subject": said.subject, "received_at": said.received_at, "registered_at": at, "marks": [], "missing": [],
        }  # fmt: skip
        made = sa.insert(ticket).values(values).returning(ticket.c.id)
        key: int = self._connection.execute(made).scalar_one()
        self._connection.execute(sa.update(message).where(message.c.id == message_id).values(ticket_id=key))
        return key


_MERGED_INTO = sa.select(ticket.c.merged_into_id).where(ticket.c.id == sa.bindparam("key"))
_WENT_INTO = sa.select(ticket.c.id).where(ticket.c.merged_into_id.in_(sa.bindparam("ids", expanding=True)))
_NOTICED = sa.select(sa.func.min(letter.c.handed_over_at)).where(
    letter.c.ticket_id.in_(sa.bindparam("ids", expanding=True)),
    letter.c.ordinal == ACKNOWLEDGEMENT,
    letter.c.bounced_at.is_(None),
)
_EARLIER = message.alias("earlier")
_LATER = sa.select(message.c.id).where(
    message.c.id == sa.bindparam("key"),
    message.c.ticket_id == sa.bindparam("ticket"),
    message.c.auto.is_(None),
    sa.exists().where(_EARLIER.c.ticket_id == message.c.ticket_id, _EARLIER.c.id < message.c.id),
)
