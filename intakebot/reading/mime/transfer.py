"""Content-Transfer-Encoding undone (RFC 2045 §6), whatever the mailer called it and however it broke it."""

import binascii
import codecs
import re
from typing import NamedTuple

from intakebot.reading.mime.findings import Findings
from intakebot.reading.mime.words import base64_piece

_AS_IT_IS = frozenset({"", "7bit", "8bit", "binary", "7bits", "8bits", "none", "ascii", "utf8", "text", "plain"})
_BASE64 = frozenset({"base64", "b64", "b", "xbase64"})
_QUOTED = frozenset({"quotedprintable", "qp", "q", "quotedprint", "xquotedprintable"})
_UU = frozenset({"uuencode", "xuuencode", "uue", "xuue", "uuencoded", "uu"})
_JUNK = re.compile(r"[^a-z0-9]+")
_SOFT_BREAK = re.compile(rb"=[ \t]++(?=\r?\n)")
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_BLANKS = b"\r\n\t "
_NOT_LETTERS = bytes(byte for byte in range(256) if byte not in _LETTERS)
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x1b")
#: Bytes of a "word" that is none.
_LONG_WORD = 24
#: Bytes that must make sense before they count as proof.
_SENTENCE = 24
_LINE = re.compile(rb"[A-Za-z0-9+/]+={0,2}[ \t\r]*\Z")
#: "begin 644 name", the form that mail programs wrote files in before MIME (POSIX uuencode).
_BEGIN = re.compile(rb"^begin(?:-base64)? +[0-7]{3,4} +([^\r\n]{1,255}?)[ \t]*\r?$", re.MULTILINE)
#: Blocks looked for in one text.
_MAX_BLOCKS = 100


class File(NamedTuple):
    """A file that stood within a text."""

    filename: bytes
    content: bytes


def decode(data: bytes, encoding: str, findings: Findings, *, is_text: bool) -> bytes:
    """The bytes behind a transfer encoding; never fails. Unknown encodings leave the bytes as they are."""
    name = _JUNK.sub("", encoding.lower().partition(";")[0].partition("(")[0])
    if name in _AS_IT_IS:
        return data
    if name in _BASE64:
        return _base64(data, findings, is_text=is_text)
    if name in _QUOTED:
        return binascii.a2b_qp(_SOFT_BREAK.sub(b"=", data) if b"= " in data or b"=\t" in data else data)
    if name in _UU:
        _, files = uuencoded(data)
        return files[0].content if files else data
    findings.add("encoding-unknown")
    return data


def _base64(data: bytes, findings: Findings, *, is_text: bool) -> bytes:
    letters = data.translate(None, _BLANKS)
    pad = letters.find(b"=")
    if len(letters) % 4 == 0 and (pad < 0 or pad >= len(letters) - 2):
        try:
            return binascii.a2b_base64(letters, strict_mode=True)
        except binascii.Error:
            pass
    findings.add("base64-broken")
    return _repaired(data, is_text=is_text)


def _repaired(data: bytes, *, is_text: bool) -> bytes:
    """Base64 that is cut, joined from several, has rubbish in it or text after it, or isn't any."""
    if not is_text:
        return _lenient(data)
    head, tail = _footer_cut(data)
    decoded = _lenient(head)
    if not head or _share_of_controls(decoded) > 0.05 or not (_mostly_letters(head) or _is_utf8(decoded)):
        return data
    return decoded + tail


def _lenient(data: bytes) -> bytes:
    """Letters of the alphabet only; padding ends one piece and begins another."""
    pieces = (piece.translate(None, _NOT_LETTERS) for piece in data.split(b"="))
    return b"".join(base64_piece(piece) for piece in pieces if piece)


def _footer_cut(data: bytes) -> tuple[bytes, bytes]:
    """Lines of base64, and the plain lines that a mailing list put after them."""
    at = 0
    while at < len(data):
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end + 1
        line = data[at:end]
        if line.strip() and not _LINE.match(line.rstrip(b"\n")) and (_is_prose(line) or line[:2] in (b"--", b"__")):
            return data[:at], data[at:]
        at = end
    return data, b""


def _is_prose(line: bytes) -> bool:
    """Words with blanks between them, as against base64 that was given blanks on its way."""
    words = [word for word in line.split() if word.translate(None, _NOT_LETTERS)]
    return len(words) > 1 and max(map(len, words)) < _LONG_WORD


def _mostly_letters(data: bytes) -> bool:
    rest = len(data.translate(None, _LETTERS + b"=\r\n"))
    return rest <= 1 + len(data) // 20


def _is_utf8(data: bytes) -> bool:
    """Whether these bytes are UTF-8, which letters that aren't base64 hardly ever decode to; a cut end is forgiven."""
    try:
        codecs.utf_8_decode(data[:4_000])  # not final, so a cut end is no error
    except UnicodeDecodeError:
        return False
    return len(data) >= _SENTENCE


def _share_of_controls(data: bytes) -> float:
    head = data[:4_000]
    return (len(head) - len(head.translate(None, _CONTROLS))) / max(len(head), 1)


def uuencoded(data: bytes) -> tuple[bytes, list[File]]:
    """The data without its uuencoded blocks, and the files in them; what can't be decoded stays where it is."""
    rest, at = bytearray(), 0
    files: list[File] = []
    while len(files) < _MAX_BLOCKS and (begin := _BEGIN.search(data, at)):
        content, after = _block(data, begin.end())
        rest += data[at : begin.start() if after else begin.end()]
        at = after or begin.end()
        if after:
            files.append(File(begin[1], content))
    return (bytes(rest + data[at:]), files) if files else (data, [])


def _block(data: bytes, at: int) -> tuple[bytes, int]:
    """Content from after the "begin" line, and the offset after "end"; 0 when it is no such block."""
    content = bytearray()
    at = data.find(b"\n", at) + 1
    while at:
        end = data.find(b"\n", at)
        line = data[at : end if end >= 0 else len(data)].rstrip(b"\r")
        if line.strip() == b"end":
            return bytes(content), (end + 1 if end >= 0 else len(data))
        try:
            content += binascii.a2b_uu(line)
        except binascii.Error:
            if not (line and len(line) < 100):
                return b"", 0
            try:  # some encoders count the last group wrongly
                content += binascii.a2b_uu(line[: (((line[0] - 32) & 63) * 4 + 5) // 3])
            except binascii.Error:
                return b"", 0
        if end < 0 or not line:
            return b"", 0
        at = end + 1
    return b"", 0
