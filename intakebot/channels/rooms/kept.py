"""A line that is opened when it is first needed, and anew when the token was replaced."""

from intakebot.channels.rooms.account import Account
from intakebot.channels.rooms.line import Line
from intakebot.domain.errors import Deferred


class Kept:
    """One line for many letters or files."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._lines: list[Line] = []
        self._closed = False

    def line(self) -> Line:
        """The line; Deferred when there can't be one now."""
        if self._closed:
            raise Deferred("it is being closed")
        try:
            if not self._lines or not self._lines[-1].current:
                self._lines.append(Line(self._account))  # what is under way on the former one may end there
        except Exception as error:  # whatever reading the token may raise
            raise Deferred(f"the access token can't be had: {error}") from None
        return self._lines[-1]

    async def close(self) -> None:
        """Let connections go."""
        self._closed = True
        for line in self._lines:
            await line.close()
