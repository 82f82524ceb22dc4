"""What a channel hands over: the raw bytes and the transport facts, before anybody has read them."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from intakebot.domain.chat import ChatChannel
from intakebot.domain.times import aware

Channel: TypeAlias = Literal["smtp", "lmtp", "imap"] | ChatChannel


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """Transport facts of one delivery; nothing in here comes from the message's own headers."""

    channel: Channel
    #: Address of the configured mailbox that accepted the message.
    mailbox: str
    #: Return path; "" is the null sender (RFC 5321 §4.5.5), None where the channel doesn't know it.
    mail_from: str | None
    #: Every recipient of this delivery that is one of our own addresses, as written by the peer.
    rcpt_tos: tuple[str, ...] = ()
    #: Who handed it over, for people: an IP address, or host and folder of an IMAP mailbox.
    peer: str
    #: When the support service got it (aware): SMTP acceptance or INTERNALDATE. The clock starts here (CEN-03).
    received_at: datetime
    #: Unique name of the place it was fetched from ("imap:host/user/folder/uidvalidity/uid"); None for pushed mail.
    source: str | None = None
    #: Whether Authentication-Results headers that came by this route may be believed (design.md 4.7).
    trusted: bool = False

    def __post_init__(self) -> None:
        aware(self.received_at)


@dataclass(frozen=True, kw_only=True)
class Received:
    """One message as it came: envelope and raw bytes."""

    envelope: Envelope
    raw: bytes
    #: Who saw that it is a request, after it had been filed as none; "" for all others.
    wanted_by: str = ""


#: Given to channels by app: commits the raw message. The future ends after the commit; it fails with Temporary.
Accept: TypeAlias = Callable[[Received], "Future[None]"]
