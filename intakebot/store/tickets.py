"""Tickets, their messages and their history."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from intakebot.domain.address import Address, normal
from intakebot.domain.case import UNDER_NO_TERMS, Opening
from intakebot.domain.entitlement import Entitlement
from intakebot.domain.errors import Temporary
from intakebot.domain.message import Message
from intakebot.domain.ticket import Ticket
from intakebot.store.attachments import Attachments
from intakebot.store.prepared import Prepared
from intakebot.store.tables import contact, event, message, ticket


class NumberTaken(Temporary):
    """This number is in use; another is to be drawn."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Happened:
    """One event of a ticket, to be kept for ever."""

    kind: str
    at: datetime
    #: "bot", "customer", or an agent's name.
    actor: str = "bot"
    clause: str = ""
    #: What proves it: ids and facts, no texts and no addresses of people.
    evidence: dict[str, Any]
    #: Versions of terms, template and model that decided it.
    versions: dict[str, str]


class Tickets:
    """The verbs of tickets, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        #: What people act through (domain/by.py).
        self.through = ""

    def contact(self, who: Address, at: datetime) -> int:
        """The contact with this address, be it a further one of theirs; made known if need be."""
        values = {"address": normal(who.address), "name": who.name[:200], "at": at}
        return _MEET.insert(self._connection, values)

    def numbered(self, number: str) -> Ticket | None:
        """The ticket with this number."""
        return self._one(_NUMBERED, {"number": number})

    def of(self, ticket_id: int) -> Ticket:
        """The ticket with this id."""
        return Ticket(**self._connection.execute(_OF, {"key": ticket_id}).one()._mapping)

    def with_message(self, message_ids: tuple[str, ...]) -> Ticket | None:
        """The newest ticket that holds one of these messages of a customer, by Message-ID."""
        return self._one(_WITH_MESSAGE, {"ids": message_ids}) if message_ids else None

    def takes_part(self, ticket_id: int, contact_id: int) -> bool:
        """Whether this contact opened the ticket or was let into it before; a CC alone lets nobody in."""
        return self._connection.execute(_TAKES_PART, {"ticket": ticket_id, "contact": contact_id}).first() is not None

    def register(
        self, number: str, mailbox: str, read: Message, language: str, entitlement: Entitlement, contact_id: int,
        received_at: datetime, at: datetime, continues: int | None, opening: Opening = UNDER_NO_TERMS,
    ) -> Ticket:  # fmt: skip
        """A new ticket; NumberTaken when another has this number: the unit of work must end then."""
        values = {
            "number": number, "mailbox": mailbox, "terms": entitlement.terms, "plan": entitlement.plan,
            "contact_id": contact_id, "language": language, "subject": read.subject, "state": "open",
            "received_at": received_at, "registered_at": at, "continues_id": continues,
            "organisation_id": entitlement.organisation_id,
            **{name: getattr(opening, name) for name in Opening.__dataclass_fields__},
        }  # fmt: skip
        try:
            key = _REGISTER.insert(self._connection, values)
        except IntegrityError:
            raise NumberTaken(number) from None
        return Ticket(
            id=key, number=number, mailbox=mailbox, state="open", contact_id=contact_id, received_at=received_at,
            registered_at=at, notice_at=None, closed_at=None,
        )  # fmt: skip

    def append(
        self, into: Ticket, identity: bytes, read: Message, language: str, contact_id: int, received_at: datetime
    ) -> int:
        """Add a message with its attachments to a ticket; the message's id."""
        values = {
            "identity": identity, "ticket_id": into.id, "contact_id": contact_id, "message_id": read.message_id,
            "subject": read.subject, "reply": read.reply, "language": language, "auto": read.auto,
            "written_at": read.date, "received_at": received_at,
        }  # fmt: skip
        key = _APPEND.insert(self._connection, values)
        for part in read.attachments:
            Attachments(self._connection).add(key, part, received_at)
        return key

    def received_earlier(self, ticket_id: int, at: datetime) -> bool:
        """Whether a copy of its first message came earlier than the one that was registered: the clock started then."""
        first = (ticket.c.id == ticket_id) & (ticket.c.received_at > at)
        if not self._connection.execute(sa.update(ticket).where(first).values(received_at=at)).rowcount:
            return False
        evidence = {"received_at": at.isoformat()}
        self.happened(ticket_id, Happened(kind="received_earlier", at=at, evidence=evidence, versions={}))
        return True

    def reopen(self, closed: Ticket) -> None:
        """Open it again."""
        self._connection.execute(_STATE, {"key": closed.id, "to": "open", "when": None})

    def close(self, opened: Ticket, at: datetime) -> None:
        """Close it."""
        self._connection.execute(_STATE, {"key": opened.id, "to": "closed", "when": at})

    def noticed(self, ticket_id: int, at: datetime) -> bool:
        """The notice time: when the customer was notified, for the first time. Whether it is the reaction the terms want."""
        reaction = _NOTICED.run(self._connection, {"key": ticket_id, "when": at}).fetchone()[0]
        return bool(reaction == "notice")

    def unnoticed(self, ticket_id: int, stands: datetime | None = None) -> None:
        """The notice came back; `stands`: when another was handed over that hasn't."""
        self._connection.execute(sa.update(ticket).where(ticket.c.id == ticket_id).values(notice_at=stands))

    def happened(self, ticket_id: int, *events: Happened) -> None:
        """Add to the history; nothing is ever changed in it."""
        for e in events:
            values = {
                "ticket_id": ticket_id, "kind": e.kind, "at": e.at, "actor": e.actor, "clause": e.clause,
                "evidence": e.evidence, "versions": e.versions,
                "through": "" if e.actor in ("bot", "customer") else self.through,
            }  # fmt: skip
            _HAPPENED.run(self._connection, values)

    def times(self, ticket_id: int, kind: str) -> int:
        """How often this has happened to a ticket."""
        count: int = self._connection.execute(_TIMES, {"ticket": ticket_id, "kind": kind}).scalar_one()
        return count

    def _one(self, query: sa.Select[Any], values: dict[str, Any]) -> Ticket | None:
        row = self._connection.execute(query, values).first()
        return Ticket(**row._mapping) if row else None


