"""Outbox: what was decided is delivered, once, until it is. A newcomer reads `deliver` first.

States of a letter's job (design.md 4.3): ready → claimed → sending (committed just before DATA) → gone, with the proof
on the letter. After a crash a claimed letter is tried again; one that was being sent follows `ambiguous`.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Literal, Protocol

import structlog

from intakebot.domain.errors import Deferred, InDoubt, Refused, StoreUnavailable, Temporary
from intakebot.domain.job import Job
from intakebot.domain.letter import Handover, Letter
from intakebot.domain.times import Clock
from intakebot.domain.waiting import result
from intakebot.store.desk import Desk
from intakebot.store.post import Posted
from intakebot.store.queue import ClaimLost
from intakebot.store.store import Store
from intakebot.store.tickets import Happened

_log = structlog.get_logger()

#: Pauses between tries: a minute at first, an hour in the end.
_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=1)
#: After a letter that may have gone out: at once, slower where it happens again and again. Doubts are counted, not tries:
#: a letter that was only claimed by processes that died is no worse for it.
_DOUBT_PAUSES = (timedelta(0), timedelta(0), _FIRST_PAUSE, _LONGEST_PAUSE)
_STORE_PAUSE_SECONDS = 1.0
#: Letters kept in memory while they wait; of those beyond only the claim is, and the letter stays in the store.
_IN_MEMORY = 2_000

Ambiguous = Literal["resend", "hold"]


class Carrier(Protocol):
    """Whatever hands letters over: a relay, a Maildir."""

    async def carry(self, letter: Letter, about_to_send: Callable[[], Awaitable[None]]) -> Handover:
        """Hand one letter over; Deferred, Refused or InDoubt when it isn't certain that it was taken."""

    async def close(self) -> None:
        """Let connections go."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """What an operator decided about delivery."""

    ambiguous: Ambiguous
    give_up_after: timedelta


class Outbox:
    """Delivers letters; each outcome is kept before the next step is taken."""

    def __init__(
        self, *, store: Store, carrier: Carrier, clock: Clock, policy: Policy,
        handed_over: Callable[[Desk, Posted, datetime], None],
    ) -> None:  # fmt: skip
        """`handed_over` is told, in the same transaction, of letters whose handover has consequences."""
        self._handed_over = handed_over
        self._store = store
        self._carrier = carrier
        self._clock = clock
        self._policy = policy
        self._loop = asyncio.get_running_loop()
        self._waiting: asyncio.Queue[tuple[Job, Posted | None] | None] = asyncio.Queue()
        self._stopping = False

    @property
    def room(self) -> int:
        """How many more letters may wait in memory."""
        return max(0, _IN_MEMORY - self._waiting.qsize())

    def hand_over(self, job: Job, posted: Posted) -> None:
        """Take a claimed letter for delivery at once; from any thread."""
        self._store.claims.take(job)
        item = (job, posted if self._waiting.qsize() < _IN_MEMORY else None)
        self._loop.call_soon_threadsafe(self._waiting.put_nowait, item)

    async def run(self, hands: int) -> None:
        """Deliver what is handed over, this many letters at a time, until `stop`."""
        async with asyncio.TaskGroup() as group:
            for _ in range(hands):
                group.create_task(self._hand())

    def stop(self) -> None:
        """Hands end with the letter they hold. What waits stays claimed, and is taken over once we are gone."""
        self._stopping = True
        self._waiting.put_nowait(None)

    async def _hand(self) -> None:
        while not self._stopping:
            item = await self._waiting.get()
            if item is None or self._stopping:
                self._waiting.put_nowait(None)  # for the next hand
                return
            job, posted = item
            try:
                if posted is None:
                    posted = await asyncio.to_thread(self._load, job)
                await self.deliver(job, posted)
            except Exception:
                _log.exception("outbox.failed", job=job.id)
            finally:
                self._store.claims.drop(job)

    def _load(self, job: Job) -> Posted:
        return self._store.read(lambda desk: desk.post.load(job.subject))

    async def deliver(self, job: Job, posted: Posted) -> None:
        """Hand over one claimed letter and keep what became of it."""
        try:
            proof = await self._carrier.carry(posted.letter, lambda: self._sending(job))
        except InDoubt as error:
            outcome = partial(self.doubt, reply=str(error))
        except Refused as error:
            outcome = partial(self._give_up, reply=str(error))
        except StoreUnavailable:  # ours was away, not the relay
            outcome = partial(self._soon)
        except Temporary as error:
            after = error.after if isinstance(error, Deferred) else None
            outcome = partial(self._later, reply=str(error), after=after)
        else:
            outcome = partial(self._sent, proof=proof)
        await self._keep(lambda desk: outcome(desk, job, posted))

    async def _sending(self, job: Job) -> None:
        await result(self._store.write(lambda desk: desk.jobs.sending(job), urgent=True))

    async def _keep(self, unit: Callable[[Desk], None]) -> None:
        """Write an outcome, however long the store is away: it is known nowhere else. A lost claim ends it."""
        while True:
            try:
                return await result(self._store.write(unit, urgent=True))
            except StoreUnavailable as error:
                _log.warning("outbox.store_unavailable", error=str(error))
                await asyncio.sleep(_STORE_PAUSE_SECONDS)
            except Temporary as error:
                _log.warning("outbox.claim_lost", error=str(error))
                break

    def _sent(self, desk: Desk, job: Job, posted: Posted, proof: Handover) -> None:
        try:
            desk.jobs.finish(job)
        except ClaimLost as lost:  # somebody took us for dead; what the relay said is true all the same
            _log.warning("outbox.claim_lost", error=str(lost))
        stands = desk.post.handed_over(posted.id, proof)
        if stands and posted.awaits:
            error = desk.attempt(lambda: self._handed_over(desk, posted, proof.at))
            if error:  # nothing that follows from it undoes the proof, or else it would go out again and again
                _log.error("handed_over.failed", letter=posted.id, exc_info=error)
                self._task(desk, posted, "not_understood", f"{type(error).__name__}: {error}")
        if posted.kind != "acknowledgement" or posted.ticket_id is None:
            evidence = {"letter": posted.id, "kind": posted.kind, "reply": proof.reply, "queue_id": proof.queue_id}
            self._happened(desk, posted, "letter_sent", evidence, at=proof.at)
            return
        if stands and desk.tickets.noticed(posted.ticket_id, proof.at):  # what was to be done about a late one is done
            desk.post.settled(posted.ticket_id, "breached", about="reaction", at=proof.at)
        evidence = {"letter": posted.id, "to": proof.to, "reply": proof.reply, "queue_id": proof.queue_id}
        self._happened(desk, posted, "notice_sent", evidence, at=proof.at)

    def _soon(self, desk: Desk, job: Job, _posted: Posted) -> None:
        desk.jobs.retry(job, self._clock(), "the store was away")

    def _later(self, desk: Desk, job: Job, posted: Posted, reply: str, after: timedelta | None) -> None:
        now = self._clock()
        if now - desk.jobs.begun_at(job) > self._policy.give_up_after:
            self._give_up(desk, job, posted, reply)
            return
        desk.jobs.retry(job, now + (after or pause(job.attempt)), reply)
        if job.attempt == 1:
            self._happened(desk, posted, "delivery_deferred", {"letter": posted.id, "reply": reply})

    def _give_up(self, desk: Desk, job: Job, posted: Posted, reply: str) -> None:
        desk.jobs.finish(job)
        self._happened(desk, posted, "delivery_failed", {"letter": posted.id, "reply": reply})
        self._task(desk, posted, "notify_another_way", reply)

    def doubt(self, desk: Desk, job: Job, posted: Posted, reply: str) -> None:
        """The relay may have the letter or not: send it again, or leave it to a person (`outbox.ambiguous`)."""
        evidence = {"letter": posted.id, "reply": reply, "policy": self._policy.ambiguous}
        before = desk.tickets.times(posted.ticket_id, "delivery_in_doubt") if posted.ticket_id else job.attempt
        self._happened(desk, posted, "delivery_in_doubt", evidence)
        if self._policy.ambiguous == "resend":
            desk.jobs.retry(job, self._clock() + _DOUBT_PAUSES[min(before, 3)], reply)
            return
        desk.jobs.hold(job, reply)
        self._task(desk, posted, "delivery_in_doubt", reply)

    def _task(self, desk: Desk, posted: Posted, kind: str, reason: str) -> None:
        desk.post.task(kind, reason, self._clock(), ticket_id=posted.ticket_id, letter_id=posted.id)

    def _happened(
        self, desk: Desk, posted: Posted, kind: str, evidence: dict[str, object], at: datetime | None = None
    ) -> None:
        if posted.ticket_id is not None:
            happened = Happened(kind=kind, at=at or self._clock(), evidence=evidence, versions={})
            desk.tickets.happened(posted.ticket_id, happened)


def pause(attempt: int) -> timedelta:
    """How long to wait after this many tries: doubling, up to an hour."""
    doubled: timedelta = _FIRST_PAUSE * 2 ** min(attempt - 1, 10)
    return min(doubled, _LONGEST_PAUSE)
