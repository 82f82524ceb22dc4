"""A mail as its bytes tell it, before anybody asks what it means: decoded headers and leaf parts."""

from dataclasses import dataclass, field
from datetime import datetime

from intakebot.domain.address import Address
from intakebot.domain.message import Attachment


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """One header field: its name lower-cased, its value unfolded and decoded to people's characters."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One leaf of the MIME tree, or an attached message (message/rfc822 isn't opened, its bytes are the content)."""

    #: "text/plain", lower-cased, without parameters.
    content_type: str
    #: Parameters of Content-Type, names lower-cased, values decoded (RFC 2231).
    parameters: dict[str, str] = field(default_factory=dict)
    #: "inline", "attachment", or "" when not given.
    disposition: str = ""
    filename: str = ""
    content_id: str = ""
    #: Decoded bytes (transfer encoding removed).
    content: bytes = b""
    #: Decoded characters of text/* and message/* parts that are not opened; "" for others.
    text: str = ""
    #: Content types of the multiparts around it, outermost first: ("multipart/report",).
    within: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """One mail, parsed and decoded; never refuses ugly mail, says what was wrong in `defects`."""

    headers: tuple[Header, ...]
    #: Content type of the whole, and its parameters ("multipart/report", {"report-type": "delivery-status"}).
    content_type: str
    parameters: dict[str, str]
    parts: tuple[Part, ...]
    #: Without angle brackets.
    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    sender: Address
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    date: datetime | None
    #: The whole plain text: the text parts, or the HTML rendered readably when there is none.
    text: str
    #: The HTML body as written (decoded, not sanitised), "" when there is none: its structure shows quotes.
    html: str
    attachments: tuple[Attachment, ...]
    defects: tuple[str, ...]

    def get(self, name: str) -> str | None:
        """Value of the first header of this (lower-case) name."""
        return next((header.value for header in self.headers if header.name == name), None)

    def get_all(self, name: str) -> tuple[str, ...]:
        """Values of all headers of this (lower-case) name, topmost first."""
        return tuple(header.value for header in self.headers if header.name == name)
