"""Letters and the proof of their handover; how many went to whom; what a person must do instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from intakebot.domain.letter import Handover, Letter
from intakebot.domain.sentence import Sentence
from intakebot.store.prepared import Prepared
from intakebot.store.tables import job, letter, tally, task


@dataclass(frozen=True, kw_only=True, slots=True)
class Posted:
    """A letter as the outbox knows it."""

    id: int
    #: None for what belongs to no request.
    ticket_id: int | None
    kind: str
    letter: Letter
    created_at: datetime
    handed_over_at: datetime | None
    #: Its handover starts a timer or a wait of the terms.
    awaits: bool | None = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How a letter stands; `waiting` is its job's state while it has one."""

    id: int
    ticket_id: int | None
    kind: str
    handed_over_at: datetime | None
    bounced_at: datetime | None
    waiting: str | None


class Post:
    """The verbs of letters, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def enqueue(
        self, ticket_id: int | None, kind: str, ordinal: int, written: Letter, at: datetime, *, awaits: bool = False
    ) -> Posted:
        """Keep a letter for delivery; `awaits`: its handover starts a timer or a wait of the terms."""
        values = {
            "ticket_id": ticket_id, "kind": kind, "ordinal": ordinal, "message_id": written.message_id,
            "mail_from": written.mail_from, "rcpt_to": written.rcpt_to, "content": written.content,
            "language": written.language, "template": written.template, "created_at": at,
            "awaits": awaits,
        }  # fmt: skip
        key = _ENQUEUE.insert(self._connection, values)
        return Posted(
            id=key, ticket_id=ticket_id, kind=kind, letter=written, created_at=at, handed_over_at=None, awaits=awaits
        )

    def load(self, letter_id: int) -> Posted:
        """A letter by its id."""
        return _posted(self._connection.execute(_LOAD, {"key": letter_id}).one())

    def known(self, letter_id: int) -> Posted | None:
        """A letter by an id that may be none."""
        row = self._connection.execute(_LOAD, {"key": letter_id}).first()
        return _posted(row) if row else None

    def find(self, ticket_id: int, ordinal: int) -> Posted | None:
        """The letter with this ordinal in a ticket."""
        row = self._connection.execute(_FIND, {"ticket": ticket_id, "number": ordinal}).first()
        return _posted(row) if row else None

    def latest(self, ticket_id: int, kind: str) -> tuple[int, datetime | None] | None:
        """Ordinal of the ticket's latest letter of a kind, and when it was handed over."""
        row = self._connection.execute(_LATEST, {"ticket": ticket_id, "kind": kind}).first()
        return (row.ordinal, row.handed_over_at) if row else None

    def handed_over(self, letter_id: int, proof: Handover) -> bool:
        """Keep the proof; False when a bounce has overtaken the relay's answer."""
        values = {"key": letter_id, "at": proof.at, "to": proof.to, "reply": proof.reply, "queue": proof.queue_id}
        bounced_at = _HANDED_OVER.run(self._connection, values).fetchone()[0]
        return bounced_at is None

    def bounced(self, letter_id: int, at: datetime) -> None:
        """A bounce with our token came back."""
        self._connection.execute(_BOUNCED, {"key": letter_id, "at": at})

    def standing(self, letter_id: int) -> Standing | None:
        """How a letter stands, to be changed: nobody delivers it meanwhile, and others who ask wait."""
        self._connection.execute(_HOLD_JOB, {"key": letter_id})  # before the letter, as the outbox does
        self._connection.execute(_HOLD_LETTER, {"key": letter_id})
        return next(iter(self.standings([letter_id])), None)

    def standings(self, letter_ids: Sequence[int]) -> list[Standing]:
        """How letters stand."""
        return [Standing(**row._mapping) for row in self._connection.execute(_STANDINGS, {"keys": letter_ids})]

    def sent_again(self, letter_id: int, at: datetime) -> None:
        """It is to go out once more: what became of it is past, and stays in the history; what was to be done about that is
        done.
        """
        self._connection.execute(sa.update(letter).where(letter.c.id == letter_id).values(_UNSENT))
        about = (task.c.letter_id == letter_id) & task.c.done_at.is_(None)
        self._connection.execute(sa.update(task).where(about).values(done_at=at))

    def count(self, keys: tuple[str, ...], at: datetime) -> dict[str, int]:
        """How many acknowledgements each key had within this clock hour, this one not counted."""
        hour = at.replace(minute=0, second=0, microsecond=0)
        rows = self._connection.execute(_COUNT, {"keys": keys, "hour": hour})
        return {row.key: row[1] for row in rows}

    def add(self, keys: tuple[str, ...], at: datetime) -> None:
        """Count one acknowledgement under each key."""
        hour = at.replace(minute=0, second=0, microsecond=0)
        for key in keys:
            _ADD.run(self._connection, {"key": key, "hour": hour})

    def spend(self, key: str, at: datetime) -> int:
        """Count once more under a key; how often within this clock hour, this one counted, whoever else counts just now."""
        hour = at.replace(minute=0, second=0, microsecond=0)
        return int(self._connection.execute(_SPEND, {"key": key, "hour": hour}).scalar_one())

    def forget_counts(self, at: datetime) -> None:
        """Counts of hours long past go."""
        self._connection.execute(sa.delete(tally).where(tally.c.hour < at - timedelta(days=1)))

    def withdraw(self, letter_id: int) -> bool:
        """A letter that nobody has in hands goes as if it had never been written; False for any other."""
        waiting = (job.c.kind == "deliver") & (job.c.subject == letter_id) & (job.c.state == "ready")
        if not self._connection.execute(sa.delete(job).where(waiting)).rowcount:
            return False
        self._connection.execute(sa.delete(letter).where(letter.c.id == letter_id))
        return True

    def task(
        self, kind: str, reason: str, at: datetime, *, about: str = "",
        ticket_id: int | None = None, received_id: int | None = None, letter_id: int | None = None,
    ) -> None:  # fmt: skip
        """Something that a person must do; `about`: which of several things of this kind."""
        values = {"kind": kind, "about": about, **_because(reason), "created_at": at, "ticket_id": ticket_id}
        self._connection.execute(_TASK, {**values, "received_id": received_id, "letter_id": letter_id})

    def remind(self, kind: str, reason: str, at: datetime, ticket_id: int) -> None:
        """Something that a person must do about a ticket, once: while it stands open, only its reason is kept anew."""
        known = {"of": kind, "ticket": ticket_id}
        if not self._connection.execute(_REMIND.values(_because(reason)), known).rowcount:
            self.task(kind, reason, at, ticket_id=ticket_id)

    def task_done(self, received_id: int, at: datetime) -> None:
        """What was to be done about a received message has been done."""
        self._connection.execute(_TASK_DONE, {"key": received_id, "when": at})

    def did(self, task_id: int, at: datetime) -> bool:
        """A person has done it; False when nothing of this id was to be done."""
        one = (task.c.id == task_id) & task.c.done_at.is_(None)
        return self._connection.execute(sa.update(task).where(one).values(done_at=at)).rowcount == 1

    def settled(self, ticket_id: int, *kinds: str, at: datetime, about: str = "") -> None:
        """What was to be done about a ticket has been done: tasks of these kinds, or all; about this, if given."""
        open_ones = (task.c.ticket_id == ticket_id) & task.c.done_at.is_(None)
        if kinds:
            open_ones &= task.c.kind.in_(kinds)
        if about:
            open_ones &= task.c.about == about
        self._connection.execute(sa.update(task).where(open_ones).values(done_at=at))

    def open_tasks(self, ticket_id: int, kinds: tuple[str, ...]) -> list[int]:
        """What is to be done about a ticket, of these kinds."""
        of = (task.c.ticket_id == ticket_id) & task.c.kind.in_(kinds) & task.c.done_at.is_(None)
        return list(self._connection.scalars(sa.select(task.c.id).where(of).order_by(task.c.id)))

    def tasks_again(self, ticket_id: int, kinds: tuple[str, ...], open_ones: list[int], at: datetime) -> None:
        """Of these kinds exactly these tasks are open again."""
        of = (task.c.ticket_id == ticket_id) & task.c.kind.in_(kinds)
        again = of & task.c.id.in_(open_ones)
        self._connection.execute(sa.update(task).where(again).values(done_at=None))
        rest = of & task.c.id.not_in(open_ones) & task.c.done_at.is_(None)
        self._connection.execute(sa.update(task).where(rest).values(done_at=at))

    def tasks_done(self, kind: str, about: str, at: datetime) -> None:
        """Tasks of this kind about this have settled themselves."""
        open_ones = (task.c.kind == kind) & (task.c.about == about) & task.c.done_at.is_(None)
        self._connection.execute(sa.update(task).where(open_ones).values(done_at=at))


