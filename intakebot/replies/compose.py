"""Builds the bytes of a letter: RFC 5322 and MIME, line ends CRLF, headers that no value can break out of.

Written by hand because the standard library's EmailMessage takes seven times the time budget of a whole notice; the
tests parse what is built here back with that same library.
"""

import binascii
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from intakebot.domain.errors import Refusal
from intakebot.domain.sentence import Sentence
from intakebot.domain.times import aware
from intakebot.replies.catalogue import Content

#: Message-IDs kept in References, the latest ones.
MOST_REFERENCES = 20
#: An encoded-word's length (RFC 2047 §2: 75), and that of a line of a header that has one or of base64 (76).
_WORD, _LINE = 75, 76
_SHELL = len("=?utf-8?b??=")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
#: Dot-atom or quoted local part, domain or address literal (RFC 5322 §3.4.1); RFC 6532 lets other letters in.
_ADDRESS = re.compile(
    r"(?:[^\s\x00-\x20\x7f()<>\[\]:;@\\,\"]{1,64}|\"(?:[^\"\\\x00-\x1f\x7f]|\\[\x20-\x7e]){0,62}\")"
    r"@(?:[^\s\x00-\x20\x7f()<>\[\]:;@\\,\"]{1,253}|\[[\x21-\x5a\x5e-\x7e]{1,100}\])"
)
_ID = re.compile(r"[!-;=?-~]{1,250}")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")


class HeaderRefused(Refusal):
    """A header can't have this value."""

    @property
    def said(self) -> Sentence:
        """With what it is."""
        return Sentence("A header can't have this value: {why}", why=self.detail)


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """Who writes to whom, in answer to what. Message-IDs come without angle brackets."""

    from_name: str
    from_address: str
    #: "" when it would be the address in From.
    reply_to: str
    to: str
    at: datetime
    message_id: str
    #: The message that is answered, "" when it had no usable id, and what it referred to itself.
    in_reply_to: str
    references: tuple[str, ...]
    language: str
    #: An answer to a message, or a letter that we begin (RFC 3834 §5).
    begun: bool = False


def compose(head: Head, content: Content) -> bytes:
    """The whole letter; HeaderRefused when an address, a name or the subject can't stand in a header."""
    headers = "\r\n".join(_headers(head, content.subject))
    text = _part("plain", content.text)
    if not content.html:
        return f"{headers}\r\n{text}".encode()
    edge = f"=_{hashlib.sha256(head.message_id.encode()).hexdigest()[:24]}"
    html = _part("html", content.html)
    return (
        f'{headers}\r\nContent-Type: multipart/alternative; boundary="{edge}"\r\n\r\n'
        f"--{edge}\r\n{text}\r\n--{edge}\r\n{html}\r\n--{edge}--\r\n"
    ).encode()


def _headers(head: Head, subject: str) -> Iterator[str]:
    """In the order in which people read them. RFC 3834 §5 marks the letter as an automatic answer."""
    yield f"From: {_mailbox('From', head.from_name, head.from_address)}"
    yield f"To: {_address('To', head.to)}"
    if head.reply_to:
        yield f"Reply-To: {_address('Reply-To', head.reply_to)}"
    yield f"Subject: {_unstructured('Subject', subject)}"
    yield f"Date: {format_datetime(aware(head.at))}"
    if not _ID.fullmatch(head.message_id):
        raise HeaderRefused("Message-ID: {id!r}", id=head.message_id)
    yield f"Message-ID: <{head.message_id}>"
    if _ID.fullmatch(head.in_reply_to):
        yield f"In-Reply-To: <{head.in_reply_to}>"
    if chain := _references(head.in_reply_to, head.references):
        yield "References: " + "\r\n ".join(f"<{id_}>" for id_ in chain)
    yield "Auto-Submitted: auto-generated" if head.begun else "Auto-Submitted: auto-replied"
    yield "X-Auto-Response-Suppress: All"
    yield f"Content-Language: {_plain('Content-Language', head.language)}"
    yield "MIME-Version: 1.0"


def _references(in_reply_to: str, references: Sequence[str]) -> list[str]:
    """The thread so far and its last message (RFC 5322 §3.6.4), only safe ids, each once, the latest ones."""
    safe = [id_ for id_ in (*references, in_reply_to) if _ID.fullmatch(id_)]
    latest = list(dict.fromkeys(reversed(safe)))[:MOST_REFERENCES]
    return latest[::-1]


def _plain(name: str, value: str) -> str:
    if _UNSAFE.search(value):
        raise HeaderRefused("{name}: control characters in {value!r}", name=name, value=value[:80])
    return value


def _address(name: str, address: str) -> str:
    """An address as it may stand in a header; the domain in its ASCII form where it has one."""
    if not _ADDRESS.fullmatch(_plain(name, address)):
        raise HeaderRefused("{name}: no address: {value!r}", name=name, value=address[:80])
    local, _, domain = address.rpartition("@")
    try:
        return address if domain.isascii() else f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError as error:
        raise HeaderRefused("{name}: no domain: {value!r}", name=name, value=domain[:80]) from error


def _mailbox(name: str, display: str, address: str) -> str:
    """Display name and address (RFC 5322 §3.4): atoms, a quoted string, or encoded-words (RFC 2047 §5)."""
    angled = f"<{_address(name, address)}>"
    display = " ".join(_plain(name, display).split())
    if not display:
        return angled
    if len(display) <= 50 and _ATOMS.fullmatch(display) and "=?" not in display:
        shown = display
    elif len(display) <= 50 and display.isascii() and "=?" not in display:
        shown = '"' + display.replace("\\", "\\\\").replace('"', '\\"') + '"'
    else:
        shown = _encoded(display, len(name) + 2)
    fits = len(name) + 2 + len(shown.rpartition("\n")[2]) + 1 + len(angled) <= _LINE
    return f"{shown} {angled}" if fits else f"{shown}\r\n {angled}"


def _unstructured(name: str, value: str) -> str:
    value = " ".join(_plain(name, value).split())
    if value.isascii() and len(name) + 2 + len(value) <= _LINE and "=?" not in value:
        return value
    return _encoded(value, len(name) + 2)


def _encoded(value: str, taken: int) -> str:
    """Base64 encoded-words, one a line, none of which splits a character; `taken`: columns before the first."""
    octets, at, room = value.encode(), 0, _room(_LINE - taken)
    words: list[str] = []
    while len(octets) - at > room:
        end = at + room
        while octets[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        words.append(_word(octets[at:end]))
        at, room = end, _room(_LINE - 1)
    return "\r\n ".join([*words, _word(octets[at:])])


def _room(columns: int) -> int:
    """Octets that an encoded-word of so many columns carries."""
    return (min(_WORD, columns) - _SHELL) // 4 * 3


def _word(octets: bytes) -> str:
    return f"=?utf-8?b?{_base64(octets)}?="


def _base64(octets: bytes) -> str:
    return binascii.b2a_base64(octets, newline=False).decode()


def _part(subtype: str, text: str) -> str:
    """One text part with its headers: quoted-printable when mostly ASCII, else base64 (RFC 2045 §6.7–6.8)."""
    octets = "\r\n".join(text.splitlines()).encode() + b"\r\n"
    if (len(octets) - len(text)) * 6 < len(octets):
        encoding, body = "quoted-printable", binascii.b2a_qp(octets, istext=True).decode()
    else:
        letters = _base64(octets)
        lines = [letters[at : at + _LINE] for at in range(0, len(letters), _LINE)]
        encoding, body = "base64", "\r\n".join([*lines, ""])
    return f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}"
