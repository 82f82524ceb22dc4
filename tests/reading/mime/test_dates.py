"""Dates of mails."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.reading.mime.dates import parse


def moment(hours: int, minutes: int = 0, second: int = 30) -> datetime:
    return datetime(2024, 1, 15, 10, 20, second, tzinfo=timezone(timedelta(hours=hours, minutes=minutes)))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Mon, 15 Jan 2024 10:20:30 +0100", moment(1)),
        ("15 Jan 2024 10:20:30 +0100", moment(1)),
        ("Mon,15 Jan 2024 10:20:30+0100", moment(1)),
        ("Mon, 15 Jan 2024 10:20 +0100", moment(1, second=0)),
        ("Mon, 15-Jan-2024 10:20:30 GMT", moment(0)),
        ("Mon, 15 January 24 10:20:30 PST", moment(-8)),
        ("Mon, 15 Jan 124 10:20:30 UT", moment(0)),
        ("Mon, 15 Jan 2024 10:20:30 -03:30", moment(-3, -30)),
        ("Mon, 15 Jan 2024 10:20:30 +01", moment(1)),
        ('Mon, 15 Jan 2024 10:20:30 "GMT"', moment(0)),
        ("Mon, 15 Jan 2024 10:20:30 +9999", moment(0)),
        ("Mon, 15 Jan 2024 10:20:30 XYZ", moment(0)),
        ("Mon, 15 Jan 2024 10.20.30 +0100", moment(1)),
        ("Monday, January 15, 2024 10:20:30 AM", moment(0)),
        ("Mon Jan 15 10:20:30 EST 2024", moment(-5)),
        ("Mon Jan 15 10:20:30 2024 +0100", moment(1)),
        ("2024-01-15T10:20:30Z", moment(0)),
        ("2024/01/15 10:20:30", moment(0)),
        ("15.01.2024 10:20:30", moment(0)),
        ("пн, 15 января 2024 г. 10:20:30 +0300", moment(3)),
        ("pon., 15 sty 2024 10:20:30 +0100", moment(1)),
        ("Mo, 15 Jan 2024 10:20:30 CET", moment(1)),
        ("15 Jan 2024 22:20:30 PM", moment(0) + timedelta(hours=12)),
    ],
)
def test_a_date_is_read_with_its_offset(value: str, expected: datetime) -> None:
    found = parse(value)
    assert found == expected
    assert found is not None
    assert found.utcoffset() == expected.utcoffset()


@pytest.mark.parametrize(
    "value",
    ["", "never", "32 Jan 2024 10:20 GMT", "15 Foo 2024 10:20 GMT", "15 Jan 2024 25:20 GMT", "Fri, 31 Dec 9999 23:59:59 -1200",
     "15 Jan 0001 00:00 +1200", "1" * 500, "2024", "=?utf-8?Q?x?="],
)  # fmt: skip
def test_what_is_no_date_is_none(value: str) -> None:
    assert parse(value) is None


@given(
    st.datetimes(datetime(1900, 1, 2), datetime(2999, 12, 30)),  # noqa: DTZ001 - hypothesis wants naive bounds
    st.integers(-14 * 60, 14 * 60),
)
def test_what_the_standard_library_writes_is_read_back(naive: datetime, minutes: int) -> None:
    when = naive.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    found = parse(format_datetime(when))
    assert found == when
    assert found is not None
    assert found.astimezone(UTC) == when


@given(st.text(max_size=220))
def test_any_value_is_borne(value: str) -> None:
    found = parse(value)
    assert found is None or found.utcoffset() is not None
