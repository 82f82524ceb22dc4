"""winmail.dat and the rich text in it."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.reading.mime import rtf, tnef
from intakebot.reading.mime.findings import Findings


def compressed(data: bytes) -> bytes:
    """LZFu with literals only, and one reference: "\\rtf1" at the beginning of the dictionary."""
    out = bytearray()
    for at in range(0, len(data), 8):
        out += b"\0" + data[at : at + 8]
    write = (207 + len(data)) % 4_096
    control = 1 << (len(data) % 8)
    end = struct.pack(">H", write << 4)
    if len(data) % 8:
        out[-(len(data) % 8) - 1] = control
        out += end
    else:
        out += bytes((1,)) + end
    return struct.pack("<II4sI", len(out) + 12, len(data), b"LZFu", 0) + bytes(out)


def test_literals_are_decompressed() -> None:
    assert rtf.decompressed(compressed(b"{\\rtf1 Hello}")) == b"{\\rtf1 Hello}"


def test_references_into_the_dictionary_are_decompressed() -> None:
    body = b"\x03" + struct.pack(">H", 0 << 4 | 4) + struct.pack(">H", 207 << 4 | 3) + b"!"
    data = struct.pack("<II4sI", len(body) + 12, 12, b"LZFu", 0) + body
    assert rtf.decompressed(data) == b"{\\rtf1{\\rtf!"


@pytest.mark.parametrize("data", [b"", b"x" * 16, struct.pack("<II4sI", 1, 1, b"NOPE", 0)])
def test_what_is_not_compressed_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="RTF"):
        rtf.decompressed(data)


@pytest.mark.parametrize(
    ("source", "text", "html"),
    [
        (rb"{\rtf1\ansi\ansicpg1250 Cze\'9c\'e6\par b\tab c}", "Cześć\nb\tc", ""),
        (rb"{\rtf1\ansi {\fonttbl{\f0 Arial;}}{\*\generator x;}\uc1 \u1055?\u1088 ?ok}", "Прok", ""),
        (rb"{\rtf1\ansi a\{b\}\\c\~d}", "a{b}\\c d", ""),
        (
            rb"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\f0\htmlrtf0 Hi \'e9{\*\htmltag72 </p>}\htmlrtf\par}\htmlrtf0 }",
            "",
            "<p>Hi é</p>",
        ),
    ],
)
def test_rich_text_is_read(source: bytes, text: str, html: str) -> None:
    assert rtf.read(source) == (text, html)


@given(st.binary(max_size=300))
def test_any_rich_text_is_borne(data: bytes) -> None:
    rtf.read(b"{\\rtf1 " + data)


@given(st.binary(max_size=300))
def test_any_winmail_is_read_or_refused(data: bytes) -> None:
    findings = Findings()
    assert tnef.opened(b"\x78\x9f\x3e\x22\x01\x00" + data, findings) is not None or findings.defects == ("tnef-broken",)