_TICKET = [ticket.c[name] for name in Ticket.__dataclass_fields__]
_MEET = Prepared(
    sa.text(
        "INSERT INTO contact (address, name, created_at) VALUES (coalesce((SELECT known.address FROM alias"
        " JOIN contact AS known ON known.id = alias.contact_id WHERE alias.address = :address), :address), :name, :at)"
        " ON CONFLICT (address) DO UPDATE SET address = excluded.address RETURNING id"
    ).bindparams(sa.bindparam("at", type_=contact.c.created_at.type))
)
_NUMBERED = sa.select(*_TICKET).where(ticket.c.number == sa.bindparam("number"))
_OF = sa.select(*_TICKET).where(ticket.c.id == sa.bindparam("key"))
_WITH_MESSAGE = (
    sa.select(*_TICKET)
    .join(message, message.c.ticket_id == ticket.c.id)
    .where(message.c.message_id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(ticket.c.id.desc())
    .limit(1)
)
#: A bounce or an automatic reply lets nobody in, whatever address it bears.
_TAKES_PART = sa.union_all(
    sa.select(ticket.c.id).where(ticket.c.id == sa.bindparam("ticket"), ticket.c.contact_id == sa.bindparam("contact")),
    sa.select(message.c.id).where(
        message.c.ticket_id == sa.bindparam("ticket"),
        message.c.contact_id == sa.bindparam("contact"),
        message.c.auto.is_(None),
    ),
)
_REGISTER = Prepared(sa.insert(ticket).returning(ticket.c.id))
_APPEND = Prepared(sa.insert(message).returning(message.c.id))
_STATE = (
    sa.update(ticket)
    .where(ticket.c.id == sa.bindparam("key"))
    .values(state=sa.bindparam("to"), closed_at=sa.bindparam("when", type_=ticket.c.closed_at.type))
)
_NOTICED = Prepared(
    sa.update(ticket)
    .where(ticket.c.id == sa.bindparam("key"))
    .values(notice_at=sa.func.coalesce(ticket.c.notice_at, sa.bindparam("when", type_=ticket.c.notice_at.type)))
    .returning(ticket.c.reaction)
)
_HAPPENED = Prepared(sa.insert(event))
_TIMES = (
    sa.select(sa.func.count())
    .select_from(event)
    .where(event.c.ticket_id == sa.bindparam("ticket"), event.c.kind == sa.bindparam("kind"))
)
