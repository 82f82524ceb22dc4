"""An SMTP server that does as it is told: any answer at any place, silence, or hanging up.

    with scripted(script={"RCPT": ["450 4.2.0 later"], ".": [HANG_UP]}) as relay: ...

A place is a verb, "connect", "body" (the first line of the content has come), "." (all of it) or "idle" (after the answer
to it). Each answer of a list is used once; after them, and elsewhere, comes the usual one. "" says nothing and goes on.
"""

import socket
import socketserver
import struct
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TypeAlias

from tests.servers.ports import wait_until

#: Close the connection in good order · cut it (RST) · say nothing until the other side gives up.
HANG_UP, CUT, SILENT = ("HANG_UP",), ("CUT",), ("SILENT",)
#: A line or lines; pieces are written one by one.
Answer: TypeAlias = str | tuple[str, ...]
OFFERS = ("PIPELINING", "SIZE 100000", "8BITMIME", "SMTPUTF8", "DSN")
_USUAL = {
    "connect": "220 scripted ESMTP",
    "DATA": "354 go on",
    "body": "",
    ".": "250 2.0.0 Ok: queued as 4XyZ",
    "idle": "",
    "QUIT": "221 bye",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """A letter that came whole, with the commands that announced it; its dots are unstuffed."""

    mail: str
    rcpt: str
    content: bytes

    @property
    def rcpt_to(self) -> str:
        """The address between the brackets."""
        return self.rcpt.partition("<")[2].partition(">")[0]


@dataclass(kw_only=True)
class Scripted:
    """What happened at a scripted server so far."""

    script: Mapping[str, Sequence[Answer]]
    offers: Sequence[str]
    port: int = 0
    #: Every command line, the connection's ordinal before it.
    commands: list[tuple[int, str]] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    connections: int = 0
    #: How many were open at once, and how many are.
    most_open: int = 0
    open: int = 0
    stopping: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    used: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def verbs(self, connection: int | None = None) -> list[str]:
        """The verbs that came, on one connection or all."""
        return [line[:4].upper() for ordinal, line in self.commands if connection in {None, ordinal}]

    def answer(self, place: str) -> Answer:
        """What to say now at this place."""
        with self.lock:
            told, turn = self.script.get(place, ()), self.used[place]
            self.used[place] += 1
        if turn < len(told):
            return told[turn]
        if place in {"EHLO", "LHLO"}:
            return "\r\n".join([*(f"250-{line}" for line in ("scripted", *self.offers)), "250 HELP"])
        return _USUAL.get(place, "250 2.1.0 Ok")


class _Over(Exception):
    pass


class _Conversation(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True

    def handle(self) -> None:
        assert isinstance(self.server, _Server)
        self.state = self.server.state
        with self.state.lock:
            self.state.connections += 1
            self.state.open += 1
            self.state.most_open = max(self.state.most_open, self.state.open)
            self.ordinal = self.state.connections
        try:
            with suppress(_Over, OSError):
                self._converse()
        finally:
            with self.state.lock:
                self.state.open -= 1

    def _converse(self) -> None:
        self._say("connect")
        mail = rcpt = ""
        while line := self.rfile.readline(100_000).decode().rstrip("\r\n"):
            self.state.commands.append((self.ordinal, line))
            verb = line[:4].upper()
            mail = line if verb == "MAIL" else mail
            rcpt = line if verb == "RCPT" else rcpt
            went_on = self._say(verb)
            if verb == "DATA" and went_on:
                self._take_content(mail, rcpt)
            if verb == "QUIT":
                return

    def _take_content(self, mail: str, rcpt: str) -> None:
        content = bytearray()
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise _Over
            if not content:
                self._say("body")
            content += line.removeprefix(b".")
        self.state.taken.append(Taken(mail=mail, rcpt=rcpt, content=bytes(content)))
        self._say(".")
        self._say("idle")

    def _say(self, place: str) -> bool:
        """Answer; whether the answer was 2xx or 3xx."""
        answer = self.state.answer(place)
        if answer == CUT:
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        if answer in (CUT, HANG_UP):
            raise _Over
        if answer == "":
            return True
        if answer == SILENT:
            self.state.stopping.wait()
            raise _Over
        pieces = (answer,) if isinstance(answer, str) else answer
        for number, piece in enumerate(pieces):
            if number:
                time.sleep(0.01)
            self.wfile.write(piece.encode() + (b"\r\n" if number == len(pieces) - 1 else b""))
        return pieces[0][:1] in {"2", "3"}


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, state: Scripted) -> None:
        self.state = state
        super().__init__(("127.0.0.1", state.port), _Conversation)


@contextmanager
def scripted(
    script: Mapping[str, Sequence[Answer]] | None = None, offers: Sequence[str] = OFFERS, port: int = 0
) -> Iterator[Scripted]:
    """Run a scripted server on a loopback port (0: any)."""
    state = Scripted(script=script or {}, offers=offers, port=port)
    with _Server(state) as server:
        state.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield state
        finally:
            state.stopping.set()
            server.shutdown()
            thread.join()
            wait_until(lambda: not state.open, "clients to hang up", 5)
