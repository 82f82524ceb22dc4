"""The relay that letters are handed to: it notes each of them, and can be told to strike at a critical moment."""

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Literal, TypeAlias, cast

_EHLO = b"250-relay.example\r\n250-PIPELINING\r\n250-SIZE 50000000\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"
_HEADER = re.compile(rb"^(in-reply-to|message-id):\s*<([^<>]+)>", re.IGNORECASE | re.MULTILINE)

#: The sink has the whole letter and hasn't answered · it has answered 250.
SinkStep: TypeAlias = Literal["read", "answered"]


@dataclass(kw_only=True, slots=True)
class Delivery:
    """One letter that was handed over. Times are monotonic seconds."""

    #: Message-ID of the mail that it answers, and its own.
    original: str
    letter: str
    #: How the process called itself in EHLO.
    ehlo: str
    queue_id: str
    read_at: float
    #: None: the process was killed before the answer was written.
    answered_at: float | None = None


class Sink:
    """An SMTP server on loopback."""

    def __init__(self) -> None:
        self.deliveries: list[Delivery] = []
        #: Told of each step of each delivery; after "read", True keeps the 250 back.
        self.watch: Callable[[Delivery, SinkStep], bool] = lambda _delivery, _step: False
        self.port = 0
        self._server: asyncio.Server | None = None
        self._transports: set[asyncio.Transport] = set()
        self._queue_ids = count(1)

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Session(self), "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server is None:
            return
        self._server.close()
        for transport in tuple(self._transports):
            transport.abort()
        await self._server.wait_closed()

    def opened(self, transport: asyncio.Transport) -> None:
        self._transports.add(transport)

    def closed(self, transport: asyncio.Transport) -> None:
        self._transports.discard(transport)

    def take(self, ehlo: str, content: bytes, answer: Callable[[bytes], None]) -> None:
        """Note a letter and answer it."""
        headers = {name.lower(): value.decode() for name, value in _HEADER.findall(content.partition(b"\r\n\r\n")[0])}
        delivery = Delivery(
            original=headers.get(b"in-reply-to", ""), letter=headers.get(b"message-id", ""), ehlo=ehlo,
            queue_id=f"K{next(self._queue_ids):07d}", read_at=time.monotonic(),
        )  # fmt: skip
        self.deliveries.append(delivery)
        if self.watch(delivery, "read"):
            return
        answer(f"250 2.0.0 Ok: queued as {delivery.queue_id}\r\n".encode())
        delivery.answered_at = time.monotonic()
        self.watch(delivery, "answered")


class _Session(asyncio.Protocol):
    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._unread = bytearray()
        self._in_data = False
        self._ehlo = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._sink.opened(self._transport)
        self._transport.write(b"220 relay.example ESMTP\r\n")

    def connection_lost(self, _error: Exception | None) -> None:
        self._sink.closed(self._transport)

    def data_received(self, data: bytes) -> None:
        self._unread += data
        while self._step():
            pass

    def _step(self) -> bool:
        end = b"\r\n.\r\n" if self._in_data else b"\r\n"
        unit, found, rest = self._unread.partition(end)
        if not found:
            return False
        self._unread = rest
        if self._in_data:
            self._in_data = False
            self._sink.take(self._ehlo, bytes(unit), self._transport.write)
        else:
            self._obey(bytes(unit))
        return True

    def _obey(self, line: bytes) -> None:
        verb = line[:4].upper()
        if verb == b"EHLO":
            self._ehlo = line[5:].decode()
            self._transport.write(_EHLO)
        elif verb == b"DATA":
            self._in_data = True
            self._transport.write(b"354 go ahead\r\n")
        elif verb == b"QUIT":
            self._transport.write(b"221 bye\r\n")
            self._transport.close()
        else:
            self._transport.write(b"250 ok\r\n")
