"""An IMAP server that says what a test tells it to: for answers that no well-behaved server gives."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread


@dataclass
class ScriptedImap:
    """Answers by command; "{tag}" stands for the command's tag. One without an answer gets a plain OK.

    Commands that arrive are kept, without their tags. After "{close}" the connection is closed.
    """

    answers: dict[str, str] = field(default_factory=dict)
    greeting: str = "* OK ready\r\n"
    #: Capabilities, told when asked.
    capabilities: str = "IMAP4rev1 IDLE"
    commands: list[str] = field(default_factory=list)
    port: int = 0
    #: Of the command that was answered last.
    tag: str = ""
    _ended: Event = field(default_factory=Event)

    def answer(self, line: str) -> str:
        tag, _, command = line.partition(" ")
        if line == "DONE":  # ends IDLE (RFC 2177 §3)
            self.commands.append(line)
            return f"{self.tag} OK done\r\n"
        self.tag = tag
        self.commands.append(command)
        words = command.upper().split()
        name = " ".join(words[:2]) if words and words[0] == "UID" else (words or [""])[0]
        if name == "CAPABILITY" and name not in self.answers:
            return f"* CAPABILITY {self.capabilities}\r\n{tag} OK done\r\n"
        return self.answers.get(name, "{tag} OK done\r\n").replace("{tag}", tag)

    def serve(self, listener: socket.socket) -> None:
        while not self._ended.is_set():
            try:
                connection, _ = listener.accept()
            except TimeoutError:
                continue
            with connection, suppress(OSError):  # the client may hang up in the middle
                self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        connection.settimeout(10)
        lines = connection.makefile("rb")
        with lines:
            connection.sendall(self.greeting.encode())
            for line in lines:
                said = self.answer(line.decode().rstrip("\r\n"))
                connection.sendall(said.removesuffix("{close}").encode())
                if said.endswith("{close}"):
                    return

    def end(self) -> None:
        self._ended.set()


@contextmanager
def scripted_imap(server: ScriptedImap) -> Iterator[ScriptedImap]:
    """The server, listening on a loopback port, one connection at a time; ends after its client has gone."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        server.port = listener.getsockname()[1]
        thread = Thread(target=server.serve, args=(listener,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.end()
            thread.join(10)
