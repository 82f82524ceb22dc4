"""How often one token may call: so many at once, then one every so often; waiting makes good for everything.

Kept by each process for itself: it keeps a program that went wild from taking the console away from people, no more than that.
(The generic cell rate algorithm, as in guard/limits.py.)
"""

from datetime import datetime, timedelta
from threading import Lock

from intakebot.domain.times import Clock


class Pace:
    """Of all tokens; only those that exist are counted, so it stays small."""

    def __init__(self, clock: Clock, *, burst: int = 200, every: timedelta = timedelta(milliseconds=50)) -> None:
        self._clock, self._burst, self._every = clock, burst, every
        self._free_at: dict[int, datetime] = {}
        self._lock = Lock()

    def wait(self, token_id: int) -> timedelta:
        """Count one call; how long it has to wait first, then it isn't counted."""
        now = self._clock()
        with self._lock:
            free_at = max(now, self._free_at.get(token_id, now))
            wait = free_at - now - self._every * (self._burst - 1)
            if wait <= timedelta():
                self._free_at[token_id] = free_at + self._every
        return max(wait, timedelta())
