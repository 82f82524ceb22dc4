"""The channel as app runs it, in a thread with its own loop; and a person at a terminal who talks to it."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

import uvloop

from intakebot.channels.smtp import Listener, SmtpChannel
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.received import Received

NOW = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)
SUPPORT = Mailbox(address="support@desk.example", prefix="SUP", from_name="Support")
BILLING = Mailbox(address="billing@desk.example", prefix="BIL", from_name="Billing")
POMOC = Mailbox(address="помощь@desk.example", prefix="POM", from_name="Помощь")


class Desk:
    """What stands behind the channel: keeps what it is given, at once unless told otherwise."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.futures: list[Future[None]] = []
        self.at_once = True
        self.error: Exception | None = None

    def accept(self, received: Received) -> "Future[None]":
        future: Future[None] = Future()
        self.received.append(received)
        self.futures.append(future)
        if self.error:
            future.set_exception(self.error)
        elif self.at_once:
            future.set_result(None)
        return future


class Served:
    """A running channel."""

    def __init__(self, channel: SmtpChannel, desk: Desk, loop: asyncio.AbstractEventLoop) -> None:
        self.channel, self.desk, self._loop = channel, desk, loop
        self.port = channel.port

    @property
    def sessions(self) -> int:
        return len(self.channel._reception.sessions)

    @property
    def held(self) -> int:
        return self.channel._reception.gate._held

    def stop(self) -> "Future[None]":
        return asyncio.run_coroutine_threadsafe(self.channel.stop(), self._loop)

    def talk(self, hello: str | None = "EHLO client.example", address: str = "127.0.0.1") -> "Talk":
        """Call, hear the greeting, say hello."""
        talk = Talk(socket.create_connection(("127.0.0.1", self.port), timeout=10, source_address=(address, 0)))
        if hello:
            assert talk.hear().startswith("220 ")
            assert talk.say(hello).startswith("250-")
        return talk


@contextmanager
def serving(
    *, mailboxes: tuple[Mailbox, ...] = (SUPPORT, BILLING, POMOC), uv: bool = False, **listener: Any
) -> Iterator[Served]:
    loop = uvloop.new_event_loop() if uv else asyncio.new_event_loop()
    desk = Desk()
    settings = {"host": "127.0.0.1", "port": 0, "hostname": "mail.desk.example", **listener}
    channel = SmtpChannel(Listener(**settings), mailboxes, desk.accept, lambda: NOW)
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(channel.start(), loop).result(10)
        served = Served(channel, desk, loop)
        try:
            yield served
        finally:
            served.stop().result(20)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


class Talk:
    """One connection, used like a terminal."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self._heard = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.sock.close()

    def type(self, data: bytes) -> None:
        self.sock.sendall(data)

    def type_slowly(self, data: bytes) -> None:
        """Each byte in a packet of its own, as far as the kernel allows."""
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in data:
            self.sock.sendall(bytes((byte,)))

    def line(self) -> str:
        while b"\r\n" not in self._heard:
            got = self.sock.recv(65536)
            assert got, f"the server hung up after {self._heard!r}"
            self._heard += got
        line, _, self._heard = self._heard.partition(b"\r\n")
        return line.decode()

    def hear(self) -> str:
        """One answer, its lines joined by line feeds."""
        lines = [self.line()]
        while lines[-1][3:4] == "-":
            lines.append(self.line())
        return "\n".join(lines)

    def say(self, line: str) -> str:
        self.type(line.encode() + b"\r\n")
        return self.hear()

    def silent(self, seconds: float = 0.15) -> bool:
        """Whether the server says nothing for a while."""
        self.sock.settimeout(seconds)
        try:
            self._heard += self.sock.recv(65536)
        except TimeoutError:
            return not self._heard
        else:
            return False
        finally:
            self.sock.settimeout(10)

    def hung_up(self) -> bool:
        """Whether nothing more was said before the connection was closed."""
        try:
            return not self._heard and self.sock.recv(65536) == b""
        except ConnectionResetError:
            return not self._heard

    def secure(self, context: ssl.SSLContext) -> None:
        self.sock = context.wrap_socket(self.sock, server_hostname="mail.desk.example")

    def begin(self, *recipients: str, sender: str = "anna@customer.example") -> None:
        """Everything up to the text of a message."""
        assert self.say(f"MAIL FROM:<{sender}>").startswith("250 2.1.0")
        for recipient in recipients or ("support@desk.example",):
            assert self.say(f"RCPT TO:<{recipient}>").startswith("250 2.1.5")
        assert self.say("DATA").startswith("354 ")

    def send(self, text: bytes, *recipients: str) -> str:
        """A whole message, text as it goes over the wire; gives the answer to it."""
        self.begin(*recipients)
        self.type(text + b".\r\n")
        return self.hear()
