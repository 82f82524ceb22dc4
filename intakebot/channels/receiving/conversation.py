"""One connection of the server's side of SMTP: lines in, answers out, and its end; what commands mean is elsewhere."""

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import structlog
from aiosmtpd.smtp import SMTP

from intakebot.channels.alarm import Alarm
from intakebot.channels.receiving.gate import Gate
from intakebot.channels.receiving.listener import Listener, Peer
from intakebot.channels.receiving.wire import OverlongLineError, Wire
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.received import Accept
from intakebot.domain.times import Clock

log = structlog.get_logger()

#: RFC 5321 §4.5.3.1.4, and what SIZE (RFC 1870 §3), BODY (RFC 6152 §2) and SMTPUTF8 (RFC 6531 §3.4) add to it.
MAX_COMMAND = 512 + 26 + 17 + 10
#: Seconds for a peer to fetch our last words.
_FAREWELL = 5.0
#: Anything that is neither text nor a tab: a carriage return on its own most of all.
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
#: Browsers can be made to talk to us by hostile pages; not a word more to them.
_WEB = frozenset({"GET", "HEAD", "POST", "PUT", "OPTIONS", "CONNECT"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Reception:
    """What all sessions of one listening address share."""

    listener: Listener
    mailbox_of: Callable[[str], Mailbox | None]
    accept: Accept
    clock: Clock
    gate: Gate
    #: Sessions going on.
    sessions: "set[Conversation]" = field(default_factory=set)


class Conversation(SMTP):
    """An aiosmtpd session whose lines, messages, answers and time limits are ours."""

    greeting = "ESMTP"

    def __init__(self, reception: Reception, loop: asyncio.AbstractEventLoop) -> None:
        self._reception = reception
        self._listener = reception.listener
        self._wire = Wire(loop)
        self._alarm = Alarm(loop, self._timeout_cb)
        self._peer = Peer(name="", group="", trusted=False)
        self._secure = self._receiving = self._over = self._unplugged = False
        self._commands = self._errors = 0
        self._farewell: asyncio.TimerHandle | None = None
        super().__init__(None, hostname=self._listener.hostname, enable_SMTPUTF8=True, loop=loop)

    # Transport: what asyncio calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._peer = self._listener.peer(transport.get_extra_info("peername"))
        if refusal := self._reception.gate.enter(self._peer):
            asyncio.StreamReaderProtocol.connection_made(self, transport)
            self._wire.say(refusal)
            self._hang_up()
            return
        super().connection_made(transport)
        self._reception.sessions.add(self)
        if self._handler_coroutine is not None:
            self._handler_coroutine.add_done_callback(self._leave)

    def _cb_client_connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        super()._cb_client_connected(reader, writer)
        self._wire.attach(writer)

    def data_received(self, data: bytes) -> None:
        self._wire.feed(data)

    def eof_received(self) -> bool:
        self._wire.end()
        return not self._secure

    def connection_lost(self, error: Exception | None) -> None:
        """Unlike aiosmtpd's: a message that came whole is still handed over, though nobody waits for the answer."""
        self._wire.end()
        asyncio.StreamReaderProtocol.connection_lost(self, error)
        self.transport = None

    def _leave(self, _: object) -> None:
        self._alarm.close()
        if self._farewell is not None:
            self._farewell.cancel()
        self._reception.sessions.discard(self)
        self._reception.gate.leave(self._peer)

    def _reset_timeout(self, duration: float | None = None) -> None:
        self._alarm.set(duration or self._listener.command_timeout)

    def _timeout_cb(self) -> None:
        self._wire.say("421 4.4.2 We have waited too long; please connect again")
        self._hang_up()

    def _hang_up(self) -> None:
        """Close as soon as the peer has fetched our last words, and soon even if it doesn't."""
        self._over = True
        self._wire.write_out()
        self._writer.close()
        if self._farewell is None:
            self._farewell = self.loop.call_later(_FAREWELL, self._writer.transport.abort)

    def finish(self) -> None:
        """End the session: at once, or when the message that is coming in has been answered."""
        self._over = True
        if not self._receiving:
            self._wire.say("421 4.3.2 We are closing down; please try again in a few minutes")
            self._hang_up()

    def abort(self) -> None:
        """End the session at once, whatever is going on."""
        self._writer.transport.abort()
        if self._handler_coroutine is not None:
            self._handler_coroutine.cancel()

    async def ended(self) -> None:
        """Wait for the end of the session; cancelling the wait doesn't cancel the session."""
        if self._handler_coroutine is not None:
            await asyncio.wait((self._handler_coroutine,))

    # The conversation.

    async def _handle_client(self) -> None:
        try:
            self.say(f"220 {self.hostname} {self.greeting} ready")
            await self._converse()
        except OSError as lost:
            log.debug("session_lost", peer=self._peer.name, reason=str(lost))
        except Exception:
            log.exception("session_failed", peer=self._peer.name)
            self.say("421 4.3.0 Something went wrong here; please try again in a few minutes")
        finally:
            self._hang_up()
            if not self._unplugged:
                with suppress(OSError):
                    await self._writer.wait_closed()

    async def _converse(self) -> None:
        ends_at = self.loop.time() + self._listener.session_timeout
        while not self._over:
            self._reset_timeout(max(min(self._listener.command_timeout, ends_at - self.loop.time()), 0.001))
            try:
                line = await self._wire.line(MAX_COMMAND)
            except OverlongLineError:
                self.say(f"500 5.5.2 A command may have {MAX_COMMAND} bytes at most")
            else:
                await self._obey(line)
            self._count()

    async def _obey(self, line: bytes) -> None:
        if not line.endswith(b"\r\n") or _CONTROL.search(line, 0, len(line) - 2):
            self.say("500 5.5.2 A command is one line of text that ends with carriage return and line feed")
            return
        try:
            verb, _, argument = line[:-2].decode().partition(" ")
        except UnicodeDecodeError:
            self.say("500 5.5.2 A command must be UTF-8")
            return
        verb = verb.upper()
        if verb in _WEB:
            self.part("421 4.7.0 This is a mail server")
        elif method := self._smtp_methods.get(verb):
            await method(argument.strip())
        else:
            self.say("500 5.5.1 We don't know this command")

    def _count(self) -> None:
        """Limits on what leads to no message, as a relay may send many over one connection."""
        self._commands += 1
        if self._over:
            return
        if self._errors >= self._listener.max_errors:
            self.part("421 4.7.0 Too many errors; goodbye")
        elif self._commands >= self._listener.max_commands:
            self.part("421 4.7.0 Too many commands without a message; please connect again")

    def say(self, answer: str) -> None:
        """Answer, and count refusals."""
        self._errors += answer.startswith("5")
        self._wire.say(answer)

    def part(self, answer: str) -> None:
        """Answer and end the session."""
        self.say(answer)
        self._over = True
