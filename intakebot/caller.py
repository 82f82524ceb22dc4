"""Delivers news to webhooks: kept in the store until the receiver took them, with back-off."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

import structlog

from intakebot.domain.errors import IntakebotError, Refused, Temporary
from intakebot.domain.job import Job
from intakebot.domain.times import Clock
from intakebot.domain.waiting import result
from intakebot.outbox import pause
from intakebot.store.calls import Call
from intakebot.store.desk import Desk
from intakebot.store.store import Store

_log = structlog.get_logger()

#: Calls that are under way at a time; the rest waits in the store.
_HANDFUL = 8


class Poster(Protocol):
    """Whatever posts to webhooks."""

    async def post(self, name: str, call_id: int, body: Mapping[str, Any], at: datetime) -> str:
        """The receiver's answer; Deferred or Refused."""


class Caller:
    """One round of it is `call`."""

    def __init__(self, *, store: Store, poster: Poster, clock: Clock, give_up_after: timedelta) -> None:
        self._store = store
        self._poster = poster
        self._clock = clock
        self._give_up_after = give_up_after

    async def call(self) -> None:
        """Post what is due, some at a time."""
        jobs = await self._write(self._claim)
        await asyncio.gather(*(self._deliver(job) for job in jobs))

    def _claim(self, desk: Desk) -> list[Job]:
        """Taken in hand before the commit: upkeep, in another thread, must not see a claim that nobody holds."""
        jobs = desk.jobs.claim("call", self._store.presence.name, self._clock(), _HANDFUL)
        for job in jobs:
            self._store.claims.take(job)
        return jobs

    async def _deliver(self, job: Job) -> None:
        try:
            call = await asyncio.to_thread(self._store.read, lambda desk: desk.calls.load(job.subject))
            await self._write(await self._tried(job, call))
        except IntakebotError as error:  # upkeep takes the claim back
            _log.warning("webhook.failed", job=job.id, error=str(error))
        finally:
            self._store.claims.drop(job)

    async def _tried(self, job: Job, call: Call) -> "partial[None]":
        """The outcome of one try, to be written."""
        now = self._clock()
        try:
            answer = await self._poster.post(call.webhook, call.id, call.body, now)
        except Refused as error:
            return partial(_give_up, job=job, call=call, why=str(error), at=now)
        except Exception as error:  # a fault of ours holds nobody else's news up
            if not isinstance(error, Temporary):
                _log.exception("webhook.crashed", call=call.id)
            if now - call.created_at > self._give_up_after:
                return partial(_give_up, job=job, call=call, why=str(error), at=now)
            return partial(_later, job=job, due_at=now + pause(job.attempt), why=str(error))
        return partial(_taken, job=job, call=call, answer=answer, at=now)

    async def _write(self, unit: Any) -> Any:
        return await result(self._store.write(unit))


def _taken(desk: Desk, job: Job, call: Call, answer: str, at: datetime) -> None:
    desk.jobs.finish(job)
    desk.calls.delivered(call.id, answer, at)


def _later(desk: Desk, job: Job, due_at: datetime, why: str) -> None:
    desk.jobs.retry(job, due_at, why)


def _give_up(desk: Desk, job: Job, call: Call, why: str, at: datetime) -> None:
    desk.jobs.finish(job)
    desk.post.task("webhook_failed", f"{call.webhook}: {why}", at, ticket_id=call.ticket_id)
