"""How often one token may call, by the rule of guard/limits.py.

Kept by each process for itself: it keeps a program that went wild from taking the console away from people, no more than that.
"""

from datetime import datetime, timedelta
from threading import Lock

from intakebot.domain.times import Clock
from intakebot.guard.limits import Limit, take


class Pace:
    """Of all tokens; only those that exist are counted, so it stays small."""

    def __init__(self, clock: Clock, *, burst: int = 200, every: timedelta = timedelta(milliseconds=50)) -> None:
        self._clock, self._burst, self._every = clock, burst, every
        self._memory = _Memory()
        self._lock = Lock()

    def wait(self, token_id: int) -> timedelta:
        """Count one call; how long it has to wait first, then it isn't counted."""
        limit = Limit(key=b"%d" % token_id, burst=self._burst, every=self._every)
        with self._lock:
            return take(self._memory, [limit], self._clock())


class _Memory:
    """Moments by key."""

    def __init__(self) -> None:
        self._free_at: dict[bytes, datetime] = {}

    def free_at(self, key: bytes, at: datetime) -> datetime:
        return max(at, self._free_at.get(key, at))

    def put(self, key: bytes, free_at: datetime) -> None:
        self._free_at[key] = free_at
