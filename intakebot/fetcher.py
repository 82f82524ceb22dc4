"""Fetches what customers attached in chats: their messages are registered first, and wait for no file."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

import structlog

from intakebot.domain.errors import Deferred, IntakebotError, Refused, Temporary
from intakebot.domain.job import Job
from intakebot.domain.times import Clock
from intakebot.domain.waiting import result
from intakebot.outbox import pause
from intakebot.store.attachments import Remote
from intakebot.store.desk import Desk
from intakebot.store.store import Store

_log = structlog.get_logger()

#: Files that are fetched at a time.
_HANDFUL = 4
#: Until a file that can't be had is given up.
_GIVE_UP_AFTER = timedelta(days=1)


class Source(Protocol):
    """Whatever keeps the files of a channel."""

    async def fetch(self, name: str) -> bytes:
        """A file's bytes; Deferred or Refused."""

    async def close(self) -> None:
        """Let connections go."""


class Fetcher:
    """One round of it is `fetch`; `sources` by channel."""

    def __init__(self, *, store: Store, sources: dict[str, Source], clock: Clock) -> None:
        self._store = store
        self._sources = sources
        self._clock = clock

    async def fetch(self) -> None:
        """Fetch what is due, some at a time."""
        jobs = await self._write(self._claim)
        await asyncio.gather(*(self._one(job) for job in jobs))

    def _claim(self, desk: Desk) -> list[Job]:
        """Taken in hand before the commit: upkeep, in another thread, must not see a claim that nobody holds."""
        jobs = desk.jobs.claim("fetch", self._store.presence.name, self._clock(), _HANDFUL)
        for job in jobs:
            self._store.claims.take(job)
        return jobs

    async def _one(self, job: Job) -> None:
        try:
            remote = await asyncio.to_thread(self._store.read, lambda desk: desk.attachments.remote(job.subject))
            await self._write(await self._tried(job, remote))
        except IntakebotError as error:  # upkeep takes the claim back
            _log.warning("fetch.failed", job=job.id, error=str(error))
        finally:
            self._store.claims.drop(job)

    async def _tried(self, job: Job, remote: Remote) -> Callable[[Desk], None]:
        """The outcome of one try, to be written."""
        now = self._clock()
        channel, _, name = remote.place.partition(":")
        source = self._sources.get(channel)
        if source is None:
            return partial(_given_up, job=job, why=f"there is no {channel} any more")
        try:
            content = await source.fetch(name)
        except Temporary as error:
            if now - remote.received_at > _GIVE_UP_AFTER:
                return partial(_given_up, job=job, why=error.detail)
            after = error.after if isinstance(error, Deferred) and error.after else pause(job.attempt)
            return partial(_later, job=job, due_at=now + after, why=str(error))
        except Exception as error:
            if not isinstance(error, Refused):
                _log.exception("fetch.crashed", attachment=job.subject)
            return partial(_given_up, job=job, why=error.detail if isinstance(error, Refused) else str(error))
        return partial(_fetched, job=job, content=content)

    async def _write(self, unit: Callable[[Desk], Any]) -> Any:
        return await result(self._store.write(unit))


def _fetched(desk: Desk, job: Job, content: bytes) -> None:
    desk.jobs.finish(job)
    desk.attachments.fetched(job.subject, content)


def _later(desk: Desk, job: Job, due_at: datetime, why: str) -> None:
    desk.jobs.retry(job, due_at, why)


def _given_up(desk: Desk, job: Job, why: str) -> None:
    desk.jobs.finish(job)
    desk.attachments.lost(job.subject, why)
