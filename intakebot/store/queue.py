"""Jobs: claimed by one process at a time, fenced by owner and attempt, back-off kept in the row."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from intakebot.domain.errors import Temporary
from intakebot.domain.job import Job, Kind
from intakebot.store.prepared import Prepared
from intakebot.store.tables import job, owner


class ClaimLost(Temporary):
    """Another process has taken this job over."""


class Queue:
    """The verbs of the job table, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, kind: Kind, subject: int, at: datetime, *, claimed_by: str | None) -> Job:
        """A new job, either claimed from birth by the process that will do it at once, or ready for anybody."""
        state, attempt = ("claimed", 1) if claimed_by else ("ready", 0)
        values = {
            "kind": kind, "subject": subject, "state": state, "due_at": at, "owner": claimed_by or "",
            "attempt": attempt, "error": "", "created_at": at,
        }  # fmt: skip
        return Job(
            id=_ADD.insert(self._connection, values),
            kind=kind,
            subject=subject,
            owner=claimed_by or "",
            attempt=attempt,
        )

    def claim(self, kind: Kind, name: str, at: datetime, limit: int) -> list[Job]:
        """Take up to `limit` jobs that are ready and due; several processes never get the same one."""
        due = (job.c.state == "ready") & (job.c.kind == kind) & (job.c.due_at <= at)
        pick = sa.select(job.c.id).where(due).order_by(job.c.due_at).limit(limit).with_for_update(skip_locked=True)
        ids = self._connection.scalars(pick).all()
        if not ids:
            return []
        take = sa.update(job).where(job.c.id.in_(ids)).values(state="claimed", owner=name, attempt=job.c.attempt + 1)
        taken = self._connection.execute(take.returning(job.c.id, job.c.subject, job.c.attempt)).all()
        rows = sorted(taken, key=lambda row: row.id)  # what was made first goes first
        return [Job(id=row.id, kind=kind, subject=row.subject, owner=name, attempt=row.attempt) for row in rows]

    def sending(self, held: Job) -> None:
        """The next thing that happens is DATA: from here on a crash leaves it open whether the letter went out."""
        self._fenced(held, _SENDING, {})

    def finish(self, held: Job) -> None:
        """Done: the row goes."""
        self._fenced(held, _FINISH, {})

    def retry(self, held: Job, due_at: datetime, error: str) -> None:
        """Give it back, to be tried again from `due_at` on."""
        self._fenced(held, _RETRY, {"new_due_at": due_at, "new_error": error[:500]})

    def hold(self, held: Job, error: str) -> None:
        """Nobody takes it until a person decides."""
        self._fenced(held, _HOLD, {"new_error": error[:500]})

    def release(self, kind: Kind, subject: int, at: datetime) -> None:
        """Make it ready, whether it is held, waits or is no job any more; one in somebody's hands is left there."""
        known = (job.c.kind == kind) & (job.c.subject == subject)
        if self._connection.execute(sa.select(job.c.id).where(known)).first() is None:
            self.add(kind, subject, at, claimed_by=None)
            return
        idle = known & job.c.state.in_(("held", "ready"))
        self._connection.execute(sa.update(job).where(idle).values(state="ready", due_at=at, created_at=at))

    def begun_at(self, held: Job) -> datetime:
        """When it was begun, or begun anew; ClaimLost when it is no more."""
        found: datetime | None = self._connection.scalar(sa.select(job.c.created_at).where(job.c.id == held.id))
        if found is None:
            raise ClaimLost(f"job {held.id}")
        return found

    def of_dead(self, alive: set[str]) -> list[tuple[Job, str]]:
        """Claimed or sending jobs (with that state) whose owner no longer lives."""
        return self._in_work(job.c.owner.not_in(alive))

    def of(self, name: str) -> list[tuple[Job, str]]:
        """Claimed or sending jobs (with that state) of one owner."""
        return self._in_work(job.c.owner == name)

    def _in_work(self, whose: sa.ColumnElement[bool]) -> list[tuple[Job, str]]:
        query = sa.select(job).where(job.c.state.in_(("claimed", "sending")), whose)
        rows = self._connection.execute(query.with_for_update(skip_locked=True)).all()
        return [(Job(id=r.id, kind=r.kind, subject=r.subject, owner=r.owner, attempt=r.attempt), r.state) for r in rows]

    def _fenced(self, held: Job, statement: Prepared, values: dict[str, object]) -> None:
        fence = {"held_id": held.id, "held_owner": held.owner, "held_attempt": held.attempt}
        if statement.run(self._connection, {**fence, **values}).rowcount != 1:
            raise ClaimLost(f"job {held.id}, attempt {held.attempt}")


_HELD = sa.and_(
    job.c.id == sa.bindparam("held_id"),
    job.c.owner == sa.bindparam("held_owner"),
    job.c.attempt == sa.bindparam("held_attempt"),
    sa.or_(job.c.state == "claimed", job.c.state == "sending"),
)
_ADD = Prepared(sa.insert(job).returning(job.c.id))
_SENDING = Prepared(sa.update(job).where(_HELD).values(state="sending"))
_FINISH = Prepared(sa.delete(job).where(_HELD))
_RETRY = Prepared(
    sa.update(job)
    .where(_HELD)
    .values(state="ready", owner="", due_at=sa.bindparam("new_due_at"), error=sa.bindparam("new_error"))
)
_HOLD = Prepared(sa.update(job).where(_HELD).values(state="held", owner="", error=sa.bindparam("new_error")))


class Owners:
    """Who is alive, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def seen(self, name: str, lock: int) -> None:
        """Note that a process lives; `lock` is the advisory lock that it holds in PostgreSQL."""
        alive = sa.update(owner).where(owner.c.name == name).values(seen_at=sa.func.now())
        if not self._connection.execute(alive).rowcount:
            self._connection.execute(sa.insert(owner).values(name=name, lock=lock, seen_at=sa.func.now()))

    def alive(self, me: str, lease: timedelta) -> set[str]:
        """Names of living processes; the rows of dead ones go.

        In SQLite only the holder of the file lock lives. In PostgreSQL a process lives while its session holds its
        advisory lock and it was seen within the lease, by the database's clock: theirs may differ.
        """
        if self._connection.dialect.name == "sqlite":
            living = {me}
        else:
            rows = self._connection.execute(_LIVING, {"lease": lease})
            living = {me, *(row.name for row in rows)}
        self._connection.execute(sa.delete(owner).where(owner.c.name.not_in(living)))
        return living


_LIVING = sa.text(
    "SELECT name FROM owner JOIN pg_locks ON locktype = 'advisory' AND objsubid = 1 AND granted"
    " AND (classid::bigint << 32 | objid::bigint) = lock WHERE seen_at >= now() - :lease"
).bindparams(sa.bindparam("lease", type_=sa.Interval))
