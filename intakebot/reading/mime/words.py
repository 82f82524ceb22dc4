"""Encoded words (RFC 2047, RFC 2231 §5) as mails write them, broken ones included."""

import binascii
import re

from intakebot.reading.mime.charsets import codec_of, decode
from intakebot.reading.mime.findings import Findings

#: "=?charset*language?Q?"; the language is of no use to us.
_OPENING = re.compile(r"=\?([^\s?=*\"<>@,;()]{1,60})(?:\*[\w-]{0,40})?\?([bBqQ])\?")
_HEX = re.compile(r"[0-9A-Fa-f]{2}")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]+")
_UNCLOSED = {
    "b": re.compile(r"([A-Za-z0-9+/]{4,}+={0,2})\??(?=\s++=\?|\s*+\Z)"),
    "q": re.compile(r"(?=[^\s?=]*+=[0-9A-F]{2})([^\s?]{2,}+)\??(?=\s++=\?|\s*+\Z)"),
}
_URL_SAFE = str.maketrans("-_", "+/")
_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\u2028\u2029]+")
_SURROGATES = re.compile("[\ud800-\udfff]")


def one_line(text: str) -> str:
    """The text without control characters and line ends, so that it can't break out of its line."""
    return _CONTROLS.sub(" ", text).replace("\t", " ").strip()


def decode_words(text: str, findings: Findings) -> str:
    """The text with its encoded words decoded; what isn't one stays visible."""
    if "=?" not in text:
        return text
    run = _Run(findings)
    at, last = 0, text.rfind("?=")
    while (start := text.find("=?", at)) >= 0:
        opening = _OPENING.match(text, start)
        end, after = _end(text, opening, last) if opening else (-1, -1)
        content = _content(opening[2], text[opening.end() : end]) if opening and end >= 0 else None
        if opening is None or content is None or not findings.afford("word"):
            findings.add("encoded-word-broken")
            run.plain(text[at : start + 2])
            at = start + 2
            continue
        if after != end + 2:
            findings.add("encoded-word-broken")
        run.plain(text[at:start])
        run.encoded(opening[1], content)
        at = after
    run.plain(text[at:])
    return run.text()


def _end(text: str, opening: re.Match[str], last: int) -> tuple[int, int]:
    """Where the content of a word ends, and where the text goes on after it; -1 when it has no end up to the `last` one.

    A word that lost its closing ends where the header or its neighbour's opening cuts it off. A raw "?" before an
    escape ("How?=20are") looks like the closing; it is one only when no other follows before the next word opens.
    """
    if unclosed := _UNCLOSED[opening[2].lower()].match(text, opening.end()):
        return unclosed.end(1), unclosed.end()
    end = text.find("?=", opening.end()) if opening.end() <= last else -1
    for _ in range(20):
        if end < 0 or opening[2] in "bB" or not _HEX.match(text, end + 2):
            break
        following = text.find("?=", end + 2)
        if following < 0 or 0 <= text.find("=?", end + 2, following + 1) < following:
            break
        end = following
    return end, end + 2


def _content(encoding: str, encoded: str) -> bytes | None:
    """The bytes of one word; None when they can't be had."""
    if encoding in "qQ":
        return binascii.a2b_qp(encoded.encode("utf-8", "replace"), header=True)
    try:
        return binascii.a2b_base64(encoded.encode("ascii"), strict_mode=True)
    except ValueError:
        pass
    pieces = [_NOT_BASE64.sub("", piece) for piece in encoded.translate(_URL_SAFE).split("=")]
    data = b"".join(base64_piece(piece.encode("ascii")) for piece in pieces)
    return data if data or not encoded else None


def base64_piece(letters: bytes) -> bytes:
    """What letters of the base64 alphabet without padding stand for; an odd letter at the end is nothing."""
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


class _Run:
    """Pieces of a header; neighbouring words of one character set are decoded together, for some split characters."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._pieces: list[str] = []
        self._charset = ""
        self._pending: list[bytes] = []

    def plain(self, text: str) -> None:
        """Text between words; blanks between two words mean nothing (RFC 2047 §6.2)."""
        if not text or (text.isspace() and self._pending):
            return
        self._flush()
        self._pieces.append(text)

    def encoded(self, charset: str, content: bytes) -> None:
        """One word's bytes."""
        if self._pending and charset.lower() != self._charset.lower():
            self._flush()
        self._charset = charset
        self._pending.append(content)

    def _flush(self) -> None:
        if self._pending:
            self._pieces.append(self._decoded())
            self._pending = []

    def _decoded(self) -> str:
        data = b"".join(self._pending)
        if len(self._pending) > 1 and (codec_of(self._charset) or "").startswith(("iso2022", "utf_7", "utf_16", "hz")):
            return "".join(decode(piece, self._charset, self._findings) for piece in self._pending)
        text = decode(data, self._charset, self._findings)
        return _SURROGATES.sub("\ufffd", text)

    def text(self) -> str:
        """Everything so far."""
        self._flush()
        return "".join(self._pieces)
