import base64
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.replies.catalogue import Content
from intakebot.replies.compose import MOST_REFERENCES, Head, HeaderRefused, compose

HEAD = Head(
    from_name="Support",
    from_address="support@example.org",
    reply_to="",
    to="anna@customer.example",
    at=datetime(2026, 3, 1, 8, 0, tzinfo=UTC),
    message_id="tst-1234-5674-m0-x@example.org",
    in_reply_to="",
    references=(),
    language="en",
)


def _head(**changed: object) -> Head:
    given_ = {name: getattr(HEAD, name) for name in HEAD.__slots__}
    return Head(**{**given_, **changed})


def _mail(head: Head, content: Content) -> EmailMessage:
    raw = compose(head, content)
    assert raw.isascii() or not head.to.isascii()
    assert all(len(line) <= 998 and b"\n" not in line and b"\r" not in line for line in raw.split(b"\r\n"))
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert not [defect for part in mail.walk() for defect in part.defects]
    return mail


def _body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    text: str = part.get_content()
    return text.replace("\r\n", "\n")


_line = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=200).map(
    lambda text: " ".join(text.split())
)


@given(_line.filter(bool))
def test_any_subject_comes_back(subject: str) -> None:
    raw = compose(HEAD, Content(subject=subject, text="x\n"))
    header = raw.partition(b"\r\nDate:")[0].rpartition(b"Subject: ")[2]
    lines = (b"Subject: " + header).split(b"\r\n")
    if b"=?utf-8?b?" in header:
        assert all(len(line) <= 76 for line in lines)
        assert all(len(word) <= 75 for word in header.split())
    assert str(_mail(HEAD, Content(subject=subject, text="x\n"))["Subject"]) == subject


@given(_line.filter(bool))
def test_any_name_comes_back(name: str) -> None:
    raw = compose(_head(from_name=name), Content(subject="x", text="x\n"))
    header = raw.partition(b"\r\nTo:")[0].removeprefix(b"From: ")
    assert all(len(line) <= 76 for line in header.split(b"\r\n"))
    shown, address = parseaddr(header.decode().replace("\r\n", ""))
    assert (str(make_header(decode_header(shown))), address) == (name, "support@example.org")


def test_encoded_words_split_no_character() -> None:
    raw = compose(HEAD, Content(subject="😀ł" * 60, text="x\n"))
    header = raw.partition(b"Subject: ")[2].partition(b"\r\nDate:")[0]
    words = header.split()
    assert len(words) > 5
    for word in words:
        base64.b64decode(word.removeprefix(b"=?utf-8?b?").removesuffix(b"?=")).decode()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], include_characters="\n"), max_size=400))
def test_any_text_comes_back(text: str) -> None:
    mail = _mail(HEAD, Content(subject="x", text=text, html=f"<p>{text}</p>"))
    assert _body(mail, "plain") == text.removesuffix("\n") + "\n"
    assert _body(mail, "html") == f"<p>{text}</p>\n"
    assert mail.get_content_type() == "multipart/alternative"


def test_text_alone_is_no_multipart() -> None:
    mail = _mail(HEAD, Content(subject="x", text="Zażółć gęślą jaźń\n.\nFrom here\n"))
    assert mail.get_content_type() == "text/plain"
    assert _body(mail, "plain") == "Zażółć gęślą jaźń\n.\nFrom here\n"


def test_references_are_the_latest_safe_ones_in_order() -> None:
    ids = tuple(f"{n}@a.example" for n in range(40))
    unsafe = ("x\r\nBcc: a@b", "a b@c", "<a@b>", "", "й@b", "a" * 300)
    mail = _mail(
        _head(references=(*ids, *unsafe, "39@a.example"), in_reply_to="last@a.example"), Content(subject="x", text="x")
    )
    expected = [*(f"<{n}@a.example>" for n in range(40 - MOST_REFERENCES + 1, 40)), "<last@a.example>"]
    assert mail["References"].split() == expected
    assert mail["In-Reply-To"] == "<last@a.example>"


@pytest.mark.parametrize("unsafe", ["", "a b", "x>\r\nX: <y", "ж@x"])
def test_an_unsafe_parent_is_left_out(unsafe: str) -> None:
    mail = _mail(_head(in_reply_to=unsafe), Content(subject="x", text="x"))
    assert mail["In-Reply-To"] is None
    assert mail["References"] is None


@pytest.mark.parametrize(
    "address",
    ["", "anna", "@", "a@", "@b", "a@b, c@d", "a@b c@d", "<a@b>", "a b@c", "a@b\r\nRCPT TO:<x@y>", "a@b>", "a@b;c", "a,b@c", "a@b\0", "x" * 65 + "@b"],
)  # fmt: skip
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(HeaderRefused, match="To"):
        compose(_head(to=address), Content(subject="x", text="x"))


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("a+b=c@d.example", "a+b=c@d.example"),
        ('"a b"@d.example', '"a b"@d.example'),
        ("x@[192.0.2.1]", "x@[192.0.2.1]"),
        ("anna@пример.рф", "anna@xn--e1afmkfd.xn--p1ai"),
    ],
)
def test_odd_addresses_that_are_right_stay(address: str, written: str) -> None:
    raw = compose(_head(to=address), Content(subject="x", text="x"))
    assert f"\r\nTo: {written}\r\n".encode() in raw


@pytest.mark.parametrize("subject", ["a\r\nBcc: x@y.example", "a\nb", "a\0b", "a\u2028b", "a\ud800b", "a\x85b"])
def test_a_subject_of_two_lines_is_refused(subject: str) -> None:
    with pytest.raises(HeaderRefused, match="Subject"):
        compose(HEAD, Content(subject=subject, text="x"))


@pytest.mark.parametrize(
    "name", ['"; DROP', "a, b", "a <x@y.example>", "=?utf-8?q?x?=", "O'Neil (desk)", "back\\slash", "."]
)
def test_names_with_specials_stay_names(name: str) -> None:
    mail = _mail(_head(from_name=name), Content(subject="x", text="x"))
    assert [(a.display_name, a.addr_spec) for a in mail["From"].addresses] == [(name, "support@example.org")]
