"""Letters that we send, and the proof of what became of them."""

from dataclasses import dataclass
from datetime import datetime

from intakebot.domain.times import aware

#: Ordinal of the registration notice among a ticket's letters.
ACKNOWLEDGEMENT = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """One letter, complete: nothing is computed when it is sent."""

    #: Our Message-ID without angle brackets; deterministic for ticket and purpose.
    message_id: str
    #: Return path: signed VERP address, or "" (design.md 4.4).
    mail_from: str
    rcpt_to: str
    #: The whole message, RFC 5322, CRLF line ends.
    content: bytes
    #: ISO 639-1 of the text.
    language: str
    #: Name and version of the template it was made from ("registered/ru@3f2a…").
    template: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Handover:
    """Proof that a letter was handed over: who answered what, when."""

    at: datetime
    #: The relay ("mx.example.org:25"), or the Maildir it was written to.
    to: str
    #: The final answer, verbatim, one line: "250 2.0.0 Ok: queued as 4XyZ".
    reply: str
    #: Queue id found in the answer, "" when none.
    queue_id: str = ""

    def __post_init__(self) -> None:
        aware(self.at)
