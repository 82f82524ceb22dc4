"""One session of LMTP (RFC 2033): SMTP for the last hop, with an answer for each recipient."""

from intakebot.channels.receiving.dialogue import Dialogue


class LmtpDialogue(Dialogue):
    """Says LHLO, and answers DATA once for each accepted RCPT (§4.2), which aiosmtpd's own LMTP doesn't."""

    greeting = "LMTP"
    hello = "LHLO"

    async def smtp_LHLO(self, hostname: str) -> None:
        await super().smtp_EHLO(hostname)

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: ARG002 -- the signature is aiosmtpd's
        self.say("500 5.5.1 This is LMTP; please send LHLO")

    async def smtp_HELO(self, hostname: str) -> None:  # noqa: ARG002 -- the signature is aiosmtpd's
        self.say("500 5.5.1 This is LMTP; please send LHLO")

    def conclude(self, answer: str) -> None:
        for _ in self._transaction.recipients[1:]:
            self._wire.say(answer)
        super().conclude(answer)
