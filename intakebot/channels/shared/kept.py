"""A line that is opened when it is first needed, and anew when the token was replaced."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from intakebot.domain.errors import Deferred


class Line(Protocol):
    """Connections with one token."""

    @property
    def current(self) -> bool:
        """Whether this is still the account's token."""

    async def close(self) -> None:
        """Let connections go."""


L = TypeVar("L", bound=Line)


class Kept(Generic[L]):
    """One line for many letters or files."""

    def __init__(self, opened: Callable[[], L]) -> None:
        """`opened` opens a line, and reads the token for that: whatever it may raise, there is no line now."""
        self._opened = opened
        self._lines: list[L] = []
        self._closed = False

    def line(self) -> L:
        """The line; Deferred when there can't be one now."""
        if self._closed:
            raise Deferred("it is being closed")
        try:
            if not self._lines or not self._lines[-1].current:
                self._lines.append(self._opened())  # what is under way on the former one may end there
        except Exception as error:
            raise Deferred(f"the token can't be used: {error}") from None
        return self._lines[-1]

    async def close(self) -> None:
        """Let connections go."""
        self._closed = True
        for line in self._lines:
            await line.close()
