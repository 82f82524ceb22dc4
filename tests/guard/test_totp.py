"""Codes by the RFCs' own vectors."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.guard import totp

SECRET = b"12345678901234567890"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


HOTP = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]


def test_rfc_4226_appendix_d() -> None:
    assert [totp.code(SECRET, counter) for counter in range(10)] == HOTP


@pytest.mark.parametrize(
    ("seconds", "eight_digits"),
    [
        (59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"), (1234567890, "89005924"),
        (2000000000, "69279037"), (20000000000, "65353130"),
    ],
)  # fmt: skip
def test_rfc_6238_appendix_b(seconds: int, eight_digits: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert totp.code(SECRET, totp.step(at)) == eight_digits[2:]


@given(st.binary(min_size=20, max_size=20), st.integers(-90, 90))
def test_a_code_is_right_for_a_step_before_and_after(secret: bytes, seconds: int) -> None:
    now, then = totp.step(NOON), totp.step(NOON + timedelta(seconds=seconds))
    hit = totp.matching(secret, totp.code(secret, then), NOON)
    if abs(then - now) <= 1:
        assert hit is not None
        assert totp.code(secret, hit) == totp.code(secret, then)
    elif hit is not None:  # another step's code may be the same
        assert totp.code(secret, hit) == totp.code(secret, then)
        assert abs(hit - now) <= 1


def test_blanks_and_hyphens_dont_count() -> None:
    code = totp.code(SECRET, totp.step(NOON))
    for typed in (f" {code[:3]} {code[3:]} ", f"{code[:3]}-{code[3:]}", f"{code}\n"):
        assert totp.matching(SECRET, typed, NOON) == totp.step(NOON)


@given(st.text() | st.from_regex(r"[0-9]{0,5}|[0-9]{7,20}", fullmatch=True))
def test_what_isnt_six_digits_is_never_right(typed: str) -> None:
    digits = "".join(typed.split()).replace("-", "")
    if not (len(digits) == 6 and digits.isascii() and digits.isdigit()):
        assert totp.matching(SECRET, typed, NOON) is None


def test_digits_of_other_scripts_are_no_code() -> None:
    code = totp.code(SECRET, totp.step(NOON))
    assert totp.matching(SECRET, code.translate({ord(str(d)): 0x0660 + d for d in range(10)}), NOON) is None


def test_the_uri_tells_authenticators_all_they_need() -> None:
    secret = totp.new_secret()
    uri = totp.uri(secret, "anna+1@acme.example", "intakebot")
    parts = urlsplit(uri)
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert unquote(parts.path) == "/intakebot:anna+1@acme.example"
    assert parse_qs(parts.query) == {
        "secret": [totp.shown(secret)], "issuer": ["intakebot"], "algorithm": ["SHA1"], "digits": ["6"], "period": ["30"],
    }  # fmt: skip
    assert len(secret) == 20
    assert secret != totp.new_secret()
