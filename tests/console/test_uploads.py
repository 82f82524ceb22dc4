"""Forms with files: whatever anybody sends is read in one pass, or refused."""

import pytest

from intakebot.console.uploads import fields

_KIND = "multipart/form-data; boundary=x"


def _form(*parts: bytes) -> bytes:
    return b"".join(b"--x\r\n" + part + b"\r\n" for part in parts) + b"--x--\r\n"


def _field(told: bytes, content: bytes) -> bytes:
    return b"Content-Disposition: form-data; " + told + b"\r\n\r\n" + content


def test_fields_by_name() -> None:
    body = _form(
        _field(b'name="do"', b"check"), _field(b'name="item"', b"a"), _field(b'name="item"', "б\r\nв".encode())
    )
    assert fields(_KIND, body, 3) == {"do": ("check",), "item": ("a", "б\r\nв")}


def test_a_file_is_its_text_whatever_its_headers_say() -> None:
    told = b'name="file"; filename="name=.toml"\r\nContent-Type: multipart/mixed; boundary=y\r\nContent-Transfer-Encoding: base64'
    assert fields(_KIND, _form(_field(told, b"--y\r\n\r\n\xff")), 3) == {"file": ("--y\r\n\r\n\udcff",)}


def test_a_form_may_be_empty() -> None:
    assert fields(_KIND, _form(), 3) == {}


def test_only_a_file_may_be_no_utf_8() -> None:
    for told in (b'name="note"', b'name="note"; filename="a"'):
        assert fields(_KIND, _form(_field(told, b"a\xff")), 3) == {"note": ("a\ufffd",)}


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (_KIND, b""), ("multipart/form-data", _form()), ("multipart/form-data; boundary=", _form()),
        (_KIND, _form(_field(b'name="a"', b"1"))[:-6]), (_KIND, _form(b"no name")), (_KIND, _form(_field(b'filename="a"', b"1"))),
        (_KIND, _form(*[_field(b'name="a"', b"1")] * 4)),
        (_KIND, b"".join(b"--x%d\r\nContent-Type: multipart/mixed; boundary=x%d\r\n\r\n" % (one or 0, one + 1) for one in range(4_000))),
    ],
)  # fmt: skip
def test_what_is_no_form(kind: str, body: bytes) -> None:
    with pytest.raises(ValueError, match=r"form|field"):
        fields(kind, body, 3)
