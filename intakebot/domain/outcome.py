"""What a thread will have done: its result or its error, and who is told when."""

import threading
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar, cast

import structlog

T = TypeVar("T")

_log = structlog.get_logger()


class Outcome(Generic[T]):
    """As concurrent.futures.Future, but never cancelled, and at a sixth of its cost: each message takes five of them.

    Every change is one step for the interpreter, so that no lock is needed: a callback is run by whoever takes it out.
    """

    __slots__ = ("_callbacks", "_done", "_error", "_value")

    def __init__(self) -> None:
        self._callbacks: deque[Callable[[Outcome[T]], object]] = deque()
        self._error: BaseException | None = None
        self._value: T | None = None
        self._done = False

    def set_result(self, value: T) -> None:
        """It is done; once."""
        self._value = value
        self._end()

    def set_exception(self, error: BaseException) -> None:
        """It failed; once."""
        self._error = error
        self._end()

    def done(self) -> bool:
        """Whether it has ended."""
        return self._done

    def add_done_callback(self, told: Callable[["Outcome[T]"], object]) -> None:
        """Call this once it has ended, in the thread that ends it; at once when it has."""
        self._callbacks.append(told)
        if self._done:
            self._tell()

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """Its error, None when there is none; waits for the end. TimeoutError after so many seconds."""
        if not self._done:
            ended = threading.Event()
            self.add_done_callback(lambda _: ended.set())
            if not ended.wait(timeout):
                raise TimeoutError
        return self._error

    def result(self, timeout: float | None = None) -> T:
        """Its result, or its error raised; waits for the end. TimeoutError after so many seconds."""
        if error := self.exception(timeout):
            raise error
        return cast("T", self._value)

    def _end(self) -> None:
        self._done = True
        self._tell()

    def _tell(self) -> None:
        while self._callbacks:
            try:
                told = self._callbacks.popleft()
            except IndexError:  # another thread was quicker
                return
            try:
                told(self)
            except Exception:
                _log.exception("outcome.callback_failed")
