"""Tickets written straight into the tables, so that reports can be tested without intake."""

import os
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from intakebot.store.desk import Desk
from intakebot.store.store import Store
from intakebot.store.tables import contact, job, letter, message, ticket
from tests.mails import NOON

ANNA = "anna@customer.example"


def add(
    store: Store, received_at: datetime = NOON, *, noticed: timedelta | None = None, contacted: timedelta | None = None,
    auto: str | None = None, **columns: Any,
) -> int:  # fmt: skip
    """A ticket with one message; its id. Spans count from receipt."""
    values = {
        "number": f"T-{os.urandom(6).hex()}", "mailbox": "support@desk.example", "language": "en", "subject": "=1+1",
        "state": "closed" if columns.get("closed_at") else "open", "received_at": received_at, "registered_at": received_at,
        "notice_at": received_at + noticed if noticed is not None else None,
        "first_contact_at": received_at + contacted if contacted is not None else None, **columns,
    }  # fmt: skip
    return store.write(lambda desk: _insert(desk._connection, values, auto)).result()


def _insert(connection: sa.Connection, values: dict[str, Any], auto: str | None) -> int:
    at = values["received_at"]
    who = connection.execute(sa.select(contact.c.id).where(contact.c.address == ANNA)).scalar()
    if who is None:
        new = sa.insert(contact).values(address=ANNA, name="Anna", created_at=at)
        who = connection.execute(new.returning(contact.c.id)).scalar_one()
    key: int = connection.execute(
        sa.insert(ticket).values(contact_id=who, **values).returning(ticket.c.id)
    ).scalar_one()
    _message(connection, key, who, auto, at)
    return key


def _message(connection: sa.Connection, key: int, who: int, auto: str | None, at: datetime) -> None:
    row = {
        "identity": os.urandom(32), "ticket_id": key, "contact_id": who, "message_id": "one@customer.example", "subject": "s",
        "reply": "r", "language": "en", "auto": auto, "received_at": at,
    }  # fmt: skip
    connection.execute(sa.insert(message).values(row))


def followed_up(store: Store, key: int, auto: str | None = None) -> None:
    """One more message."""

    def unit(desk: Desk) -> None:
        who = desk._connection.execute(sa.select(ticket.c.contact_id).where(ticket.c.id == key)).scalar_one()
        _message(desk._connection, key, who, auto, NOON)

    store.write(unit).result()


def notice(
    store: Store, key: int, *, bounced_at: datetime | None = None, state: str | None = None, ordinal: int = 1
) -> None:
    """A letter of the ticket; `state` of its job, if it has one."""
    row = {
        "ticket_id": key, "kind": "acknowledgement", "ordinal": ordinal, "message_id": f"{key}.{ordinal}@desk.example",
        "mail_from": "", "rcpt_to": ANNA, "content": b"", "language": "en", "template": "", "created_at": NOON,
        "bounced_at": bounced_at,
    }  # fmt: skip

    def unit(desk: Desk) -> None:
        found = desk._connection.execute(sa.insert(letter).values(row).returning(letter.c.id)).scalar_one()
        if state:
            waiting = {"kind": "deliver", "subject": found, "state": state, "due_at": NOON, "created_at": NOON}
            desk._connection.execute(sa.insert(job).values(**waiting, owner="", attempt=0, error=""))

    store.write(unit).result()
