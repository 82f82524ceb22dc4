"""Chats that wrote to us: what each is about, and which of our messages one of theirs answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from intakebot.domain.case import Case
from intakebot.domain.chat import IN_CHAT
from intakebot.store.tables import chat, letter, message, received, ticket

#: Characters of a request told in several messages that are read together.
_MOST = 20_000
_CASE = [ticket.c[name] for name in Case.__dataclass_fields__]


@dataclass(frozen=True, kw_only=True, slots=True)
class ChatState:
    """What a chat is about just now."""

    address: str
    #: Chosen there; None: that of the messages.
    language: str | None = None
    #: The request that is being told, until when silence ends it, and by when it ends at the latest.
    ticket_id: int | None = None
    gather_until: datetime | None = None
    gather_by: datetime | None = None
    #: Whose next message opens a new request; "" nobody's.
    fresh_for: str = ""
    #: Of which request something is asked for step by step, and what.
    step_ticket_id: int | None = None
    step_item: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """A message of ours that one of theirs answers; without ticket it was about none."""

    letter_id: int
    ticket_id: int | None
    kind: str
    ordinal: int


class Chats:
    """The verbs of chats, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of(self, address: str) -> ChatState | None:
        """The chat with this address, if it ever wrote."""
        row = self._connection.execute(_OF, {"address": address}).first()
        return ChatState(**row._mapping) if row else None

    def met(self, address: str, at: datetime) -> ChatState:
        """The same, held until the transaction ends, made known if need be: it wrote just now, so it hasn't blocked us."""
        return ChatState(**self._connection.execute(_MET, {"address": address, "at": at}).one()._mapping)

    def change(self, address: str, **columns: Any) -> None:
        """Set columns, by their names."""
        self._connection.execute(sa.update(chat).where(chat.c.address == address).values(**columns))

    def told(self, ticket_id: int, without: str = "") -> str:
        """All that the customer wrote about a request, in order; of rewritten messages what they say now, or nothing of the
        one with the Message-ID `without`.
        """
        rows = self._connection.execute(_TOLD, {"ticket": ticket_id})
        latest = {row.message_id or row.id: row.reply for row in rows if row.message_id != without or not without}
        return "\n".join(filter(None, latest.values()))[:_MOST]

    def answered(self, address: str, name: str) -> Answered | None:
        """Our message in this chat by the chat's own name of it."""
        row = self._connection.execute(_ANSWERED, {"to": address, "name": name}).first() if name else None
        return Answered(**row._mapping) if row else None

    def told_there(self, ticket_id: int, address: str) -> bool:
        """Whether anything about a ticket was told in this chat."""
        return bool(self._connection.execute(sa.select(_told_in(address, sa.literal(ticket_id)))).scalar())

    def requests(self, contact_id: int, most: int, *, closed: bool = False, there: str = "") -> list[Case]:
        """A contact's tickets, the latest first: open ones, or all; only those of one chat."""
        query = sa.select(*_CASE).where(ticket.c.contact_id == contact_id).order_by(ticket.c.id.desc()).limit(most)
        if there:
            query = query.where(_told_in(there, ticket.c.id))
        rows = self._connection.execute(query if closed else query.where(ticket.c.state == "open"))
        return [Case(**row._mapping) for row in rows]


def _told_in(address: str, ticket_id: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    return (
        sa.select(message.c.id)
        .join(received, received.c.message_id == message.c.id)
        .where(message.c.ticket_id == ticket_id, received.c.mail_from == address)
        .correlate(ticket)
        .exists()
    )


_OF = sa.select(*(chat.c[name] for name in ChatState.__dataclass_fields__)).where(
    chat.c.address == sa.bindparam("address")
)
_MET = (
    sa.text(
        "INSERT INTO chat (address, fresh_for, step_item, seen_at) VALUES (:address, '', '', :at)"
        " ON CONFLICT (address) DO UPDATE SET seen_at = excluded.seen_at, left_at = NULL"
        " RETURNING address, language, ticket_id, gather_until, gather_by, fresh_for, step_ticket_id, step_item"
    )
    .columns(*(chat.c[name] for name in ChatState.__dataclass_fields__))
    .bindparams(sa.bindparam("at", type_=chat.c.seen_at.type))
)
_TOLD = (
    sa.select(message.c.id, message.c.message_id, message.c.reply)
    .where(message.c.ticket_id == sa.bindparam("ticket"), message.c.auto.is_(None))
    .order_by(message.c.id)
    .limit(200)
)
_ANSWERED = (
    sa.select(letter.c.id.label("letter_id"), letter.c.ticket_id, letter.c.kind, letter.c.ordinal)
    .where(
        letter.c.mail_from == IN_CHAT, letter.c.rcpt_to == sa.bindparam("to"), letter.c.queue_id == sa.bindparam("name")
    )
    .order_by(letter.c.id.desc())
    .limit(1)
)
