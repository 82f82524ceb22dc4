"""Commands and answers on one connection: who has to speak, and what was said."""

import asyncio
import re
from collections import deque
from typing import cast

from intakebot.channels.alarm import Alarm
from intakebot.channels.sending.reply import Reply

#: Bytes of unread answers that are kept; RFC 5321 §4.5.3.1.5 needs 512 a line.
_MOST = 64 * 1024
_LINE = re.compile(rb"([2-5][0-9][0-9])(?:([ -])(.*))?", re.DOTALL)


class Lost(Exception):
    """The connection broke, fell silent, or carries something that is no SMTP."""


class Dialogue(asyncio.Protocol):
    """The client's side of an SMTP connection that is already open and greeted.

    It doesn't know what commands mean, only that each batch of them is answered by so many replies, and that a server
    which speaks before it was asked can't be believed any more.
    """

    def __init__(self, transport: asyncio.BaseTransport) -> None:
        loop = asyncio.get_running_loop()
        self._transport = cast("asyncio.Transport", transport)
        self._buffer = bytearray()
        self._texts: list[bytes] = []
        self._size = 0
        self._replies: deque[Reply] = deque()
        self._awaited = 0
        self._answered: asyncio.Future[None] | None = None
        self._patience = 0.0
        self._alarm = Alarm(loop, self._overdue)
        self._lost = ""
        self._closed: asyncio.Future[None] = loop.create_future()
        transport.set_protocol(self)

    @property
    def at_rest(self) -> bool:
        """Nobody has to speak and nothing unasked was said: the next command may be given."""
        return not (self._lost or self._awaited or self._unasked)

    @property
    def broken(self) -> bool:
        """It can't be used again."""
        return bool(self._lost)

    @property
    def _unasked(self) -> bool:
        return bool(self._replies or self._texts or self._buffer)

    def check(self) -> None:
        """Lost unless the next command may be given."""
        if self._unasked and not self._lost:
            said = self._replies[0].line if self._replies else "half an answer"
            self._fail(f"the relay spoke out of turn: {said}")
        if self._lost:
            raise Lost(self._lost)

    async def ask(self, commands: bytes, answers: int, seconds: float) -> list[Reply]:
        """Write and wait for so many answers, `seconds` for each; fewer when the relay hung up after the first.

        Lost when there is no answer at all.
        """
        self.check()
        self._awaited, self._size = answers, 0
        self._answered = asyncio.get_running_loop().create_future()
        self._transport.write(commands)
        self._patience = seconds * answers
        self._alarm.set(self._patience)
        try:
            await self._answered
        finally:
            self._alarm.clear()
        if not self._replies:
            raise Lost(self._lost)
        self._awaited = 0
        return [self._replies.popleft() for _ in range(min(answers, len(self._replies)))]

    async def leave(self, seconds: float) -> None:
        """Close and wait until it is closed; by force after so many seconds."""
        self._lost = self._lost or "closed"
        self._transport.close()
        try:
            async with asyncio.timeout(seconds):
                await asyncio.shield(self._closed)
        except TimeoutError:
            self._transport.abort()

    def abort(self) -> None:
        """Cut the connection at once."""
        self._fail("cut")

    def data_received(self, data: bytes) -> None:
        """Take in lines; a whole answer wakes who waits for it."""
        if self._lost:
            return
        self._size += len(data)
        if self._size > _MOST:
            self._fail(f"an answer of over {_MOST} bytes")
            return
        *lines, rest = (self._buffer + data).split(b"\n")
        self._buffer = bytearray(rest)
        for line in lines:
            if self.broken:
                return
            self._take(bytes(line).removesuffix(b"\r"))
        if self._awaited and len(self._replies) >= self._awaited:
            self._wake()

    def _overdue(self) -> None:
        self._fail(f"no answer within {self._patience:g} s")

    def connection_lost(self, exc: Exception | None) -> None:
        """The other side hung up, or we did."""
        self._alarm.close()
        self._lost = self._lost or (f"connection lost: {exc}" if exc else "the relay closed the connection")
        if not self._closed.done():
            self._closed.set_result(None)
        self._wake()

    def _take(self, line: bytes) -> None:
        match = _LINE.fullmatch(line)
        if match is None:
            self._fail(f"unintelligible answer: {line[:80].decode('latin-1')!a}")
            return
        self._texts.append((match[3] or b"").strip())
        if match[2] != b"-":
            text = b" ".join(self._texts).decode("utf-8", "backslashreplace")
            self._replies.append(Reply(code=int(match[1]), text=text))
            self._texts.clear()

    def _fail(self, reason: str) -> None:
        self._lost = self._lost or reason
        self._transport.abort()
        self._wake()

    def _wake(self) -> None:
        if self._answered is not None and not self._answered.done():
            self._answered.set_result(None)
