"""One answer of an SMTP server, and what it proves."""

import re
from dataclasses import dataclass

from intakebot.domain.errors import Deferred, Refused

#: Characters that are kept of an answer; evidence and logs need no more.
LONGEST = 1000
#: The relay wants TLS or a password: the operator's affair, no verdict on the letter (RFC 3207 §4, RFC 4954 §6).
_OPERATORS = frozenset({530, 534, 535, 538})
_SERVICE_CLOSING = 421
_GO_AHEAD = 354
_ID = r"([\w.-]{1,128})"
_QUEUED_AS = tuple(
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        rf"\bqueued as [<\"(]?{_ID}",  # Postfix and most others
        rf"\bqueued with id {_ID}",
        rf"\bqueued \({_ID}\)",
        r"\binternalid=(\d{1,40})",  # Exchange
        rf"(?<!\w)id={_ID}",  # Exim
        r"(?<!\w)qp (\d{1,20})(?!\w)",  # qmail
        r"(?<![\w.-])([\w.-]{6,128}) message accepted",  # Sendmail, OpenSMTPD
        rf"\bok +\d{{9,11}} {_ID} +- gsmtp",  # Gmail
        r"\bok ([0-9a-f-]{20,128})$",  # Amazon SES
    )
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """A whole answer (RFC 5321 §4.2), its lines joined by blanks."""

    code: int
    text: str

    @property
    def line(self) -> str:
        """The answer on one line, as it was said, without control characters, at most LONGEST characters."""
        text = self.text
        words = text if text.isprintable() else "".join(char if char.isprintable() else "?" for char in text)
        return f"{self.code} {words}".rstrip()[:LONGEST]

    @property
    def good(self) -> bool:
        """It was done (2xx)."""
        return self.code // 100 == 2

    @property
    def go_ahead(self) -> bool:
        """The content may follow (354)."""
        return self.code == _GO_AHEAD

    @property
    def closing(self) -> bool:
        """The server is about to end the connection (RFC 5321 §3.8)."""
        return self.code == _SERVICE_CLOSING

    @property
    def understood(self) -> bool:
        """It says yes or no at this place: 2xx, 4xx or 5xx."""
        return self.code // 100 in {2, 4, 5}

    @property
    def queue_id(self) -> str:
        """Under which name the server keeps the letter, "" when it doesn't say."""
        found = (match for pattern in _QUEUED_AS if (match := pattern.search(self.text[:LONGEST])))
        match = next(found, None)
        return match[1].rstrip(".") if match else ""

    def failure(self) -> Deferred | Refused:
        """What a 4xx or 5xx means for the letter."""
        permanent = self.code // 100 == 5 and self.code not in _OPERATORS
        return Refused(self.line) if permanent else Deferred(self.line)
