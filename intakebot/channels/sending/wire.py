"""A letter as it goes over the wire: checked, announced as far as the relay's extensions allow, its dots stuffed."""

import re
from dataclasses import dataclass
from typing import Self

from intakebot.domain.errors import Refused
from intakebot.domain.letter import Letter

#: RFC 5321 §4.5.3.1.3: 256 octets a path, brackets included.
_LONGEST_PATH = 254
#: RFC 3461 §4.4: 100 octets an ENVID.
_LONGEST_ENVID = 100
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0<>\u2028\u2029\ud800-\udfff]")
_LINE_END = re.compile(rb"\r\n|\r|\n")


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """What the relay's EHLO offered (RFC 5321 §2.2)."""

    pipelining: bool = False
    eight_bit: bool = False
    smtputf8: bool = False
    dsn: bool = False
    #: Bytes that it takes at most; None when it knows no SIZE, 0 when it names no limit (RFC 1870 §3).
    size: int | None = None

    @classmethod
    def of(cls, extensions: dict[str, str]) -> Self:
        """From keywords (lower-case) and their parameters."""
        limit = extensions.get("size", "").strip()
        named = limit.isascii() and limit.isdecimal() and len(limit) < 20
        return cls(
            pipelining="pipelining" in extensions,
            eight_bit="8bitmime" in extensions,
            smtputf8="smtputf8" in extensions,
            dsn="dsn" in extensions,
            size=(int(limit) if named else 0) if "size" in extensions else None,
        )


def check(letter: Letter) -> None:
    """Refused when an address or the Message-ID could be taken for anything but itself by who reads it next."""
    _check_address("return path", letter.mail_from)
    _check_address("recipient", letter.rcpt_to)
    _check_safe("Message-ID", letter.message_id)
    if not letter.rcpt_to:
        raise Refused("no recipient")


def _check_address(what: str, value: str) -> None:
    _check_safe(what, value)
    local, at, domain = value.rpartition("@")
    if value and not (local and at and domain and not value.startswith("@")):
        raise Refused(f"no mail address as {what}: {value[:100]!a}")
    if len(value.encode()) > _LONGEST_PATH:
        raise Refused(f"{what} is longer than {_LONGEST_PATH} bytes")


def _check_safe(what: str, value: str) -> None:
    if _UNSAFE.search(value):
        raise Refused(f"{what} holds characters that don't belong there: {value[:100]!a}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wire:
    """The commands and the body for one letter; made by `of`."""

    letter: Letter
    #: Content with no line ends but CRLF.
    content: bytes

    @classmethod
    def of(cls, letter: Letter) -> Self:
        """Refused when the letter isn't safe to announce."""
        check(letter)
        return cls(letter=letter, content=crlf(letter.content))

    def mail(self, offer: Offer) -> bytes:
        """MAIL FROM with the parameters that this relay understands; Refused when it lacks what the letter needs."""
        words = [f"MAIL FROM:<{self.letter.mail_from}>"]
        if offer.size is not None:
            words.append(self._size(offer.size))
        if not self.content.isascii():
            if not offer.eight_bit:
                raise Refused("the relay doesn't take 8-bit letters (no 8BITMIME)")
            words.append("BODY=8BITMIME")
        if not (self.letter.mail_from + self.letter.rcpt_to).isascii():
            if not offer.smtputf8:
                raise Refused("the relay doesn't take internationalised addresses (no SMTPUTF8)")
            words.append("SMTPUTF8")
        if offer.dsn and self.letter.mail_from:
            words.append("RET=HDRS" + self._envid())
        return " ".join(words).encode() + b"\r\n"

    def rcpt(self, offer: Offer) -> bytes:
        """RCPT TO; where the relay knows DSN it asks for word of failures and delays (RFC 3461 §4.1)."""
        notify = " NOTIFY=FAILURE,DELAY" if offer.dsn and self.letter.mail_from else ""
        return f"RCPT TO:<{self.letter.rcpt_to}>{notify}\r\n".encode()

    def body(self) -> bytes:
        """The content with its dots stuffed, and the end of data (RFC 5321 §4.5.2, §4.1.1.4)."""
        stuffed = self.content.replace(b"\r\n.", b"\r\n..")
        start = b"." if stuffed.startswith(b".") else b""
        end = b".\r\n" if stuffed.endswith(b"\r\n") or not stuffed else b"\r\n.\r\n"
        return start + stuffed + end

    def _size(self, limit: int) -> str:
        size = len(self.content)
        if 0 < limit < size:
            raise Refused(f"the letter has {size} bytes, the relay takes {limit} at most")
        return f"SIZE={size}"

    def _envid(self) -> str:
        envid = xtext(self.letter.message_id)
        return f" ENVID={envid}" if 0 < len(envid) <= _LONGEST_ENVID else ""


def crlf(content: bytes) -> bytes:
    """With every line end a CRLF: a bare CR or LF could end the data early for a lax reader (CERT VU#302671)."""
    pairs = content.count(b"\r\n")
    if content.count(b"\n") == pairs == content.count(b"\r"):
        return content
    return _LINE_END.sub(b"\r\n", content)


def xtext(text: str) -> str:
    """RFC 3461 §4: everything but printable ASCII, and "+" and "=", as +XX."""
    return "".join(chr(byte) if 33 <= byte <= 126 and byte not in b"+=" else f"+{byte:02X}" for byte in text.encode())
