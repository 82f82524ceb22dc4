"""The SMTP and LMTP channel: listens, and hands each whole message to `accept` before it is answered with 250."""

import asyncio
from contextlib import suppress
from pathlib import Path

from intakebot.channels.receiving.conversation import Reception
from intakebot.channels.receiving.dialogue import Dialogue
from intakebot.channels.receiving.directory import Directory
from intakebot.channels.receiving.gate import Gate
from intakebot.channels.receiving.listener import Listener
from intakebot.channels.receiving.lmtp import LmtpDialogue
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.received import Accept
from intakebot.domain.times import Clock

__all__ = ["Listener", "SmtpChannel"]

#: Connections that may wait to be greeted.
_BACKLOG = 512


class SmtpChannel:
    """One listening address. `start` and `stop` belong to one event loop; `accept` is called in it and must not block."""

    def __init__(self, listener: Listener, mailboxes: tuple[Mailbox, ...], accept: Accept, clock: Clock) -> None:
        self._reception = Reception(
            listener=listener,
            mailbox_of=Directory(mailboxes).mailbox_of,
            accept=accept,
            clock=clock,
            gate=Gate(listener),
        )
        self._server: asyncio.Server | None = None

    @property
    def place(self) -> str:
        """Protocol, and where it listens: "smtp 127.0.0.1:8025", "lmtp /run/intakebot/lmtp"."""
        listener = self._reception.listener
        return f"{listener.protocol} {listener.path or f'{listener.host}:{self.port or listener.port}'}"

    @property
    def listening(self) -> bool:
        """Just now."""
        return self._server is not None

    @property
    def port(self) -> int:
        """The port that is bound; 0 before `start` and for a socket of the file system."""
        if self._server is None or self._reception.listener.path:
            return 0
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def start(self) -> None:
        """Bind and listen; OSError when the address can't be had."""
        loop, listener = asyncio.get_running_loop(), self._reception.listener
        session = LmtpDialogue if listener.protocol == "lmtp" else Dialogue

        def dialogue() -> Dialogue:
            return session(self._reception, loop)

        if listener.path:
            self._server = await loop.create_unix_server(dialogue, listener.path, backlog=_BACKLOG)
        else:
            self._server = await loop.create_server(dialogue, listener.host or None, listener.port, backlog=_BACKLOG)

    async def stop(self) -> None:
        """Stop listening, let running messages end within the grace, close every session."""
        if self._server is None:
            return
        self._server.close()
        for session in tuple(self._reception.sessions):
            session.finish()
        await self._ended(self._reception.listener.grace)
        for session in tuple(self._reception.sessions):
            session.abort()
        await self._ended(1.0)
        await self._server.wait_closed()
        self._server = None
        if self._reception.listener.path:
            Path(self._reception.listener.path).unlink(missing_ok=True)  # noqa: ASYNC240  (one quick call, at the end)

    async def _ended(self, seconds: float) -> None:
        """Wait until no session is left, at most so long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                for session in tuple(self._reception.sessions):
                    await session.ended()
