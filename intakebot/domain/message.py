"""One inbound message, read: what it says and what it is, its channel forgotten.

These nouns have no slots: they travel between processes, and frozen dataclasses with slots are ten times as slow to
unpickle. What a worker computed once (identity, digests) travels along.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal, TypeAlias

from intakebot.domain.address import Address, normal
from intakebot.domain.chat import Chat

#: Why a message must not be acknowledged (RFC 3834 §2); None for mail that a person wrote.
Auto: TypeAlias = Literal["auto-reply", "auto-generated", "bounce", "list", "loop"]


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A part that isn't the message's own text. The name is the sender's word, never a path."""

    filename: str
    content_type: str
    content: bytes
    #: Shown within the text (a picture of the HTML body), as against attached to it.
    inline: bool = False
    #: Where the channel keeps a content that is still to be fetched ("telegram:FILE_ID"), and how large that is said to be.
    remote: str = ""
    remote_size: int = 0

    @property
    def size(self) -> int:
        """Decoded size in bytes."""
        return len(self.content) or self.remote_size

    @cached_property
    def sha256(self) -> bytes:
        """Digest of the decoded content; of where it lies while it isn't fetched."""
        return hashlib.sha256(self.content or self.remote.encode()).digest()


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a delivery report says of one of our letters (RFC 3464), as far as it says anything."""

    action: Literal["failed", "delayed", "delivered", "relayed", "expanded"]
    #: Enhanced status code ("5.1.1"), "" when not given.
    status: str = ""
    #: The address that the report is about, "" when not given.
    recipient: str = ""
    #: The remote server's words, one line, at most 500 characters.
    diagnostic: str = ""
    #: Message-ID of the letter that the report is about, "" when not given.
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Authentication:
    """Whether the address in From was proven, and by what (design.md 4.7)."""

    passed: bool
    #: For people and as evidence: "dmarc=pass (mx.example.org)", or why it isn't believed.
    reason: str


@dataclass(frozen=True, kw_only=True)
class Message:
    """A read message. Texts are decoded, with "\\n" line ends, no NUL and no lone surrogates."""

    #: Message-ID without angle brackets, "" when there is none; likewise the references.
    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    sender: Address
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    #: Addresses that trace headers name as the final recipient (Delivered-To, X-Original-To, Envelope-To).
    delivered_to: tuple[str, ...]
    subject: str
    #: The Date header, with the offset that it was written with; None when missing or unreadable.
    date: datetime | None
    #: The whole text; rendered from HTML when there is no text part.
    text: str
    #: The text without quoted history and signature; never empty when text isn't.
    reply: str
    attachments: tuple[Attachment, ...]
    auto: Auto | None
    report: Report | None
    authentication: Authentication
    #: Ticket numbers that the subject names in brackets: hints only.
    ticket_refs: tuple[str, ...]
    #: What was wrong with the mail, as short codes ("header-8bit", "boundary-missing").
    defects: tuple[str, ...]
    #: Its place in its chat; None for mail.
    chat: Chat | None = None

    @property
    def answer_to(self) -> Address:
        """Where an answer belongs: the chat, Reply-To when it names just one address, else From (RFC 5322 §3.6.2)."""
        if self.chat:
            return Address(address=self.chat.address)
        return self.reply_to[0] if len(self.reply_to) == 1 else self.sender

    @cached_property
    def identity(self) -> bytes:
        """SHA-256 that is the same for each copy of one message, whichever way it came (design.md 4.2)."""
        digest = hashlib.sha256()
        date = self.date.isoformat() if self.date else ""
        for field in (self.message_id, normal(self.sender.address), date, self.subject, " ".join(self.text.split())):
            data = field.encode()
            digest.update(len(data).to_bytes(8) + data)
        for attachment in self.attachments:
            digest.update(attachment.sha256)
        return digest.digest()


def identified(message: Message) -> Message:
    """The same message, its identity computed: here, so that it travels along."""
    assert message.identity  # noqa: S101 -- asked for its effect
    return message
