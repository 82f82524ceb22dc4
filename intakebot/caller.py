"""Delivers news to webhooks: kept in the store until the receiver took them, with back-off."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

import structlog

from intakebot.domain.errors import Refused, Temporary
from intakebot.domain.job import Job
from intakebot.domain.times import Clock
from intakebot.outbox import pause
from intakebot.rounds import Outcome, Rounds, later
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
        self._rounds = Rounds("call", _HANDFUL, store, clock)
        self._poster = poster
        self._clock = clock
        self._give_up_after = give_up_after

    async def call(self) -> None:
        """Post what is due, some at a time."""
        await self._rounds.round(self._tried)

    async def _tried(self, job: Job) -> Outcome:
        call = await asyncio.to_thread(self._store.read, lambda desk: desk.calls.load(job.subject))
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
            return partial(later, job=job, due_at=now + pause(job.attempt), why=str(error))
        return partial(_taken, job=job, call=call, answer=answer, at=now)


def _taken(desk: Desk, job: Job, call: Call, answer: str, at: datetime) -> None:
    desk.jobs.finish(job)
    desk.calls.delivered(call.id, answer, at)


def _give_up(desk: Desk, job: Job, call: Call, why: str, at: datetime) -> None:
    desk.jobs.finish(job)
    desk.post.task("webhook_failed", f"{call.webhook}: {why}", at, ticket_id=call.ticket_id)
