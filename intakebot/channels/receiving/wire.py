"""The bytes of one connection: lines and pieces in, answers out in as few writes as the dialogue allows."""

import asyncio
from typing import cast

#: Unread bytes at which the peer is made to wait.
_ENOUGH = 256 * 1024
#: Bytes without a line end at which it is no dialogue any more.
_ENDLESS = 64 * 1024


class OverlongLineError(ValueError):
    """The line is too long."""


class Wire:
    """Buffers both ways. Answers are gathered and leave when more input is waited for (RFC 2920 §3.2)."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._writer: asyncio.StreamWriter | None = None
        self._unread = bytearray()
        self._unsent = bytearray()
        self._scanned = 0
        self._fresh = False
        self._ended = False
        self._paused = False
        self._waiter: asyncio.Future[None] | None = None

    def attach(self, writer: asyncio.StreamWriter) -> None:
        """Where answers go, and whose transport is slowed down; once, before anything else."""
        self._writer = writer

    @property
    def pending(self) -> bool:
        """Whether the peer has sent more than was read."""
        return bool(self._unread)

    def feed(self, data: bytes) -> None:
        """Bytes have come."""
        self._unread += data
        self._fresh = True
        if len(self._unread) > _ENOUGH and not self._paused:
            self._transport.pause_reading()
            self._paused = True
        self._wake()

    def end(self) -> None:
        """Nothing more will come; what has come can still be read."""
        self._ended = True
        self._wake()

    def forget(self) -> None:
        """Drop all that was sent and not read (RFC 3207 §4.2: what came in the clear counts for nothing)."""
        self._unread.clear()
        self._scanned, self._fresh = 0, False

    def say(self, answer: str) -> None:
        """Queue an answer, without its line end."""
        self._unsent += answer.encode() + b"\r\n"

    async def flush(self) -> None:
        """Send the queued answers; waits while the peer reads too slowly, ConnectionError when it is gone."""
        if self._unsent and self._writer is not None:
            self.write_out()
            await self._writer.drain()

    def write_out(self) -> None:
        """Give the queued answers to the transport, without waiting."""
        if self._writer is not None and not self._writer.is_closing():
            self._writer.write(bytes(self._unsent))
        self._unsent.clear()

    async def more(self) -> None:
        """Send the answers, then wait for input; it may prove none. ConnectionResetError when none can come."""
        await self.flush()
        if self._paused:
            self._paused = False
            self._transport.resume_reading()
        while not self._fresh:
            if self._ended:
                raise ConnectionResetError("the peer has gone")
            self._waiter = self._loop.create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None
        self._fresh = False

    async def line(self, limit: int) -> bytes:
        """Next line with its LF. OverlongLineError, after reading past it, when it has more than `limit` bytes."""
        while (end := self._unread.find(b"\n", self._scanned)) < 0:
            self._scanned = len(self._unread)
            if self._scanned > limit:
                await self._skip_line()
                raise OverlongLineError
            await self.more()
        line = bytes(self._unread[: end + 1])
        del self._unread[: end + 1]
        self._scanned = 0
        if len(line) > limit:
            raise OverlongLineError
        return line

    def take(self) -> bytearray:
        """All that was sent and not read."""
        taken, self._unread = self._unread, bytearray()
        return taken

    def put_back(self, rest: bytearray) -> None:
        """Return what was taken too much, to be read next."""
        self._unread = rest + self._unread

    async def _skip_line(self) -> None:
        skipped = 0
        while (end := self._unread.find(b"\n")) < 0:
            skipped += len(self._unread)
            self.forget()
            if skipped > _ENDLESS:
                raise ConnectionAbortedError("no line end in sight")
            await self.more()
        del self._unread[: end + 1]
        self._scanned = 0

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    @property
    def _transport(self) -> asyncio.Transport:
        if self._writer is None:
            raise RuntimeError("nothing is attached")
        return cast("asyncio.Transport", self._writer.transport)
