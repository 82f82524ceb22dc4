"""Messages for tests, as a channel would hand them over or the reader would read them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from intakebot.domain.address import Address
from intakebot.domain.message import Authentication, Message
from intakebot.domain.received import Envelope, Received

__all__ = ["NOON", "envelope", "mail", "message", "received", "timedelta"]

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def envelope(**changes: Any) -> Envelope:
    """An SMTP delivery from Anna to the support mailbox."""
    facts: dict[str, Any] = {
        "channel": "smtp", "mailbox": "support@desk.example", "mail_from": "anna@customer.example",
        "rcpt_tos": ("support@desk.example",), "peer": "127.0.0.1", "received_at": NOON,
    }  # fmt: skip
    return Envelope(**{**facts, **changes})


def mail(
    text: str = "The server is down since this morning, nobody can work.",
    *,
    subject: str = "Server down",
    sender: str = "Anna <anna@customer.example>",
    message_id: str = "<one@customer.example>",
    more: str = "",
) -> bytes:
    """A plain mail, CRLF line ends; `more` holds further header lines, each ended with a newline."""
    headers = f"From: {sender}\nTo: support@desk.example\nSubject: {subject}\nMessage-ID: {message_id}\n"
    headers += f"Date: Mon, 23 Nov 2026 12:00:00 +0000\n{more}"
    headers += "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
    return f"{headers}\n{text}\n".replace("\n", "\r\n").encode()


def received(raw: bytes | None = None, **changes: Any) -> Received:
    """A delivery of a mail."""
    return Received(envelope=envelope(**changes), raw=mail() if raw is None else raw)


def message(**changes: Any) -> Message:
    """The same, read."""
    facts: dict[str, Any] = {
        "message_id": "one@customer.example", "in_reply_to": (), "references": (),
        "sender": Address(name="Anna", address="anna@customer.example"), "reply_to": (),
        "to": (Address(address="support@desk.example"),), "cc": (), "delivered_to": (), "subject": "Server down",
        "date": NOON, "text": "It is down.", "reply": "It is down.", "attachments": (), "auto": None, "report": None,
        "authentication": Authentication(passed=False, reason="not checked"), "ticket_refs": (), "defects": (),
    }  # fmt: skip
    return Message(**{**facts, **changes})
