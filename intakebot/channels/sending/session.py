"""One open connection to the relay, used by one letter at a time."""

from intakebot.channels.sending.dialogue import Dialogue, Lost
from intakebot.channels.sending.reply import Reply
from intakebot.channels.sending.wire import Offer, Wire
from intakebot.domain.errors import Deferred, InDoubt

#: Seconds for what nothing depends on: RSET, QUIT, closing.
_COURTESY = 5.0


class Session:
    """A mail transaction after another (RFC 5321 §3.3), and what stands between two of them."""

    def __init__(self, *, dialogue: Dialogue, offer: Offer, command_seconds: float, data_seconds: float) -> None:
        self._dialogue = dialogue
        self._offer = offer
        self._command_seconds = command_seconds
        self._data_seconds = data_seconds
        self._open = False
        #: Letters that were announced here.
        self.letters = 0
        #: Loop time since which it lies idle.
        self.idle_since = 0.0

    @property
    def fit(self) -> bool:
        """Whether the next letter can be announced."""
        return self._dialogue.at_rest and not self._open

    async def announce(self, wire: Wire) -> None:
        """MAIL and RCPT, in one write where the relay knows PIPELINING (RFC 2920 §3.1).

        Lost when the connection is of no use any more (nothing of the letter has left), Deferred or Refused by 4xx, 5xx.
        """
        mail, rcpt = wire.mail(self._offer), wire.rcpt(self._offer)
        self.letters += 1
        self._open = True
        if self._offer.pipelining:
            replies = await self._dialogue.ask(mail + rcpt, 2, self._command_seconds)
            self._expect(replies)
            if len(replies) < 2:
                self._dialogue.check()
        else:
            self._expect(await self._dialogue.ask(mail, 1, self._command_seconds))
            self._expect(await self._dialogue.ask(rcpt, 1, self._command_seconds))

    async def send(self, wire: Wire) -> Reply:
        """DATA and the content; gives back the relay's 2xx. Deferred, Refused, or InDoubt once content was written."""
        try:
            answer = (await self._dialogue.ask(b"DATA\r\n", 1, self._command_seconds))[0]
            if not answer.go_ahead:
                self._expect([answer])
                raise self._lost(f"unexpected answer to DATA: {answer.line}")
            self._dialogue.check()
        except Lost as lost:
            raise Deferred(str(lost)) from lost
        return await self._send_content(wire)

    async def _send_content(self, wire: Wire) -> Reply:
        try:
            answer = (await self._dialogue.ask(wire.body(), 1, self._data_seconds))[0]
        except Lost as lost:
            raise InDoubt(str(lost)) from lost
        self._open = False
        if answer.closing or not answer.understood:
            self._dialogue.abort()
        if not answer.understood:
            raise InDoubt(f"unexpected answer to the letter: {answer.line}")
        if not answer.good:
            raise answer.failure()
        return answer

    async def reset(self) -> None:
        """Back to between two letters, by RSET if need be; if that can't be had, the connection is cut."""
        if not self._dialogue.at_rest:
            self._dialogue.abort()
        if self._dialogue.broken or not self._open:
            return
        try:
            answer = (await self._dialogue.ask(b"RSET\r\n", 1, _COURTESY))[0]
        except Lost:
            return
        self._open = False
        if not answer.good:
            self._dialogue.abort()

    async def quit(self) -> None:
        """Say QUIT, wait a moment for the answer, close."""
        try:
            if self._dialogue.at_rest:
                await self._dialogue.ask(b"QUIT\r\n", 1, _COURTESY)
        except Lost:
            pass
        finally:
            await self._dialogue.leave(_COURTESY)

    def _expect(self, replies: list[Reply]) -> None:
        """Every answer good; else the error that the first bad one means."""
        bad = next((reply for reply in replies if not reply.good), None)
        if bad is None:
            return
        if bad.closing or not bad.understood:
            raise self._lost(bad.line)
        raise bad.failure()

    def _lost(self, reason: str) -> Lost:
        self._dialogue.abort()
        return Lost(reason)
