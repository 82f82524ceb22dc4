"""The commands of the server's side of SMTP (RFC 5321), and what becomes of a message."""

import asyncio
from dataclasses import dataclass, field

import structlog

from intakebot.channels.receiving import paths
from intakebot.channels.receiving.body import Body, Fault
from intakebot.channels.receiving.conversation import Conversation, Reception
from intakebot.domain.errors import Temporary
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.received import Envelope, Received
from intakebot.domain.waiting import ended

log = structlog.get_logger()

#: Seconds for a TLS handshake.
_HANDSHAKE = 30.0
_FAULTS: dict[Fault, str] = {
    "too-big": "552 5.3.4 The message is too big",
    "bare": "554 5.6.0 The message has a line feed or carriage return on its own; lines must end with both",
    "full": "452 4.3.1 Too much mail is coming in just now; please try again in a few minutes",
}
_LATER = "451 4.3.0 We can't take the message just now; please try again in a few minutes"


@dataclass(slots=True)
class Transaction:
    """What MAIL and RCPT have said so far (RFC 5321 §3.3)."""

    mail_from: str | None = None
    #: The mailbox of the first accepted recipient.
    mailbox: Mailbox | None = None
    #: Each accepted RCPT, in order, repeated ones too: LMTP answers each (RFC 2033 §4.2).
    recipients: list[str] = field(default_factory=list)


