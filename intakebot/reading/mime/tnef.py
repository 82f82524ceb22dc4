"""Outlook's winmail.dat (Transport Neutral Encapsulation Format, [MS-OXTNEF]) opened."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from mimetypes import MimeTypes
from typing import NamedTuple

from intakebot.domain.message import Attachment
from intakebot.reading.mime import rtf
from intakebot.reading.mime.charsets import codec_of, decode
from intakebot.reading.mime.findings import Findings
from intakebot.reading.mime.words import one_line

_SIGNATURE = b"\x78\x9f\x3e\x22"
#: Attributes and properties looked at, and attachments kept; Outlook writes some dozens.
_MAX_ITEMS = 2_000
_MAX_ATTACHMENTS = 200
_MAX_FILENAME = 255

_ATT_BODY = 0x800C
_ATT_DATA = 0x800F
_ATT_TITLE = 0x8010
_ATT_RENDER = 0x9002
_ATT_PROPERTIES = 0x9003
_ATT_ATTACHMENT = 0x9005
_ATT_CODEPAGE = 0x9007

_BODY, _HTML, _RTF = 0x1000, 0x1013, 0x1009
_DATA, _FILENAME, _METHOD, _LONG_FILENAME = 0x3701, 0x3704, 0x3705, 0x3707
_MIME_TAG, _CONTENT_ID = 0x370E, 0x3712
_STRING8, _UNICODE, _OBJECT, _BINARY = 0x1E, 0x1F, 0x0D, 0x102
#: Bytes of values of fixed size, padded to four.
_SIZES = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
#: The file attached is itself a message, as MAPI properties: of no use outside Outlook.
_EMBEDDED_MESSAGE = 5


@dataclass(kw_only=True, slots=True)
class Opened:
    """What was inside. The texts are decoded; at most one of them is needed."""

    text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()


class _Value(NamedTuple):
    kind: int
    data: bytes


def is_tnef(content_type: str, filename: str) -> bool:
    """Whether a part says that it is one."""
    return content_type in ("application/ms-tnef", "application/vnd.ms-tnef") or filename.lower() == "winmail.dat"


def opened(data: bytes, findings: Findings) -> Opened | None:
    """The content; None (and a defect) when it can't be read."""
    if not data.startswith(_SIGNATURE):
        findings.add("tnef-broken")
        return None
    try:
        return _Reading(findings).run(data)
    except (struct.error, ValueError, IndexError):
        findings.add("tnef-broken")
        return None


