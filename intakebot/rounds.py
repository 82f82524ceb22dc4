"""One round of a queue whose jobs each wait for somebody outside: what is due is claimed, done side by side, and written."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from intakebot.domain.errors import IntakebotError
from intakebot.domain.job import Job, Kind
from intakebot.domain.times import Clock
from intakebot.domain.waiting import result
from intakebot.store.desk import Desk
from intakebot.store.store import Store

_log = structlog.get_logger()

#: What became of a job, to be written.
Outcome = Callable[[Desk], None]


class Rounds:
    """The rounds of one kind of job."""

    def __init__(self, kind: Kind, handful: int, store: Store, clock: Clock) -> None:
        """`handful`: jobs that are under way at a time; the rest waits in the store."""
        self._kind = kind
        self._handful = handful
        self._store = store
        self._clock = clock

    async def round(self, tried: Callable[[Job], Awaitable[Outcome]]) -> None:
        """Do what is due; `tried` does one job, and IntakebotError leaves that to the next who takes it."""
        jobs = await result(self._store.write(self._claim))
        await asyncio.gather(*(self._one(job, tried) for job in jobs))

    def _claim(self, desk: Desk) -> list[Job]:
        """Taken in hand before the commit: upkeep, in another thread, must not see a claim that nobody holds."""
        jobs = desk.jobs.claim(self._kind, self._store.presence.name, self._clock(), self._handful)
        for job in jobs:
            self._store.claims.take(job)
        return jobs

    async def _one(self, job: Job, tried: Callable[[Job], Awaitable[Outcome]]) -> None:
        try:
            await result(self._store.write(await tried(job)))
        except IntakebotError as error:  # upkeep takes the claim back
            _log.warning(f"{self._kind}.failed", job=job.id, error=str(error))
        finally:
            self._store.claims.drop(job)


def later(desk: Desk, job: Job, due_at: datetime, why: str) -> None:
    """The outcome of a try that is to be repeated."""
    desk.jobs.retry(job, due_at, why)
