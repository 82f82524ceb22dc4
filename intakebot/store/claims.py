"""Which claims somebody in this process is working on. Others of ours in the store are lost; upkeep finds them."""

from threading import Lock

from intakebot.domain.job import Job


class Claims:
    """Claims that are in somebody's hands; used from any thread.

    The whole claim counts: SQLite gives the id of a job that is done to the next one, maybe before that claim is dropped.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: set[Job] = set()
        self._missed: set[Job] = set()

    def take(self, job: Job) -> None:
        """Somebody has it in hand now."""
        with self._lock:
            self._held.add(job)

    def drop(self, job: Job) -> None:
        """Nobody has it in hand any more, however that ended."""
        with self._lock:
            self._held.discard(job)

    def lost(self, ours: list[tuple[Job, str]]) -> list[tuple[Job, str]]:
        """Of our claims in the store, those that nobody held in two looks running; one look may be too early."""
        with self._lock:
            missing = {job for job, _ in ours} - self._held
            again, self._missed = missing & self._missed, missing
        return [(job, state) for job, state in ours if job in again]
