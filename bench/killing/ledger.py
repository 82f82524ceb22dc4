"""What the database holds in the end, read with plain queries."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from intakebot.store.engines import reading
from intakebot.store.tables import event, job, letter, message, received, task, ticket

R = TypeVar("R")


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """The acknowledgement of one ticket."""

    ticket_id: int
    letter_id: int
    notice_at: datetime | None
    handed_over_at: datetime | None
    queue_id: str
    relay_reply: str
    #: State of the job that still waits, "" when there is none.
    waiting: str
    #: Who died at it, as often as it was in doubt.
    doubts: tuple[str, ...]
    #: A person was told that it may have gone out or not.
    has_task: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Ledger:
    """Rows, by what they are about."""

    #: Ids of tickets by the Message-ID of a customer's mail.
    tickets: dict[str, list[int]]
    #: By the id of the ticket.
    notices: dict[int, list[Notice]]
    #: How many deliveries to us there were, by what became of them.
    received: dict[str, int]
    #: What the database itself finds wrong.
    damage: str


def unfinished(url: str) -> dict[str, int]:
    """How many jobs are neither done nor held, by kind and state."""
    query = sa.select(job.c.kind + " " + job.c.state, sa.func.count()).where(job.c.state != "held")
    return _looked(url, lambda connection: _pairs(connection, query.group_by(job.c.kind, job.c.state)))


def read(url: str) -> Ledger:
    """Everything, in one look."""
    return _looked(url, _ledger)


def _ledger(connection: sa.Connection) -> Ledger:
    states = sa.select(received.c.state, sa.func.count()).group_by(received.c.state)
    tickets = defaultdict(list)
    for row in connection.execute(sa.select(message.c.message_id, message.c.ticket_id)):
        tickets[row.message_id].append(row.ticket_id)
    notices = defaultdict(list)
    for notice in _notices(connection):
        notices[notice.ticket_id].append(notice)
    return Ledger(
        tickets=dict(tickets), notices=dict(notices), received=_pairs(connection, states), damage=_damage(connection)
    )


def _notices(connection: sa.Connection) -> list[Notice]:
    doubts = defaultdict(list)
    for row in connection.execute(sa.select(event.c.evidence).where(event.c.kind == "delivery_in_doubt")):
        doubts[row.evidence["letter"]].append(row.evidence["reply"])
    open_task = (task.c.kind == "delivery_in_doubt") & task.c.done_at.is_(None)
    tasks = set(connection.scalars(sa.select(task.c.letter_id).where(open_task)))
    delivery = (job.c.kind == "deliver") & (job.c.subject == letter.c.id)
    query = sa.select(letter, ticket.c.notice_at, job.c.state.label("waiting")).join(ticket).outerjoin(job, delivery)
    return [
        Notice(
            ticket_id=row.ticket_id, letter_id=row.id, notice_at=row.notice_at, handed_over_at=row.handed_over_at,
            queue_id=row.queue_id or "", relay_reply=row.relay_reply or "", waiting=row.waiting or "",
            doubts=tuple(doubts[row.id]), has_task=row.id in tasks,
        )
        for row in connection.execute(query.where(letter.c.kind == "acknowledgement"))
    ]  # fmt: skip


def _damage(connection: sa.Connection) -> str:
    if connection.dialect.name != "sqlite":
        return ""
    findings = [connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()]
    findings += connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return "" if findings == ["ok"] else str(findings[:5])


def _pairs(connection: sa.Connection, query: sa.Select[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(query)}


def _looked(url: str, look: Callable[[sa.Connection], R]) -> R:
    engine = reading(url)
    try:
        with engine.connect() as connection:
            return look(connection)
    finally:
        engine.dispose()
