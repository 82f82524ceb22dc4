"""Header fields of a mail or a part: where they end, what they are called, what they say (RFC 5322 §2.2)."""

import re
from typing import NamedTuple

from intakebot.reading.mime.charsets import decode, likeliest
from intakebot.reading.mime.findings import Findings
from intakebot.reading.mime.words import decode_words, one_line

#: Real mails have 20 to 150 fields; what comes after these caps is noise of a hostile or looping sender.
MAX_FIELDS = 1_000
MAX_VALUE = 128 * 1024
MAX_BYTES = 1024 * 1024
#: Lines of rubbish that may stand before the first field.
_MAX_RUBBISH = 20
#: Lines within the header that are no fields; after so many it is the body.
_MAX_ODD = 1_000
#: A value interrupted by blank lines is put together again up to this size.
_MAX_MENDED = 4_096

_FIELD = re.compile(rb"([!-9;-~]++)[ \t]*+(?:\r?\n[ \t]++)?:([^\n]*+(?>(?:\n[ \t]++[^\s][^\n]*+)*))(?:\n|\Z)")
_NAME = re.compile(rb"[!-9;-~]{1,100}[ \t]*+:")
_FOLD = re.compile(rb"\r*+\n[ \t]*+")
_KNOWN = re.compile(
    rb"(?:x-|content-|list-|resent-|arc-|dkim-|mime-|authentication-|delivered-|envelope-|thread-|in-reply-|auto-)"
    rb"[!-9;-~]{1,80}[ \t]*+:|(?:from|to|cc|bcc|date|subject|sender|reply-to|message-id|references|received|return-path|"
    rb"importance|priority|precedence|organization|user-agent|keywords|comments|errors-to|status|lines)[ \t]*+:",
    re.IGNORECASE,
)
#: Fields that servers write on the way.
_TRACE = frozenset(
    [
        "authentication-results",
        "received",
        "received-spf",
        "return-path",
        "dkim-signature",
        "delivered-to",
        "x-original-to",
        "envelope-to",
        "x-envelope-to",
    ]
)
_MBOX = re.compile(rb">?From [^\n]*+")


class Field(NamedTuple):
    """One field: its name lower-cased, its value as written (folds included)."""

    name: str
    raw: bytes


def looks_known(raw: bytes, at: int) -> bool:
    """Whether a field that mails are known to have begins here."""
    return _KNOWN.match(raw, at) is not None


class _Reading:
    """The fields of one header block, gathered under the caps."""

    def __init__(self, raw: bytes, start: int, end: int, findings: Findings) -> None:
        self.raw, self.start, self.end, self.findings = raw, start, end, findings
        self.fields: list[Field] = []
        self._bytes = self._rubbish = self._odd_lines = 0

    def run(self) -> int:
        """Reads all fields; gives the offset at which the body begins."""
        at = self.start
        while at < self.end:
            if found := _FIELD.match(self.raw, at, self.end):
                self._keep(found[1], found[2])
                at = found.end()
                continue
            line_end = self.raw.find(b"\n", at, self.end)
            after = self.end if line_end < 0 else line_end + 1
            line = self.raw[at:after]
            if not line.strip(b"\r\n"):
                return after
            body = self._odd(at, after, line)
            if body is not None:
                return body
            at = after
        return self.end

    def _keep(self, name: bytes, value: bytes) -> None:
        if len(value) > MAX_VALUE:
            self.findings.add("header-too-long")
            value = value[:MAX_VALUE]
        self._bytes += len(value)
        if len(self.fields) >= MAX_FIELDS or self._bytes > MAX_BYTES:
            self.findings.add("headers-too-many")
            return
        self.fields.append(Field(name.decode("ascii").lower(), value))

    def _odd(self, at: int, after: int, line: bytes) -> int | None:
        """A line that is no field: None to go on after it, else where the body begins."""
        self._odd_lines += 1
        if self._odd_lines > _MAX_ODD:
            return at
        if not line.strip():
            if _NAME.match(self.raw, after) or self.raw[after : after + 1] in (b" ", b"\t"):
                self.findings.add("header-line-broken")
                return None
            return after
        if line[:1] in b" \t" and self.fields:
            last = self.fields[-1]
            if len(last.raw) < _MAX_MENDED:
                self.fields[-1] = last._replace(raw=last.raw + b" " + line.strip())
            return None
        if not self.fields and _MBOX.match(line):
            self.findings.add("mbox-line")
            return None
        self._rubbish += 1
        boundary = self.fields and line.startswith(b"--")
        if not boundary and self._rubbish <= _MAX_RUBBISH and looks_known(self.raw, after):
            self.findings.add("header-line-broken")
            return None
        self.findings.add("separator-missing")
        return at


def split(raw: bytes, start: int, end: int, findings: Findings) -> tuple[list[Field], int]:
    """The fields from `start`, and the offset at which the body begins."""
    reading = _Reading(raw, start, end, findings)
    return reading.fields, reading.run()


def first(fields: list[Field], name: str) -> bytes | None:
    """The value as written of the first field of this name that isn't empty; None when there is none."""
    for field in fields:
        if field.name == name and field.raw.strip():
            return field.raw
    return None


class Characters:
    """Header bytes to characters: ASCII, else UTF-8, else one guess from all the 8-bit fields of the mail together."""

    def __init__(self, fields: list[Field], findings: Findings, hint: str = "") -> None:
        self._fields, self._findings, self._hint = fields, findings, hint
        self._codec = ""
        self._read: dict[bytes, str] = {}

    def unfolded(self, raw: bytes) -> str:
        """The value on one line, its encoded words untouched."""
        line = (_FOLD.sub(b" ", raw) if b"\n" in raw else raw).strip()
        if line.isascii() and b"\x1b$" not in line:
            return line.decode("ascii")
        self._findings.add("header-8bit")
        try:
            return decode(line, "", self._findings) if line.isascii() else line.decode("utf-8")
        except UnicodeDecodeError:
            return self._guessed(line)

    def _guessed(self, line: bytes) -> str:
        if not self._codec:
            lines = [_FOLD.sub(b" ", field.raw) for field in self._fields if not field.raw.isascii()]
            wrong = [line for line in lines if not _is_utf8(line)] or [line]
            self._codec = likeliest(b"\n".join(wrong)[:MAX_VALUE], self._findings, self._hint)
        return line.decode(self._codec, "replace")

    def value(self, field: Field) -> str:
        """A field's value for people; what servers wrote stays as written, for it holds no encoded words (RFC 2047 §5).

        An attacker's return path stands in Authentication-Results: decoded, it could pretend to be a result of its own.
        """
        if field.name in _TRACE or field.name.startswith("arc-"):
            return one_line(self.unfolded(field.raw))
        return self.readable(field.raw)

    def readable(self, raw: bytes) -> str:
        """The value for people: unfolded, decoded, one line. Each is read once: several are asked for by name as well."""
        if (known := self._read.get(raw)) is not None:
            return known
        text = self.unfolded(raw)
        if "=?" in text or not text.isprintable():
            text = one_line(decode_words(text, self._findings))
        self._read[raw] = text
        return text


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
