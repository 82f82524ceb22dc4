"""Header fields, identifiers and whole mails that the standard library writes."""

from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intakebot.reading.mime import ids, parse
from intakebot.reading.mime.findings import Findings
from intakebot.reading.mime.headers import Characters, first, split


def fields_of(raw: bytes) -> tuple[list[tuple[str, bytes]], bytes, tuple[str, ...]]:
    findings = Findings()
    fields, body = split(raw, 0, len(raw), findings)
    return [(field.name, field.raw) for field in fields], raw[body:], findings.defects


@pytest.mark.parametrize(
    ("raw", "names", "body", "defects"),
    [
        (b"A: 1\r\nB: 2\r\n\r\nbody", ["a", "b"], b"body", ()),
        (b"A: 1\nB: 2\n\nbody", ["a", "b"], b"body", ()),
        (b"A: 1\n \tfolded\n\nbody", ["a"], b"body", ()),
        (b"A:\n\nbody", ["a"], b"body", ()),
        (b"\nbody", [], b"body", ()),
        (b"A: 1", ["a"], b"", ()),
        (b"A: 1\nrubbish\nSubject: 2\n\nbody", ["a", "subject"], b"body", ("header-line-broken",)),
        (b"A: 1\nbody without a blank line\nmore", ["a"], b"body without a blank line\nmore", ("separator-missing",)),
        (
            b"A: 1\n--b\nContent-Type: text/plain\n\nx",
            ["a"],
            b"--b\nContent-Type: text/plain\n\nx",
            ("separator-missing",),
        ),
        (b"A: 1\n \nB: 2\n\nbody", ["a", "b"], b"body", ("header-line-broken",)),
        (b"A: 1\n \nbody", ["a"], b"body", ()),
        (b"From x@y Mon\nA: 1\n\nbody", ["a"], b"body", ("mbox-line",)),
    ],
)
def test_fields_end_where_they_should(raw: bytes, names: list[str], body: bytes, defects: tuple[str, ...]) -> None:
    fields, rest, found = fields_of(raw)
    assert [name for name, _ in fields] == names
    assert rest == body
    assert found == defects


def test_the_first_field_that_says_something_counts() -> None:
    fields, _ = split(b"A: \nA: 2\nA: 3\n\n", 0, 14, Findings())
    assert first(fields, "a") == b" 2"
    assert first(fields, "b") is None


def test_eight_bit_fields_are_guessed_together() -> None:
    raw = b"Subject: \xf3\xc2\xcf\xca\r\nFrom: " + "Пётр Сергеевич Иванов".encode("koi8_r") + b" <a@b>\r\n\r\n"
    fields, _ = split(raw, 0, len(raw), Findings())
    assert Characters(fields, Findings()).readable(fields[0].raw) == "Сбой"


def test_a_value_is_one_line() -> None:
    raw = b"Subject: a\r\n\tb =?utf-8?Q?c=0A=00d?= \x07e\r\n\r\n"
    fields, _ = split(raw, 0, len(raw), Findings())
    assert Characters(fields, Findings()).readable(fields[0].raw) == "a b c d  e"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("<a@b>", "a@b"), ("a@b", "a@b"), ("<a b@c>", "ab@c"), ("<<a@b>>", "a@b"), ('"<a@b>"', "a@b"), ("<a@b> (comment)", "a@b"),
        ("abc", "abc"), ("", ""), ("<>", ""), ("x <a@b>", "a@b"),
    ],
)  # fmt: skip
def test_an_identifier_has_no_brackets(value: str, expected: str) -> None:
    assert ids.one(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("<a@b> <c@d>\t<a@b>", ("a@b", "c@d")),
        ("<a@b><c@d>", ("a@b", "c@d")),
        ("a@b c@d", ("a@b", "c@d")),
        ("a@b, c@d;e@f", ("a@b", "c@d", "e@f")),
        ('Your message of "Mon" <a@b>', ("a@b",)),
        ("message of yesterday", ()),
        ("number5", ("number5",)),
        ("", ()),
    ],
)
def test_identifiers_are_found_among_prose(value: str, expected: tuple[str, ...]) -> None:
    assert ids.several(value) == expected


def test_of_too_many_identifiers_the_newest_stay() -> None:
    found = ids.several(" ".join(f"<{number}@x>" for number in range(ids.MAX_IDS + 10)))
    assert len(found) == ids.MAX_IDS
    assert found[-1] == f"{ids.MAX_IDS + 9}@x"


WORDS = st.text(st.characters(categories=["L", "N", "S", "P", "Zs"], exclude_characters="\xa0"), max_size=60).map(
    lambda text: " ".join(text.split())
)
LINES = st.lists(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=100), max_size=8).map(
    lambda lines: "\n".join(lines) + "\n"
)
FILES = st.lists(
    st.tuples(WORDS.filter(lambda name: "=?" not in name and bool(name) and "''" not in name), st.binary(max_size=200)),
    max_size=3,
)


@settings(max_examples=50, deadline=None)
@given(WORDS.filter(lambda text: "=?" not in text), LINES, FILES, st.booleans())
def test_what_the_standard_library_writes_is_read_back(
    subject: str, text: str, files: list[tuple[str, bytes]], html: bool
) -> None:
    message = EmailMessage(policy=SMTP)
    message["From"] = "a@example.org"
    message["Subject"] = subject
    message.set_content(text)
    if html:
        message.add_alternative("<p>other</p>", subtype="html")
    for name, content in files:
        message.add_attachment(content, "application", "x-test", filename=name)
    mail = parse(message.as_bytes())
    assert "".join(mail.subject.split()) == "".join(subject.split())
    if text.strip() or not html:
        assert mail.text.rstrip("\n") == text.rstrip("\n")
    assert [(item.filename, item.content) for item in mail.attachments] == files
    assert mail.defects == ()