def _because(reason: str) -> dict[str, Any]:
    """A reason as text, and as a sentence if it is one."""
    return {"reason": reason[:1000], "said": reason if isinstance(reason, Sentence) else None}


def _posted(row: sa.Row[tuple[object, ...]]) -> Posted:
    fields = row._mapping
    written = Letter(**{name: fields[name] for name in Letter.__dataclass_fields__})
    known = {name: fields[name] for name in Posted.__dataclass_fields__ if name != "letter"}
    return Posted(letter=written, **known)


_ENQUEUE = Prepared(sa.insert(letter).returning(letter.c.id))
_LOAD = sa.select(letter).where(letter.c.id == sa.bindparam("key"))
_FIND = sa.select(letter).where(
    letter.c.ticket_id == sa.bindparam("ticket"), letter.c.ordinal == sa.bindparam("number")
)
_LATEST = (
    sa.select(letter.c.ordinal, letter.c.handed_over_at)
    .where(letter.c.ticket_id == sa.bindparam("ticket"), letter.c.kind == sa.bindparam("kind"))
    .order_by(letter.c.id.desc())
    .limit(1)
)
_HANDED_OVER = Prepared(
    sa.update(letter)
    .where(letter.c.id == sa.bindparam("key"))
    .values(
        handed_over_at=sa.bindparam("at", type_=letter.c.handed_over_at.type),
        handed_over_to=sa.bindparam("to"),
        relay_reply=sa.bindparam("reply"),
        queue_id=sa.bindparam("queue"),
    )
    .returning(letter.c.bounced_at)
)
_BOUNCED = (
    sa.update(letter)
    .where(letter.c.id == sa.bindparam("key"))
    .values(bounced_at=sa.bindparam("at", type_=letter.c.bounced_at.type))
)
_HOLD_JOB = sa.select(job.c.id).where(job.c.kind == "deliver", job.c.subject == sa.bindparam("key")).with_for_update()
_HOLD_LETTER = sa.select(letter.c.id).where(letter.c.id == sa.bindparam("key")).with_for_update()
_STANDINGS = (
    sa.select(
        *(letter.c[name] for name in Standing.__dataclass_fields__ if name != "waiting"), job.c.state.label("waiting")
    )
    .outerjoin(job, (job.c.kind == "deliver") & (job.c.subject == letter.c.id))
    .where(letter.c.id.in_(sa.bindparam("keys", expanding=True)))
)
_UNSENT = dict.fromkeys(("handed_over_at", "handed_over_to", "relay_reply", "queue_id", "bounced_at"))
_COUNT = sa.select(tally.c.key, tally.c.count).where(
    tally.c.key.in_(sa.bindparam("keys", expanding=True)), tally.c.hour == sa.bindparam("hour")
)
_ADD = Prepared(
    sa.text(
        "INSERT INTO tally (key, hour, count) VALUES (:key, :hour, 1)"
        " ON CONFLICT (key, hour) DO UPDATE SET count = tally.count + 1"
    ).bindparams(sa.bindparam("hour", type_=tally.c.hour.type))
)
_SPEND = sa.text(
    "INSERT INTO tally (key, hour, count) VALUES (:key, :hour, 1)"
    " ON CONFLICT (key, hour) DO UPDATE SET count = tally.count + 1 RETURNING count"
).bindparams(sa.bindparam("hour", type_=tally.c.hour.type))
_TASK = sa.insert(task)
_REMIND = sa.update(task).where(
    task.c.kind == sa.bindparam("of"), task.c.ticket_id == sa.bindparam("ticket"), task.c.done_at.is_(None)
)
_TASK_DONE = (
    sa.update(task)
    .where(task.c.received_id == sa.bindparam("key"), task.c.done_at.is_(None))
    .values(done_at=sa.bindparam("when", type_=task.c.done_at.type))
)
