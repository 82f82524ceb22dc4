"""Mail that was taken for no request: found, read, and made one by a person who sees that it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from intakebot.domain.address import Address
from intakebot.domain.by import By
from intakebot.store.likeness import Likeness
from intakebot.store.tables import filed, message, received, ticket

#: Words of one search.
_WORDS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Filing:
    """One filed mail. The id is that of its delivery."""

    id: int
    mailbox: str
    sender: str
    subject: str
    received_at: datetime
    #: Why it was taken for no request.
    reason: str
    #: Of its delivery: filed, or what has become of it since.
    state: str
    #: Who saw that it is a request, and when; None while nobody has.
    wanted_by: str | None
    wanted_at: datetime | None
    #: Through what (domain/by.py).
    wanted_through: str | None
    #: Of the ticket that it is in now.
    number: str | None


class Filed:
    """The verbs of filed mail, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def keep(self, received_id: int, sender: Address, subject: str, reason: str) -> None:
        """Note why a mail is no request."""
        values = {"received_id": received_id, "sender": sender.address, "subject": subject, "reason": reason}
        self._connection.execute(sa.insert(filed).values(values))

    def page(self, words: str, most: int, before: int | None = None) -> list[Filing]:
        """The latest first: those with each of these words in sender or subject, those before an id."""
        found = [self._saying(word) for word in words.split()[:_WORDS]]
        if before is not None:
            found.append(filed.c.received_id < before)
        rows = self._connection.execute(_FILINGS.where(*found).order_by(filed.c.received_id.desc()).limit(most))
        return [Filing(**row._mapping) for row in rows]

    def of(self, received_id: int) -> Filing | None:
        """One of them."""
        return self.these([received_id]).get(received_id)

    def these(self, received_ids: Sequence[int]) -> dict[int, Filing]:
        """Some of them, by id."""
        rows = self._connection.execute(_FILINGS.where(filed.c.received_id.in_(received_ids)))
        return {row.id: Filing(**row._mapping) for row in rows}

    def want(self, received_id: int, by: By, at: datetime) -> bool:
        """It is a request after all; False when somebody has said so before."""
        first = (filed.c.received_id == received_id) & filed.c.wanted_by.is_(None)
        wanted = {"wanted_by": by.name, "wanted_at": at, "wanted_through": by.through}
        return self._connection.execute(sa.update(filed).where(first).values(wanted)).rowcount == 1

    def _saying(self, word: str) -> sa.ColumnElement[bool]:
        like = Likeness(self._connection, word)
        return like.within(filed.c.sender) | like.within(filed.c.subject)


_FILINGS = (
    sa.select(
        filed.c.received_id.label("id"),
        *(filed.c[name] for name in ("sender", "subject", "reason", "wanted_by", "wanted_at", "wanted_through")),
        *(received.c[name] for name in ("mailbox", "received_at", "state")),
        ticket.c.number,
    )
    .join(received, received.c.id == filed.c.received_id)
    .outerjoin(message, message.c.id == received.c.message_id)
    .outerjoin(ticket, ticket.c.id == message.c.ticket_id)
)
