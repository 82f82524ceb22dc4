"""Hostile mail: whatever the bytes, the reader answers soon, with little memory, and never with anything but NotAMail."""

import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intakebot.domain.errors import NotAMail
from intakebot.reading.mail import Mail
from intakebot.reading.mime import parse

CORPUS = Path(__file__).parents[2] / "corpus" / "mime"
MEGABYTE = 1024 * 1024
#: Seconds of CPU; the bound of the house is 5.
PATIENCE = 4.0
HEAD = b"From: a@example.org\r\nSubject: s\r\n"


def nested(depth: int) -> bytes:
    opening = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level) for level in range(depth)
    )
    return HEAD + opening + b"\r\ndeep\r\n"


def prefixed(depth: int) -> bytes:
    """Boundaries each of which begins the next, and lines that begin like all of them."""
    opening = b"".join(
        b"Content-Type: multipart/mixed; boundary=%s\r\n\r\n--%s\r\n" % (b"b" * level, b"b" * level)
        for level in range(1, depth)
    )
    return HEAD + opening + (b"--" + b"b" * 70 + b"\r\n") * 60_000


def words(count: int, charset: bytes) -> bytes:
    return b"From: a@example.org\r\nSubject: " + b"\r\n ".join([b"=?%s?Q?=E9=F0?=" % charset] * count) + b"\r\n\r\nx"


def alternating(count: int) -> bytes:
    return b"Subject:" + b"".join(
        b"\r\n =?c%d?Q?=E9=F0=%02X?=" % (number, 128 + number % 128) for number in range(count)
    )


def flood(shape: bytes, count: int) -> bytes:
    return HEAD + b"Content-Type: text/plain" + b"".join(shape % number for number in range(count)) + b"\r\n\r\nx"


def html(body: bytes) -> bytes:
    return HEAD + b"Content-Type: text/html\r\n\r\n" + body


def many_parts(count: int, part: bytes) -> bytes:
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + (b"--b\r\n" + part) * count + b"--b--\r\n"


