"""What people read: the whole proof of one ticket, and what is to be done. Only looks, never writes."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from intakebot.domain.event import Event
from intakebot.store.history import History
from intakebot.store.tables import attachment, call, contact, duty, job, letter, message, received, task, ticket

R = TypeVar("R")


@dataclass(frozen=True, kw_only=True, slots=True)
class AttachmentRecord:
    """A part of a customer's message."""

    id: int
    filename: str
    content_type: str
    size: int
    inline: bool
    #: Why its content can't be had, "" when it can.
    error: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryRecord:
    """One delivery of a message to us; the first decided mailbox and terms, the others are copies."""

    id: int
    channel: str
    mailbox: str
    #: Every own address that this delivery was for.
    rcpt_tos: list[str]
    peer: str
    state: str
    received_at: datetime
    accepted_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageRecord:
    """A message of the ticket."""

    id: int
    message_id: str
    sender: str
    subject: str
    reply: str
    language: str
    auto: str | None
    received_at: datetime
    attachments: tuple[AttachmentRecord, ...]
    deliveries: tuple[DeliveryRecord, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterRecord:
    """A letter of ours and the proof of its handover; `waiting` is its job's state while it has one."""

    id: int
    kind: str
    message_id: str
    mail_from: str
    rcpt_to: str
    language: str
    template: str
    created_at: datetime
    handed_over_at: datetime | None
    handed_over_to: str | None
    relay_reply: str | None
    queue_id: str | None
    bounced_at: datetime | None
    waiting: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class TimerRecord:
    """A timer that the terms imposed; state: open · done · fired · cancelled."""

    kind: str
    clause: str
    due_at: datetime
    state: str
    evidence: dict[str, Any]
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CallRecord:
    """News that went to a webhook, and what it answered; `waiting` is its job's state while it has one."""

    webhook: str
    body: dict[str, Any]
    created_at: datetime
    delivered_at: datetime | None
    answer: str | None
    waiting: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """All that is known of one ticket."""

    number: str
    mailbox: str
    terms: str | None
    plan: str | None
    state: str
    language: str
    subject: str
    severity: str | None
    #: How the level came about: stated · proposed · confirmed · agreed · rule.
    severity_by: str | None
    #: The level that the customer was asked to agree to.
    severity_asked: str | None
    #: What the terms count as the reaction: notice · first_contact.
    reaction: str | None
    due_at: datetime | None
    workaround_due_at: datetime | None
    resolution_due_at: datetime | None
    received_at: datetime
    registered_at: datetime
    notice_at: datetime | None
    first_contact_at: datetime | None
    workaround_at: datetime | None
    waiting_since: datetime | None
    #: Put off by an agent: for what (customer · third_party · day), and until when.
    put_off_for: str | None
    put_off_until: datetime | None
    closed_at: datetime | None
    terms_version: str | None
    #: What an agent must know first: code, clause, detail.
    marks: list[dict[str, str]]
    #: What was asked for and hasn't been given.
    missing: list[str]
    messages: tuple[MessageRecord, ...]
    letters: tuple[LetterRecord, ...]
    timers: tuple[TimerRecord, ...]
    calls: tuple[CallRecord, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskRecord:
    """Something that a person must do."""

    id: int
    kind: str
    reason: str
    number: str | None
    received_id: int | None
    #: The letter that it is about.
    letter_id: int | None
    created_at: datetime


class Records:
    """The questions people ask, within one snapshot."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def evidence(self, number: str) -> Evidence | None:
        """Everything about the ticket with this number."""
        row = self._connection.execute(sa.select(ticket).where(ticket.c.number == number)).mappings().first()
        if row is None:
            return None
        return _record(
            Evidence,
            row,
            marks=row["marks"] or [],
            missing=row["missing"] or [],
            messages=self._messages(row["id"]),
            letters=self._letters(row["id"]),
            timers=self._of(TimerRecord, duty, duty.c.ticket_id == row["id"]),
            calls=self._calls(row["id"]),
            events=tuple(History(self._connection).since(row["id"], 0)),
        )

    def open_tasks(self) -> list[TaskRecord]:
        """What nobody has done yet, oldest first."""
        query = sa.select(task, ticket.c.number).outerjoin(ticket, ticket.c.id == task.c.ticket_id)
        rows = self._connection.execute(query.where(task.c.done_at.is_(None)).order_by(task.c.id)).mappings()
        return [_record(TaskRecord, row, reason=row["said"] or row["reason"]) for row in rows]

    def waiting(self) -> dict[str, int]:
        """How many jobs are in which state ("deliver ready": 3)."""
        query = sa.select(job.c.kind + " " + job.c.state, sa.func.count()).group_by(job.c.kind, job.c.state)
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def _messages(self, ticket_id: int) -> tuple[MessageRecord, ...]:
        query = sa.select(message, contact.c.address.label("sender")).join(contact)
        rows = self._all(query.where(message.c.ticket_id == ticket_id).order_by(message.c.id))
        return tuple(
            _record(
                MessageRecord,
                row,
                attachments=self._of(AttachmentRecord, attachment, attachment.c.message_id == row["id"]),
                deliveries=self._of(DeliveryRecord, received, received.c.message_id == row["id"]),
            )
            for row in rows
        )

    def _letters(self, ticket_id: int) -> tuple[LetterRecord, ...]:
        delivery = (job.c.kind == "deliver") & (job.c.subject == letter.c.id)
        query = sa.select(letter, job.c.state.label("waiting")).outerjoin(job, delivery)
        rows = self._all(query.where(letter.c.ticket_id == ticket_id).order_by(letter.c.id))
        return tuple(_record(LetterRecord, row) for row in rows)

    def _calls(self, ticket_id: int) -> tuple[CallRecord, ...]:
        posting = (job.c.kind == "call") & (job.c.subject == call.c.id)
        query = sa.select(call, job.c.state.label("waiting")).outerjoin(job, posting)
        rows = self._all(query.where(call.c.ticket_id == ticket_id).order_by(call.c.id))
        return tuple(_record(CallRecord, row) for row in rows)

    def _of(self, kind: type[R], table: sa.Table, condition: sa.ColumnElement[bool]) -> tuple[R, ...]:
        rows = self._all(sa.select(table).where(condition).order_by(table.c.id))
        return tuple(_record(kind, row) for row in rows)

    def _all(self, query: sa.Select[Any]) -> list[sa.RowMapping]:
        return list(self._connection.execute(query).mappings())


def _record(kind: type[R], row: sa.RowMapping, **more: object) -> R:
    names = [field.name for field in fields(kind) if field.name not in more]  # type: ignore[arg-type]  # all are dataclasses
    return kind(**{name: row[name] for name in names}, **more)
