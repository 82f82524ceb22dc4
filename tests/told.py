"""Histories written straight into the tables, for reports that read them."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from intakebot.store.desk import Desk
from intakebot.store.store import Store
from intakebot.store.tables import message, received
from intakebot.store.tickets import Happened
from tests.mails import NOON


def happened(
    store: Store, ticket_id: int, kind: str, at: datetime = NOON, /, *, actor: str = "bot", clause: str = "",
    model: str = "", **evidence: Any,
) -> None:  # fmt: skip
    """One event."""
    versions = {"model": model} if model else {}
    one = Happened(kind=kind, at=at, actor=actor, clause=clause, evidence=evidence, versions=versions)
    store.write(lambda desk: desk.tickets.happened(ticket_id, one)).result()


def proposed(
    store: Store, ticket_id: int, level: str, confidence: float, *, at: datetime = NOON, abstains: bool = False
) -> None:
    """What the classifier said."""
    happened(
        store, ticket_id, "severity_proposed", at, level=level, confidence=confidence, abstains=abstains, model="e5-1"
    )


def decided(
    store: Store, ticket_id: int, level: str, *, at: datetime = NOON, before: str = "", by: str = "Anna", reason: str = ""
) -> None:  # fmt: skip
    """What an agent said: confirmed where it is the level of before."""
    kind = "severity_confirmed" if level == before else "severity_changed"
    happened(store, ticket_id, kind, at, actor=by, before=before, now=level, reason=reason)


def by_channel(store: Store, ticket_id: int, channel: str) -> None:
    """The delivery that brought its message."""

    def unit(desk: Desk) -> None:
        found = desk._connection.execute(sa.select(message.c.id).where(message.c.ticket_id == ticket_id)).scalar_one()
        blob = bytes(32)
        desk._connection.execute(
            sa.text("INSERT INTO blob (sha256, size, content) VALUES (:s, 0, :c) ON CONFLICT DO NOTHING"),
            {"s": blob, "c": b""},
        )
        desk._connection.execute(sa.insert(received).values(
            channel=channel, mailbox="", rcpt_tos=[], peer="", trusted=False, received_at=NOON, accepted_at=NOON,
            sha256=blob, state="taken_in", reason="", message_id=found,
        ))  # fmt: skip

    store.write(unit).result()
