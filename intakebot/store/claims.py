"""Which claims somebody in this process is working on. Others of ours in the store are lost; upkeep finds them."""

from threading import Lock

from intakebot.domain.job import Job


class Claims:
    """Claims that are in somebody's hands, by job and attempt; used from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: set[tuple[int, int]] = set()
        self._missed: set[tuple[int, int]] = set()

    def take(self, job: Job) -> None:
        """Somebody has it in hand now."""
        with self._lock:
            self._held.add((job.id, job.attempt))

    def drop(self, job: Job) -> None:
        """Nobody has it in hand any more, however that ended."""
        with self._lock:
            self._held.discard((job.id, job.attempt))

    def lost(self, ours: list[tuple[Job, str]]) -> list[tuple[Job, str]]:
        """Of our claims in the store, those that nobody held in two looks running; one look may be too early."""
        with self._lock:
            missing = {(job.id, job.attempt) for job, _ in ours} - self._held
            again, self._missed = missing & self._missed, missing
        return [(job, state) for job, state in ours if (job.id, job.attempt) in again]