class Dialogue(Conversation):
    """One session: commands are answered, messages handed to `accept` before they are."""

    #: What has to be said first.
    hello = "EHLO"

    def __init__(self, reception: Reception, loop: asyncio.AbstractEventLoop) -> None:
        self._transaction = Transaction()
        self._said_hello = False
        super().__init__(reception, loop)

    def _set_rset_state(self) -> None:
        self._transaction = Transaction()

    # Commands without a message.

    async def smtp_HELO(self, hostname: str) -> None:
        if self._greeted(hostname):
            self.say(f"250 {self.hostname}")

    async def smtp_EHLO(self, hostname: str) -> None:
        if not self._greeted(hostname):
            return
        starttls = ["STARTTLS"] if self._listener.tls and not self._secure else []
        extensions = ["PIPELINING", f"SIZE {self._listener.max_size}", *starttls, "ENHANCEDSTATUSCODES", "8BITMIME"]
        for extension in (self.hostname, *extensions, "SMTPUTF8"):
            self._wire.say(f"250-{extension}")
        self._wire.say("250 HELP")

    def _greeted(self, hostname: str) -> bool:
        if not hostname:
            self.say("501 5.5.4 Please tell your host's name as well")
            return False
        self._set_rset_state()
        self._said_hello = True
        return True

    async def smtp_NOOP(self, _: str) -> None:
        self.say("250 2.0.0 OK")

    async def smtp_RSET(self, arg: str) -> None:
        if self._alone(arg):
            self._set_rset_state()
            self.say("250 2.0.0 OK")

    async def smtp_QUIT(self, arg: str) -> None:
        if self._alone(arg):
            self.part("221 2.0.0 Goodbye")

    async def smtp_VRFY(self, arg: str) -> None:
        self.say("252 2.5.0 Send a message and see" if arg else "501 5.5.4 VRFY needs an address")

    async def smtp_HELP(self, _: str) -> None:
        self.say("214 2.0.0 This server takes mail to a support service and speaks RFC 5321")

    async def smtp_AUTH(self, _: str) -> None:
        self.say("502 5.5.1 Nobody needs to sign in here")

    async def smtp_EXPN(self, _: str) -> None:
        self.say("502 5.5.1 There are no lists here")

    async def smtp_STARTTLS(self, arg: str) -> None:
        """RFC 3207 §4: what came in the clear before the handshake counts for nothing, nor does the greeting."""
        if not self._alone(arg):
            return
        if self._listener.tls is None or self._secure:
            self.say("503 5.5.1 TLS is already on" if self._secure else "502 5.5.1 TLS isn't offered here")
            return
        self.say("220 2.0.0 Ready to start TLS")
        await self._wire.flush()
        self._wire.forget()
        try:
            await self._writer.start_tls(self._listener.tls, ssl_handshake_timeout=_HANDSHAKE)
        except OSError:
            self._unplugged = True  # whether the end of such a connection is ever told differs
            raise
        self.transport = self._writer.transport
        self._secure, self._said_hello = True, False
        self._set_rset_state()

    def _alone(self, arg: str) -> bool:
        """Whether a command that takes no argument has none; answers when it has."""
        if arg:
            self.say("501 5.5.4 This command takes no argument")
        return not arg

    # A message.

    async def smtp_MAIL(self, arg: str | None) -> None:
        if not self._said_hello:
            self.say(f"503 5.5.1 Please send {self.hello} first")
        elif self._listener.require_tls and not self._secure:
            self.say("530 5.7.0 Please send STARTTLS first")
        elif self._transaction.mail_from is not None:
            self.say("503 5.5.1 A message has begun already; RSET gives it up")
        elif (sender := paths.read("FROM", arg or "")) is None:
            self.say("501 5.5.4 Please write MAIL FROM:<address>")
        elif problem := self._objection(sender.options):
            self.say(problem)
        else:
            self._transaction.mail_from = sender.address
            self.say("250 2.1.0 OK")

    def _objection(self, options: tuple[tuple[str, str], ...]) -> str | None:
        """Why a message with these options of MAIL isn't taken."""
        for option, value in options:
            match option, value.upper():
                case ("SIZE", size) if size.isascii() and size.isdigit() and len(size) <= 20:  # RFC 1870 §3
                    if int(size) > self._listener.max_size:
                        return f"552 5.3.4 The message is too big; the most we take is {self._listener.max_size} bytes"
                case ("BODY", "7BIT" | "8BITMIME") | ("SMTPUTF8", ""):
                    pass
                case ("SIZE" | "BODY" | "SMTPUTF8", _):
                    return f"501 5.5.4 We don't understand this value of {option}"
                case _:
                    return "555 5.5.4 We don't know one of the options"
        return None

    async def smtp_RCPT(self, arg: str | None) -> None:
        transaction = self._transaction
        if transaction.mail_from is None:
            self.say("503 5.5.1 Please send MAIL first")
        elif (recipient := paths.read("TO", arg or "")) is None or not recipient.address:
            self.say("501 5.5.4 Please write RCPT TO:<address>")
        elif recipient.options:
            self.say("555 5.5.4 We don't know one of the options")
        elif (mailbox := self._reception.mailbox_of(recipient.address)) is None:
            self.say("550 5.7.1 This address isn't one of ours, and we pass no mail on")
        elif len(transaction.recipients) >= self._listener.max_recipients:
            self.say("452 4.5.3 Too many recipients; please send the message again for the others")
        else:
            transaction.recipients.append(recipient.address)
            transaction.mailbox = transaction.mailbox or mailbox
            self.say("250 2.1.5 OK")

    async def smtp_DATA(self, arg: str) -> None:
        if arg or not self._transaction.recipients:
            self.say("501 5.5.4 DATA takes no argument" if arg else "503 5.5.1 There is no recipient yet")
            if self._wire.pending:
                # DATA ends a group of commands (RFC 2920 §3.1), so what follows can only be the text of a message
                # that we haven't agreed to: never to be read as commands.
                self.part("421 4.7.0 Please wait for our answer to DATA; goodbye")
            return
        self._receiving = True
        body = Body(self._listener.max_size)
        try:
            await self._receive(body)
            await self._deliver(body)
        finally:
            self._receiving = False
            self._reception.gate.hold(-body.counted)
        if self._over:
            self.say("421 4.3.2 We are closing down; goodbye")

    async def _receive(self, body: Body) -> None:
        """Read a message to its end, faulty or not."""
        self.say("354 Send the message; a line with nothing but a dot ends it")
        ends_at = self.loop.time() + self._listener.data_timeout
        while (rest := body.feed(self._wire.take())) is None:
            if not self._reception.gate.hold(body.growth()):
                body.refuse("full")
                self._reception.gate.hold(body.growth())
            self._reset_timeout(max(min(self._listener.command_timeout, ends_at - self.loop.time()), 0.001))
            await self._wire.more()
        self._wire.put_back(rest)
        self._alarm.clear()

    async def _deliver(self, body: Body) -> None:
        """Hand a whole message over, answer for it, and be ready for the next."""
        transaction, received_at = self._transaction, self._reception.clock()
        raw = body.content()
        if body.fault or transaction.mailbox is None:
            self.conclude(_FAULTS[body.fault or "bare"])
            return
        envelope = Envelope(
            channel=self._listener.protocol,
            mailbox=transaction.mailbox.address,
            mail_from=transaction.mail_from,
            rcpt_tos=tuple(dict.fromkeys(transaction.recipients)),
            peer=self._peer.name,
            received_at=received_at,
            trusted=self._peer.trusted,
        )
        self.conclude(await self._accepted(Received(envelope=envelope, raw=raw)))

    def conclude(self, answer: str) -> None:
        """Answer for the whole message; the transaction is over (RFC 5321 §4.1.1.4)."""
        self.say(answer)
        if answer.startswith("2"):
            self._commands = self._errors = 0
        self._set_rset_state()

    async def _accepted(self, received: Received) -> str:
        """The answer once `accept` has ended. It is left to end by itself when that takes too long."""
        try:
            kept = self._reception.accept(received)
            if not await ended(kept, self._listener.accept_timeout):
                log.warning("accept_overran", peer=self._peer.name, seconds=self._listener.accept_timeout)
                return _LATER
            if kept.cancelled():
                log.warning("accept_cancelled", peer=self._peer.name)
                return _LATER
            kept.result()
        except Temporary as refused:
            log.warning("accept_deferred", peer=self._peer.name, reason=str(refused))
            return _LATER
        except Exception:
            log.exception("accept_failed", peer=self._peer.name)
            return _LATER
        return "250 2.0.0 We have your message"
