"""Upkeep, every second or so: says that we live, takes over from the dead, and picks up what waits in the store."""

from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

import structlog

from intakebot.domain.errors import StoreUnavailable
from intakebot.domain.job import Job, Kind
from intakebot.domain.received import Received
from intakebot.domain.sentence import Sentence
from intakebot.domain.session import REMEMBERED
from intakebot.domain.times import Clock
from intakebot.duties import Duties
from intakebot.intake import Intake, Waiting
from intakebot.outbox import Outbox
from intakebot.publications import Publications
from intakebot.settings import Settings
from intakebot.store.desk import Desk
from intakebot.store.post import Posted
from intakebot.store.queue import ClaimLost
from intakebot.store.store import Store

#: Jobs picked up at a time; the rest waits for the next round.
_HANDFUL = 500
#: Until a timer that failed is tried again.
_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=1)

_log = structlog.get_logger()


class Upkeep:
    """One round of it is `tend`."""

    def __init__(
        self, *, store: Store, outbox: Outbox, intake: Intake, clock: Clock, duties: Duties,
        publications: Publications, settings: Settings,
    ) -> None:  # fmt: skip
        self._publications = publications
        self._settings = settings
        self._intake = intake
        self._duties = duties
        self._store = store
        self._outbox = outbox
        self._clock = clock
        self._forget_at = clock()

    def tend(self) -> None:
        """One round; StoreUnavailable when the store is away."""
        self._store.presence.hold()
        self._publications.refresh()
        self._settings.refresh()
        self._give_back(self._store.claims.lost(self._store.write(self._take_over).result()))
        self._pick_up_messages()
        self._fire_timers()
        self._pick_up_letters()
        self._forget()

    def _take_over(self, desk: Desk) -> list[tuple[Job, str]]:
        """Give back what dead processes held; a letter that one was just sending may have gone out or not."""
        alive = self._store.presence.beat(desk)
        dead = desk.jobs.of_dead(alive) if self._store.presence.may_take_over else []
        for job, state in dead:
            self._release(desk, job, state)
        return desk.jobs.of(self._store.presence.name)

    def _give_back(self, lost: list[tuple[Job, str]]) -> None:
        """Claims of ours that nobody holds; one that ended meanwhile stays as it is."""
        for job, state in lost:
            with suppress(ClaimLost):
                self._store.write(partial(self._release, job=job, state=state)).result()

    def _release(self, desk: Desk, job: Job, state: str) -> None:
        reason = f"{job.owner} died at it, or lost it"
        if state == "sending":
            self._outbox.doubt(desk, job, desk.post.load(job.subject), reason)
        else:
            desk.jobs.retry(job, self._clock(), reason)

    def _pick_up_messages(self) -> None:
        for job in self._claim("take_in", _HANDFUL if self._intake.has_room else 0):
            received = self._store.read(partial(_message, key=job.subject))
            self._store.claims.take(job)
            self._intake.put(Waiting(job=job, received=received))

    def _pick_up_letters(self) -> None:
        for job in self._claim("deliver", min(_HANDFUL, self._outbox.room)):
            self._outbox.hand_over(job, self._store.read(partial(_letter, key=job.subject)))

    def _fire_timers(self) -> None:
        """Each in a transaction of its own: one that fails is tried again later, and holds nobody up."""
        for job in self._claim("duty", _HANDFUL):
            self._store.claims.take(job)
            try:
                self._store.write(partial(_fire, duties=self._duties, job=job)).result()
            except StoreUnavailable:
                raise  # upkeep takes the claim back
            except Exception as error:
                _log.exception("timer.failed", job=job.id)
                why = f"{type(error).__name__}: {error}"
                self._store.write(partial(_again, job=job, at=self._clock(), why=why)).result()
            finally:
                self._store.claims.drop(job)

    def _forget(self) -> None:
        """Once an hour: counts of hours long past, waits that are over, readers and sessions of back then."""
        now = self._clock()
        if now >= self._forget_at:
            self._forget_at = now + timedelta(hours=1)
            self._store.write(partial(_forget, at=now)).result()

    def _claim(self, kind: Kind, limit: int) -> list[Job]:
        if not limit:
            return []
        name = self._store.presence.name
        return self._store.write(lambda desk: desk.jobs.claim(kind, name, self._clock(), limit)).result()


def _forget(desk: Desk, at: datetime) -> None:
    desk.post.forget_counts(at)
    desk.throttles.forget(at)
    desk.visitors.forget(at)
    desk.sessions.forget(at - REMEMBERED)


def _fire(desk: Desk, duties: Duties, job: Job) -> None:
    duties.fire(desk, job)


def _again(desk: Desk, job: Job, at: datetime, why: str) -> None:
    desk.jobs.retry(job, at + min(_PAUSE * job.attempt, _LONGEST_PAUSE), why)
    if duty := desk.timers.load(job.subject):
        reason = Sentence(
            "the timer {kind!r} ({clause}) can't do its work: {why}", kind=duty.kind, clause=duty.clause, why=why
        )
        desk.post.remind("timer_failed", reason, at, duty.ticket_id)


def _message(desk: Desk, key: int) -> Received:
    return desk.inbox.load(key)


def _letter(desk: Desk, key: int) -> Posted:
    return desk.post.load(key)
