"""What was worked out about a message before it is settled."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from intakebot.domain.entitlement import Entitlement
from intakebot.domain.job import Job
from intakebot.domain.letter import Letter
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.message import Message
from intakebot.domain.received import Envelope
from intakebot.domain.token import Token
from intakebot.intake.assess import Assessment


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What was worked out about a message before the transaction."""

    job: Job
    envelope: Envelope
    message: Message
    #: The language it was written in, "und" when unknown.
    language: str
    entitlement: Entitlement
    mailbox: Mailbox
    #: For the ticket, if it becomes one.
    number: str
    #: Our signed token that it carries.
    token: Token | None
    #: The token of the return path that it came to: only that proves a bounce (design.md 4.4).
    return_path: Token | None
    notice: Letter | None
    #: What the writer's terms say of it; None where none apply, and for automatic mail.
    case: Assessment | None
    #: As whom the notice addresses its reader, and what it tells him: a stranger, where nothing proves that the notice
    #: goes to whoever it is about (design.md 4.7).
    reader: Entitlement
    told: Assessment | None
    #: What is told of maintenance that goes on, by language.
    maintenance: Mapping[str, str] | None
    #: Why it must not be answered; "" when it may be.
    silence: str
    #: The language that we write in to its writer, in a chat.
    spoken: str
    #: It goes on about a request that is being told in a chat: `case` is of all of it.
    told_before: bool = False
    #: It had been filed, and somebody saw that it is a request.
    wanted: bool = False

    @property
    def read_in(self) -> str:
        """The language that its writer reads: a chat's client tells it where the words don't."""
        return self.spoken if self.message.chat and self.language == "und" else self.language

    @property
    def identity(self) -> bytes:
        """The message's identity; without Message-ID and Date equal words are another request on another day."""
        if self.message.message_id or self.message.date:
            return self.message.identity
        return hashlib.sha256(self.message.identity + self.envelope.received_at.date().isoformat().encode()).digest()
