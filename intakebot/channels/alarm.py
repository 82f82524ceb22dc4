"""A timer that may be moved with every command at hardly any cost."""

import asyncio
from collections.abc import Callable
from math import inf


class Alarm:
    """Rings once when its time has come. Moving it later only notes the new time; the loop's timer follows lazily."""

    def __init__(self, loop: asyncio.AbstractEventLoop, ring: Callable[[], None]) -> None:
        self._loop = loop
        self._ring = ring
        self._due = inf
        self._wakes_at = inf
        self._handle: asyncio.TimerHandle | None = None

    def set(self, seconds: float) -> None:
        """Ring in so many seconds, whatever was set before."""
        self._due = self._loop.time() + seconds
        if self._due < self._wakes_at:
            self._arm()

    def clear(self) -> None:
        """Don't ring until set again."""
        self._due = inf

    def close(self) -> None:
        """Don't ring any more, and free the loop's timer."""
        self._due = inf
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _arm(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
        self._wakes_at = self._due
        self._handle = self._loop.call_at(self._due, self._wake)

    def _wake(self) -> None:
        self._handle, self._wakes_at = None, inf
        if self._due <= self._loop.time():
            self.clear()
            self._ring()
        elif self._due < inf:
            self._arm()