HOSTILE: dict[str, Callable[[], bytes]] = {
    "10,000 headers": lambda: b"".join(b"X-%d: y\r\n" % number for number in range(10_000)) + b"\r\nx",
    "a million headers": lambda: b"X: y\n" * 1_000_000 + b"\nx",
    "1,000 nested multiparts": lambda: nested(1_000),
    "boundaries within boundaries": lambda: prefixed(60),
    "20,000 parts": lambda: many_parts(20_000, b"\r\nx\r\n"),
    "20,000 parts in unknown charsets": lambda: many_parts(20_000, b"\r\n" + bytes(range(0x80, 0xFF)) * 3 + b"\r\n"),
    "20,000 messages": lambda: many_parts(20_000, b"Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\n"),
    "one line of 5 MB": lambda: HEAD + b"\r\n" + b"x" * 5 * MEGABYTE,
    "one header of 5 MB": lambda: b"Subject: " + b"x" * 5 * MEGABYTE + b"\r\n\r\nx",
    "5 MB without a colon": lambda: HEAD + b"x" * 5 * MEGABYTE,
    "5 MB of blanks in a header": lambda: b"Subject: x" + b" " * 5 * MEGABYTE + b"\r\nTo: a@b\r\n\r\nx",
    "5 MB of folds": lambda: b"Subject: x" + b"\r\n " * 1_700_000 + b"y\r\n\r\nx",
    "5 MB of blank lines": lambda: HEAD + b" \n" * 2_500_000,
    "blank lines and continuations": lambda: HEAD + b" \n x\n" * 1_000_000,
    "50,000 encoded words": lambda: words(50_000, b"utf-8"),
    "50,000 unknown words": lambda: words(50_000, b"nonsense"),
    "words of many charsets": lambda: alternating(20_000),
    "openings of words": lambda: b"Subject: " + b"=?" * 50_000 + b"=?a?Q?" * 10_000 + b"\r\n\r\n",
    "RFC 2231 pieces": lambda: flood(b";\r\n name*%d=x", 50_000),
    "RFC 2231 escapes": lambda: flood(b";\r\n name*%d*=%%41%%42", 50_000),
    "parameters": lambda: flood(b"; p%d=x", 50_000),
    "quotes in a parameter": lambda: HEAD + b'Content-Type: text/plain; name="' + b'\\"' * 15_000 + b"\r\n\r\nx",
    "100,000 addresses": lambda: b"From: a@b\r\nTo: " + b", ".join([b'"N, N" <a@example.org>'] * 100_000) + b"\r\n\r\n",
    "broken addresses": lambda: b"From: " + b'(<",' * 30_000 + b"\r\n\r\nx",
    "nested comments": lambda: b"From: " + b"(" * 60_000 + b"\r\nTo: " + b"((" * 20_000 + b"))" * 20_000 + b"\r\n\r\nx",
    "many address headers": lambda: (b"To: " + b"a@example.org," * 200 + b"\r\n") * 1_000 + b"\r\nx",
    "references": lambda: b"References: " + b"<a@b> " * 100_000 + b"\r\n\r\nx",
    "opened references": lambda: b"References: " + b"<" * 120_000 + b"\r\n\r\nx",
    "HTML of 10,000 levels": lambda: html(b"<div>" * 10_000 + b"x"),
    "HTML quotes of 100,000 levels": lambda: html(b"<blockquote>" * 100_000 + b"x<br>" * 10_000),
    "HTML lists": lambda: html(b"<ul><li>" * 100_000),
    "HTML without ends": lambda: html(b"<a " * 300_000),
    "HTML with open quotes": lambda: html(b"<a b='" * 80_000 + b'<a b="' * 80_000 + b">" * 10),
    "HTML with one end": lambda: html(b"<a" * 500_000 + b">"),
    "HTML scripts": lambda: html(b"<script>" * 100_000 + b"</script" * 20_000),
    "HTML hidden": lambda: html(b"<div style='display:none'>" * 40_000),
    "HTML attributes": lambda: html(b"<p style=" + b"a" * MEGABYTE + b">x<p " + b"hidden " * 50_000 + b">"),
    "HTML entities": lambda: html(b"&" * 500_000 + b"&amp" * 100_000),
    "HTML comments": lambda: html(b"<!--" * 250_000),
    "HTML of 5 MB": lambda: html(b"<p>word <b>word</b></p>" * 220_000),
    "blanks in HTML": lambda: html(b"x" + b" " * 500_000 + b"y" + b"&nbsp;" * 80_000),
    "quoted-printable blanks": lambda: (
        HEAD + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + b"= " * 100_000 + b"=" + b" " * 4 * MEGABYTE
    ),
    "base64 padding": lambda: HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"QQ==" * 300_000 + b"!",
    "uuencoded beginnings": lambda: HEAD + b"\r\n" + b"begin 644 x\n" * 80_000,
    "uuencoded lines": lambda: HEAD + b"\r\n" + (b"begin 644 x\n" + b"#86)C\n" * 50) * 2_000,
    "flowed": lambda: HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\n" + b"> x \n" * 200_000,
    "delimiters that are none": lambda: HEAD + b"Content-Type: multipart/x; boundary=b\r\n\r\n" + b"\n--bx" * 1_000_000,
    "namesakes of a boundary": lambda: many_parts(50_000, b"Content-Type: multipart/x; boundary=b\r\n\r\n--b--\r\n"),
    "mail in bare CR": lambda: b"Subject: x\r" * 200_000,
    "junk in undeclared charsets": lambda: HEAD + b"\r\n" + random.Random(1).randbytes(3 * MEGABYTE),
    "wrong charset": lambda: HEAD + b"Content-Type: text/plain; charset=utf-16\r\n\r\n" + b"\xd8\x00" * MEGABYTE,
    "shifts": lambda: HEAD + b"Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n" + b"\x1b$B" * 300_000,
    "UTF-7": lambda: HEAD + b"Content-Type: text/plain; charset=utf-7\r\n\r\n" + b"+2AA-" * 200_000,
    "digits of a date": lambda: b"Date: " + b"1 " * 60_000 + b"\r\n\r\nx",
    "winmail.dat of lengths": lambda: (
        HEAD
        + b"Content-Type: application/ms-tnef\r\n\r\n\x78\x9f\x3e\x22\0\0"
        + b"\x01\x03\x90\x06\x00\xff\xff\xff\x7f" * 1_000
    ),
}


