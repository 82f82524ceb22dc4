"""Upkeep, every second or so: says that we live, takes over from the dead, and picks up what waits in the store."""

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
_HANDFUL = 200


class Upkeep:
    """One round of it is `tend`."""

    def __init__(self, *, store: Store, outbox: Outbox, belt: Belt[Waiting], clock: Clock) -> None:
        self._store = store
        self._outbox = outbox
        self._belt = belt
        self._clock = clock

    def tend(self) -> None:
        """One round; StoreUnavailable when the store is away."""
        self._store.presence.hold()
        self._store.write(self._take_over).result()
        self._pick_up_messages()
        self._pick_up_letters()

    def _take_over(self, desk: Desk) -> None:
        """Give back what dead processes held; a letter that one was just sending may have gone out or not."""
        desk.post.forget_counts(self._clock())
        alive = self._store.presence.beat(desk)
        for job, state in desk.jobs.of_dead(alive):
            reason = f"{job.owner} died at it"
            if state == "sending":
                self._outbox.doubt(desk, job, desk.post.load(job.subject), reason)
            else:
                desk.jobs.retry(job, self._clock(), reason)

    def _pick_up_messages(self) -> None:
        while self._belt.has_room and (jobs := self._claim("take_in")):
            for job in jobs:
                received = self._store.read(partial(_message, key=job.subject))
                self._belt.put(Waiting(job=job, received=received), len(received.raw))

    def _pick_up_letters(self) -> None:
        for job in self._claim("deliver"):
            self._outbox.hand_over(job, self._store.read(partial(_letter, key=job.subject)))

    def _claim(self, kind: Kind) -> list[Job]:
        name = self._store.presence.name
        return self._store.write(lambda desk: desk.jobs.claim(kind, name, self._clock(), _HANDFUL)).result()


def _message(desk: Desk, key: int) -> Received:
    return desk.inbox.load(key)


def _letter(desk: Desk, key: int) -> Posted:
    return desk.post.load(key)
