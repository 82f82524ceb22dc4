"""What a delivery report says in words: the address, the server's answer, the mail that it is about."""

import re

from intakebot.domain.message import Report
from intakebot.reading.automatic import wordings
from intakebot.reading.automatic.folding import fold
from intakebot.reading.automatic.phrases import words
from intakebot.reading.mail import Mail

_READ = 16_000
_DIAGNOSTIC = 500
_ADDRESS = re.compile(r"(?<![\w.+=/-])[\w.+=/'&#%!*-]{1,64}@(?:[\w-]{1,63}\.){1,8}[\w-]{2,24}")
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
_REPLY = re.compile(
    r"(?<![\d.:/-])[45]\d\d(?:[ -]#?[45]\.\d{1,3}\.\d{1,3}| )\D|(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?!\.?\d)"
)
_MESSAGE_ID = re.compile(
    r"^[> \t|]{0,8}message-id:[ \t]{0,8}(?:\n[> \t|]{1,8})?<?([^<>\s]{3,250})", re.IGNORECASE | re.MULTILINE
)
#: From here on a report quotes the mail that it is about.
_RETURNED = re.compile(
    r"^[> \t]{0,8}(?:-{3,}+[^\n]{0,30}(?:copy|original|returned|header|unsent|исходн|копия|oryginał|kopia|ursprüng)"
    r"|(?:original message headers|return-path|received|dkim-signature|mime-version):)",
    re.IGNORECASE | re.MULTILINE,
)
_RETURNED_TYPES = (
    "message/rfc822",
    "message/global",
    "text/rfc822-headers",
    "message/global-headers",
    "message/rfc822-headers",
)


def one_line(text: str) -> str:
    """One line of at most 500 characters."""
    return " ".join(text[: 4 * _DIAGNOSTIC].split())[:_DIAGNOSTIC]


def status_in(text: str) -> str:
    """The first enhanced status code (RFC 3463) in a text, "" when there is none."""
    match = _STATUS.search(text)
    return match[1] if match else ""


def address_in(text: str) -> str:
    """The first address in a text, "" when there is none."""
    match = _ADDRESS.search(text[:2_000])
    return match[0].strip("'") if match else ""


def _id_in(text: str) -> str:
    match = _MESSAGE_ID.search(text[:_READ].replace("\r\n", "\n"))
    return match[1] if match else ""


def about(mail: Mail) -> str:
    """Message-ID of the returned mail: from the part that returns it, from quoted headers, else from the thread."""
    for part in mail.parts:
        if part.content_type in _RETURNED_TYPES:
            text = part.text or part.content[:_READ].decode("utf-8", "replace")
            if found := _id_in(re.split(r"\r?\n\r?\n", text[:_READ].lstrip(), maxsplit=1)[0]):
                return found
    return _id_in(mail.text) or next(iter(mail.in_reply_to + mail.references[-1:]), "")


def _recipient(mail: Mail, said: str) -> str:
    """The first address that is neither the report's sender nor the one it was sent to."""
    if failed := address_in(mail.get("x-failed-recipients") or ""):
        return failed
    known = {mail.sender.address.lower(), *(address.address.lower() for address in mail.to)}
    candidates = [match[0].strip("'") for match in _ADDRESS.finditer(said)]
    others = [address for address in candidates if address.lower() not in known and "daemon" not in address.lower()]
    return next(iter(others), "")


def _diagnostic(said: str) -> str:
    """The remote server's words: from its reply code to the end of the paragraph."""
    match = _REPLY.search(said)
    if match is None:
        return ""
    start = match.start()
    return one_line(said[start : start + 2 * _DIAGNOSTIC].split("\n\n", 1)[0])


def from_text(mail: Mail) -> Report:
    """What a report without machine-readable part says; "failed" unless it speaks of a delay."""
    text = mail.text[:_READ]
    returned = _RETURNED.search(text, 1)
    said = text[: returned.start()] if returned else text
    diagnostic = _diagnostic(said)
    opening = fold(f"{mail.subject[:200]} {said[:600]}")
    delayed = wordings.DELAYS.within(opening, words(opening))
    return Report(
        action="delayed" if delayed and not diagnostic.startswith("5") else "failed",
        status=status_in(diagnostic) or status_in(said),
        recipient=_recipient(mail, said)[:320],
        diagnostic=diagnostic,
        about=about(mail)[:250],
    )