class _Reading:
    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._codec = "cp1252"
        self._opened = Opened()
        self._files: list[dict[int, _Value]] = []

    def run(self, data: bytes) -> Opened:
        """All attributes in their order (§2.1.3.1); each attachment begins with its rendering data."""
        for attribute, value in _attributes(data):
            if attribute == _ATT_CODEPAGE and len(value) >= 4:
                self._codec = codec_of(f"cp{struct.unpack_from('<I', value)[0]}") or "cp1252"
            elif attribute == _ATT_BODY:
                self._opened.text = self._characters(_Value(_STRING8, value))
            elif attribute == _ATT_PROPERTIES:
                self._texts(dict(_properties(value)))
            elif attribute == _ATT_RENDER and len(self._files) < _MAX_ATTACHMENTS:
                self._files.append({})
            elif self._files:
                self._file(attribute, value)
        self._opened.attachments = tuple(found for file in self._files if (found := self._attachment(file)))
        return self._opened

    def _file(self, attribute: int, value: bytes) -> None:
        file = self._files[-1]
        if attribute == _ATT_TITLE:
            file.setdefault(_FILENAME, _Value(_STRING8, value))
        elif attribute == _ATT_DATA:
            file[_DATA] = _Value(_BINARY, value)
        elif attribute == _ATT_ATTACHMENT:
            for name, found in _properties(value):
                if name != _DATA or _DATA not in file:
                    file[name] = found

    def _texts(self, properties: dict[int, _Value]) -> None:
        if found := properties.get(_BODY):
            self._opened.text = self._characters(found)
        if found := properties.get(_HTML):
            self._opened.html = (
                decode(found.data, self._codec, self._findings) if found.kind == _BINARY else self._characters(found)
            )
        if (found := properties.get(_RTF)) and not self._opened.text and not self._opened.html:
            text, html = rtf.read(rtf.decompressed(found.data), self._codec)
            self._opened.text, self._opened.html = _tidy(text), _tidy(html)

    def _characters(self, value: _Value) -> str:
        if value.kind == _UNICODE:
            text = value.data.decode("utf-16-le", "replace")
        else:
            text = decode(value.data.rstrip(b"\0"), self._codec, self._findings)
        return _tidy(text)

    def _attachment(self, file: dict[int, _Value]) -> Attachment | None:
        data = file.get(_DATA)
        method = file.get(_METHOD)
        if data is None or (method and method.data[:1] == bytes((_EMBEDDED_MESSAGE,))):
            return None
        name = file.get(_LONG_FILENAME) or file.get(_FILENAME)
        filename = one_line(self._characters(name))[:_MAX_FILENAME] if name else ""
        kind = file.get(_MIME_TAG)
        content_type = self._characters(kind).strip().lower() if kind else ""
        return Attachment(
            filename=filename,
            content_type=content_type if "/" in content_type else _type_of(filename),
            content=data.data,
            inline=bool(
                (cid := file.get(_CONTENT_ID)) and self._characters(cid) and self._characters(cid) in self._opened.html
            ),
        )


def _type_of(filename: str) -> str:
    """By the extension, from Python's own table; Outlook leaves the type out."""
    return MimeTypes().guess_type(filename)[0] or "application/octet-stream"


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Attribute number and value; a truncated last one ends the list."""
    at = 6  # signature and key
    for _ in range(_MAX_ITEMS):
        if at + 9 > len(data):
            return
        _, attribute, length = struct.unpack_from("<BII", data, at)
        at += 9
        if at + length > len(data):
            raise ValueError("truncated attribute")
        yield attribute & 0xFFFF, data[at : at + length]
        at += length + 2  # checksum


def _properties(data: bytes) -> Iterator[tuple[int, _Value]]:
    """MAPI properties (§2.1.3.4): number and its first value."""
    (count,) = struct.unpack_from("<I", data)
    at = 4
    for _ in range(min(count, _MAX_ITEMS)):
        kind, number = struct.unpack_from("<HH", data, at)
        at += 4
        if number >= 0x8000:  # named: a GUID, then a number or a string
            (is_string,) = struct.unpack_from("<I", data, at + 16)
            (word,) = struct.unpack_from("<I", data, at + 20)
            at += 24 + (word + 3 & ~3 if is_string else 0)
        value, at = _values(data, at, kind)
        yield number, value


def _values(data: bytes, at: int, kind: int) -> tuple[_Value, int]:
    """The first of a property's values, and the offset after all of them."""
    several, kind = bool(kind & 0x1000), kind & 0x0FFF
    if kind in _SIZES:
        count = struct.unpack_from("<I", data, at)[0] if several else 1
        at += 4 if several else 0
        size = _SIZES[kind]
        return _Value(kind, data[at : at + size]), at + size * count
    if kind not in (_STRING8, _UNICODE, _OBJECT, _BINARY):
        raise ValueError(f"unknown property type {kind:#x}")
    (count,) = struct.unpack_from("<I", data, at)
    at += 4
    first = _Value(kind, b"")
    for index in range(min(count, _MAX_ITEMS)):
        (length,) = struct.unpack_from("<I", data, at)
        start = at + 4 + (16 if kind == _OBJECT else 0)  # an object begins with the identifier of its interface
        if at + 4 + length > len(data):
            raise ValueError("truncated property")
        if index == 0:
            first = _Value(kind, data[start : at + 4 + length])
        at += 4 + (length + 3 & ~3)
    return first, at
