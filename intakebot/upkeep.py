"""Upkeep, every second or so: says that we live, takes over from the dead, and picks up what waits in the store."""

from datetime import timedelta
from functools import partial

from intakebot.belt import Belt
from intakebot.domain.job import Job, Kind
from intakebot.domain.received import Received
from intakebot.domain.times import Clock
from intakebot.intake import Waiting
from intakebot.outbox import Outbox
from intakebot.store.desk import Desk
from intakebot.store.post import Posted
from intakebot.store.store import Store

#: Jobs picked up at a time; the rest waits for the next round.
_HANDFUL = 500


class Upkeep:
    """One round of it is `tend`."""

    def __init__(self, *, store: Store, outbox: Outbox, belt: Belt[Waiting], clock: Clock) -> None:
        self._store = store
        self._outbox = outbox
        self._belt = belt
        self._clock = clock
        self._forget_at = clock()

    def tend(self) -> None:
        """One round; StoreUnavailable when the store is away."""
        self._store.presence.hold()
        self._store.write(self._take_over).result()
        self._pick_up_messages()
        self._pick_up_letters()
        self._forget()

    def _take_over(self, desk: Desk) -> None:
        """Give back what dead processes held; a letter that one was just sending may have gone out or not."""
        alive = self._store.presence.beat(desk)
        dead = desk.jobs.of_dead(alive) if self._store.presence.may_take_over else []
        for job, state in (*dead, *self._store.claims.lost(desk.jobs.of(self._store.presence.name))):
            reason = f"{job.owner} died at it, or lost it"
            if state == "sending":
                self._outbox.doubt(desk, job, desk.post.load(job.subject), reason)
            else:
                desk.jobs.retry(job, self._clock(), reason)

    def _pick_up_messages(self) -> None:
        for job in self._claim("take_in", _HANDFUL if self._belt.has_room else 0):
            received = self._store.read(partial(_message, key=job.subject))
            self._store.claims.take(job)
            self._belt.put(Waiting(job=job, received=received), len(received.raw))

    def _pick_up_letters(self) -> None:
        for job in self._claim("deliver", min(_HANDFUL, self._outbox.room)):
            self._outbox.hand_over(job, self._store.read(partial(_letter, key=job.subject)))

    def _forget(self) -> None:
        """Once an hour: counts of hours long past."""
        now = self._clock()
        if now >= self._forget_at:
            self._forget_at = now + timedelta(hours=1)
            self._store.write(lambda desk: desk.post.forget_counts(now)).result()

    def _claim(self, kind: Kind, limit: int) -> list[Job]:
        if not limit:
            return []
        name = self._store.presence.name
        return self._store.write(lambda desk: desk.jobs.claim(kind, name, self._clock(), limit)).result()


def _message(desk: Desk, key: int) -> Received:
    return desk.inbox.load(key)


def _letter(desk: Desk, key: int) -> Posted:
    return desk.post.load(key)
