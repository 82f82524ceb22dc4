"""How long to wait before trying again."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class Backoff:
    """Doubling waits, cut at the longest, of which the last half is left to chance so that hosts don't march in step."""

    first: timedelta
    longest: timedelta
    chance: Callable[[], float] = random.random

    def seconds(self, failures: int) -> float:
        """The wait after this many failures in a row, the first being 1."""
        exponent = min(max(failures, 1) - 1, 32)
        whole = min(self.first.total_seconds() * 2.0**exponent, self.longest.total_seconds())
        return whole * (0.5 + self.chance() / 2)
