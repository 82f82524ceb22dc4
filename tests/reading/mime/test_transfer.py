"""Transfer encodings."""

import base64
import binascii
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.reading.mime.findings import Findings
from intakebot.reading.mime.transfer import decode, uuencoded


@given(st.binary(max_size=500))
def test_true_encodings_are_read_back(data: bytes) -> None:
    findings = Findings()
    assert decode(base64.encodebytes(data), "base64", findings, is_text=False) == data
    assert decode(base64.b64encode(data), " Base64 ", findings, is_text=True) == data
    assert decode(quopri.encodestring(data), "quoted-printable", findings, is_text=True) == data
    assert decode(data, "8bit", findings, is_text=True) == data
    assert findings.defects == ()


@given(
    st.binary(max_size=300),
    st.sampled_from(["base64", "quoted-printable", "x-uuencode", "7bit", "nonsense"]),
    st.booleans(),
)
def test_any_bytes_are_borne(data: bytes, encoding: str, is_text: bool) -> None:
    decode(data, encoding, Findings(), is_text=is_text)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"SGVsbG8", b"Hello"),
        (b"SGVs\n*bG8=", b"Hello"),
        (b"SGk=SGk=\n", b"HiHi"),
        (b"SGVsbG8=\n--\nlist footer", b"Hello--\nlist footer"),
        (b"Not encoded, you see?", b"Not encoded, you see?"),
        (b"", b""),
        (b"\r\n", b""),
    ],
)
def test_broken_base64_of_a_text_gives_what_it_can(data: bytes, expected: bytes) -> None:
    assert decode(data, "base64", Findings(), is_text=True) == expected


def test_broken_base64_of_a_file_loses_only_what_is_broken() -> None:
    findings = Findings()
    assert decode(b"AAEC!!AwQF\nx", "base64", findings, is_text=False) == bytes(range(6))
    assert findings.defects == ("base64-broken",)


@given(st.binary(min_size=1, max_size=200))
def test_files_are_taken_out_of_a_text(data: bytes) -> None:
    lines = b"".join(binascii.b2a_uu(data[at : at + 45]) for at in range(0, len(data), 45))
    text, files = uuencoded(b"before\nbegin 644 a b.bin\n" + lines + b"`\nend\nafter\n")
    assert text == b"before\nafter\n"
    assert [(file.filename, file.content) for file in files] == [(b"a b.bin", data)]


def test_a_block_that_never_ends_stays_text() -> None:
    text = b"begin 644 x\n#86)C\nand so on, with more words than an encoded line could have in it\n"
    assert uuencoded(text) == (text, [])
