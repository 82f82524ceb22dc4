"""Fetches what customers attached in chats: their messages are registered first, and wait for no file."""

import asyncio
from datetime import timedelta
from functools import partial
from typing import Protocol

import structlog

from intakebot.domain.errors import Deferred, Refused, Temporary
from intakebot.domain.job import Job
from intakebot.domain.times import Clock
from intakebot.outbox import pause
from intakebot.rounds import Outcome, Rounds, later
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
        self._rounds = Rounds("fetch", _HANDFUL, store, clock)
        self._sources = sources
        self._clock = clock

    async def fetch(self) -> None:
        """Fetch what is due, some at a time."""
        await self._rounds.round(self._tried)

    async def _tried(self, job: Job) -> Outcome:
        remote = await asyncio.to_thread(self._store.read, lambda desk: desk.attachments.remote(job.subject))
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
            return partial(later, job=job, due_at=now + after, why=str(error))
        except Exception as error:
            if not isinstance(error, Refused):
                _log.exception("fetch.crashed", attachment=job.subject)
            return partial(_given_up, job=job, why=error.detail if isinstance(error, Refused) else str(error))
        return partial(_fetched, job=job, content=content)


def _fetched(desk: Desk, job: Job, content: bytes) -> None:
    desk.jobs.finish(job)
    desk.attachments.fetched(job.subject, content)


def _given_up(desk: Desk, job: Job, why: str) -> None:
    desk.jobs.finish(job)
    desk.attachments.lost(job.subject, why)
