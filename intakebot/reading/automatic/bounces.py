"""Delivery reports: which mails are some (RFC 3464, and those that mail systems word freely), and what they say."""

import re

from intakebot.domain.message import Report
from intakebot.reading.automatic import wordings
from intakebot.reading.automatic.clues import Clues
from intakebot.reading.automatic.report_fields import from_fields
from intakebot.reading.automatic.report_text import from_text
from intakebot.reading.mail import Mail, Part

_STATUS_TYPES = ("message/delivery-status", "message/global-delivery-status")
_DAEMONS = (
    "mailer-daemon",
    "mailerdaemon",
    "maildaemon",
    "mail-daemon",
    "mdaemon",
    "microsoftexchange",
    "mail delivery subsystem",
)
_OFFICES = (
    "postmaster", "post_master", "post-master", "mailer", "mailsys", "mail-system", "maildelivery", "mail-delivery", "bounce",
    "noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "admin", "mailadmin", "system", "sysadmin", "mailmaster", "hostmaster",
    "mailgate", "mailserver", "mail-server", "daemon", "delivery", "exchange", "smtp", "mta",
)  # fmt: skip
#: Lines that mail systems write into a report, and people don't: SMTP replies, enhanced codes, fields, returned headers.
_LAYOUT = re.compile(
    r"\b[45]\d\d[ -](?:[45]\.\d{1,3}\.\d{1,3}|[a-z#<])|\b[45]\.\d{1,2}\.\d{1,2}\b|reporting-mta:|final-recipient:"
    r"|^ *+-{3,}+[^\n]{0,80}-{3,}|^(?:received|message-id): ",
    re.IGNORECASE | re.MULTILINE,
)
_LAYOUT_SEEN = 4_000
#: From this score on a mail is a delivery report; no single word of a person can reach it.
_ENOUGH = 3
#: No wording of a person's weighs against this.
_SURE = 4


def status_parts(mail: Mail) -> tuple[Part, ...]:
    """The machine-readable parts of a delivery report (RFC 3464 §2, RFC 6533 §3)."""
    return tuple(part for part in mail.parts if part.content_type in _STATUS_TYPES)


def _structured(clues: Clues) -> bool:
    """A multipart/report about delivery, and not one that a person passed on."""
    mail = clues.mail
    if mail.parameters.get("report-type", "").lower() == "delivery-status" and mail.content_type == "multipart/report":
        return True
    reported = mail.content_type in _STATUS_TYPES or any(
        "multipart/report" in part.within or mail.content_type == "multipart/report" for part in status_parts(mail)
    )
    return reported and not clues.marked


def _sender_score(clues: Clues) -> int:
    """How much the sender looks like a mail system: 4 for one that nobody else is, 1 for a postmaster."""
    if clues.local_part.startswith(_DAEMONS) or clues.name.startswith(
        ("mail delivery", "mailer-daemon", "mailer daemon")
    ):
        return 4
    if clues.local_part.startswith(_OFFICES) or clues.name.startswith(wordings.DAEMON_NAMES):
        return 1
    return 0 if clues.mail.sender.address else 1


def _header_score(clues: Clues) -> int:
    """What headers that only reports carry add (Exim's and Gmail's X-Failed-Recipients, Exchange's mark)."""
    headers = clues.headers
    failed = "x-failed-recipients" in headers or "x-ms-exchange-message-is-ndr" in headers
    return 3 * failed + 2 * clues.null_sender + (bool(status_parts(clues.mail)) if clues.mail.parts else 0)


def _text_score(clues: Clues, sure: int) -> int:
    """What subject and text add; the text is only read when something else speaks for a report."""
    title = clues.subject
    subject = title.startswith(wordings.BOUNCE_SUBJECTS) or any(map(title.__contains__, wordings.BOUNCE_NAMES))
    opened = clues.opening.startswith(wordings.BOUNCE_OPENINGS)
    if not (subject or opened or sure):
        return 0
    if not clues.begins(wordings.BOUNCE_TEXTS):
        return int(subject)
    formal = _LAYOUT.search(clues.mail.text[:_LAYOUT_SEEN]) is not None or clues.begins(wordings.SELF_DECLARED)
    return 1 + subject + opened + formal


def _personal(clues: Clues, sender: int) -> bool:
    """A person writes about a report: passes it on, greets, or asks."""
    if clues.marked or clues.greeted or (clues.asks and not sender):
        return True
    return clues.says(wordings.PLEAS) or clues.says(wordings.REMARKS)


def is_bounce(clues: Clues) -> bool:
    """Whether a mail is a delivery report: failure, delay or success."""
    if _structured(clues):
        return True
    if (
        clues.titled == "reply"
        or clues.mail.parameters.get("report-type", "delivery-status").lower() != "delivery-status"
    ):
        return False
    sender = _sender_score(clues)
    if clues.forwarded and not sender:
        return False
    sure = sender + _header_score(clues)
    if sure >= _SURE:
        return True
    said = _text_score(clues, sure)
    score = sure + said
    return bool(said) and score >= _ENOUGH and (score > _SURE or not _personal(clues, sender))


def report(mail: Mail) -> Report | None:
    """What a delivery report says, as far as it says anything; None for other mail.

    Asked of mail that `kind` calls a bounce: how much of the wording counts may depend on the envelope, which isn't
    known here, so a null sender is assumed. Only the first failed recipient matters.
    """
    if not is_bounce(Clues(mail, "")):
        return None
    return from_fields(mail, status_parts(mail)) or from_text(mail)