def cpu_seconds(raw: bytes) -> tuple[float, Mail | None]:
    begun = time.process_time()
    try:
        mail = parse(raw)
    except NotAMail:
        return time.process_time() - begun, None
    return time.process_time() - begun, mail


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mail_is_read_in_time_and_in_little_memory(name: str) -> None:
    raw = HOSTILE[name]()
    seconds, mail = cpu_seconds(raw)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    assert seconds < PATIENCE
    assert peak < 1024 * MEGABYTE
    if mail is not None:
        assert len(mail.text) <= MEGABYTE
        assert len(mail.parts) <= 1_000
        assert len(mail.headers) <= 1_000


def test_what_a_cap_cuts_off_is_told() -> None:
    assert "headers-too-many" in parse(HOSTILE["10,000 headers"]()).defects
    assert "too-deep" in parse(HOSTILE["1,000 nested multiparts"]()).defects
    assert "parts-too-many" in parse(HOSTILE["20,000 parts"]()).defects
    assert "text-too-long" in parse(HOSTILE["one line of 5 MB"]()).defects
    assert "header-too-long" in parse(HOSTILE["one header of 5 MB"]()).defects
    assert (
        "parameters-too-many" in parse(HOSTILE["parameters"]()).defects
        or "parameters-too-long" in parse(HOSTILE["parameters"]()).defects
    )


SMALL_BODY_OF_ALL = b"\r\n\r\n".join(
    (
        HEAD + b"Content-Type: multipart/alternative; boundary=b",
        b"--b\r\nContent-Type: text/plain; charset=\"koi8-r\"; format=flowed; name*0*=koi8-r''%CF; name*1=x",
        b"=?koi8-r?B?8NLJ18XU?= text\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64",
        b"PGI+eDwvYj4=\r\n--b--",
    )
)


@pytest.mark.parametrize("name", sorted(path.stem for path in CORPUS.glob("*.eml")))
def test_truncations_and_flipped_bits_of_every_mail_are_borne(name: str) -> None:
    raw = (CORPUS / f"{name}.eml").read_bytes()
    chance = random.Random(name)
    for _ in range(6):
        check(raw[: chance.randrange(len(raw) + 1)])
        flipped = bytearray(raw)
        for _ in range(chance.randrange(1, 12)):
            flipped[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        check(bytes(flipped))
        at = chance.randrange(len(raw))
        check(raw[:at] + chance.randbytes(chance.randrange(1, 40)) + raw[at + chance.randrange(20) :])


def check(raw: bytes) -> None:
    """What always holds of a mail that could be read."""
    try:
        mail = parse(raw)
    except NotAMail:
        return
    texts = [mail.subject, mail.text, mail.html, mail.message_id, mail.sender.name, mail.sender.address]
    texts += [header.value for header in mail.headers] + [part.text for part in mail.parts]
    texts += [attachment.filename for attachment in mail.attachments]
    for text in texts:
        text.encode("utf-8")  # no lone surrogates
        assert "\0" not in text
        assert "\r" not in text
    for text in (mail.subject, mail.sender.name, *(attachment.filename for attachment in mail.attachments)):
        assert "\n" not in text
    assert mail.date is None or mail.date.utcoffset() is not None


FRAGMENTS = st.sampled_from(
    [
        b"From: ", b"To: ", b"Subject: ", b"Date: ", b"Content-Type: ", b"multipart/mixed; boundary=b", b"text/plain; charset=",
        b"text/html", b"\r\n", b"\n", b"\r", b"\r\n\r\n", b"\n\n", b"--b", b"--b--", b" ", b"\t", b"=?utf-8?Q?", b"=?koi8-r?B?", b"?=",
        b'"', b"(", b")", b"<", b">", b"@", b",", b";", b":", b"name*0*=utf-8''%D0", b"filename=", b"=D0=", b"\xd0\xbf", b"\xf0",
        b"\x1b$B", b"\0", b"utf-8", b"utf-7", b"utf-16", b"base64", b"Content-Transfer-Encoding: ", b"begin 644 x\n", b"end\n", b"+2AA-",
        b"message/rfc822", b"<blockquote>", b"<p style='display:none'>", b"&#55296;", b"&#0;", b"1 Jan 2024 10:00 +9959",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(FRAGMENTS | st.binary(max_size=6), max_size=60).map(b"".join))
def test_any_bytes_are_a_mail_or_none(raw: bytes) -> None:
    check(raw)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_after_a_header_are_borne(raw: bytes) -> None:
    check(SMALL_BODY_OF_ALL[:200] + raw)
    check(HEAD + raw)
