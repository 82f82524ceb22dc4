"""Working days and hours, zones and their changes of clocks."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from intakebot.terms.clocks import calendar_of, calendar_version, check_holidays, zone_of
from intakebot.terms.clocks.calendar import Calendar
from intakebot.terms.clocks.errors import UnknownHolidays, UnknownZone
from intakebot.terms.clocks.localtime import changes, moment
from intakebot.terms.document.hours import Hours
from tests.terms.documents import reaction, small

EVERY_DAY = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def hours(**given: object) -> Hours:
    usual = {
        "days": ("mon", "tue", "wed", "thu", "fri"),
        "times": ("09:00-17:00",),
        "zone": "Europe/Moscow",
        "holidays": "RU",
        "clause": "SML-02",
    }
    return Hours.model_validate({**usual, **given})


RU = calendar_of(hours())
PL = calendar_of(hours(zone="Europe/Warsaw", holidays="PL"))


@pytest.mark.parametrize(
    ("calendar", "day", "works"),
    [
        (RU, "2025-11-01", True),  # a Saturday, for Monday the 3rd
        (RU, "2025-11-03", False),
        (RU, "2025-11-04", False),  # Unity Day
        (RU, "2025-12-31", False),  # for Sunday 5 January 2025
        (RU, "2026-01-09", False),  # for Saturday 3 January
        (RU, "2026-01-12", True),
        (RU, "2026-02-23", False),
        (RU, "2026-03-09", False),  # for Sunday 8 March
        (RU, "2026-05-11", False),  # for Saturday 9 May
        (RU, "2027-02-20", True),  # a Saturday, for Monday the 22nd
        (RU, "2027-02-22", False),
        (RU, "2027-02-27", False),  # an ordinary Saturday
        (PL, "2025-04-21", False),  # Easter Monday
        (PL, "2025-06-19", False),  # Corpus Christi
        (PL, "2024-12-24", True),  # the last Christmas Eve that was worked
        (PL, "2025-12-24", False),
        (PL, "2025-12-26", False),
        (PL, "2026-04-03", True),  # Good Friday
        (PL, "2026-04-06", False),
        (PL, "2026-11-11", False),
        (calendar_of(hours(holidays="")), "2026-02-23", True),
        (calendar_of(hours(holidays="DE-BY")), "2026-01-06", False),  # Epiphany is one in Bavaria
        (calendar_of(hours(holidays="DE-BE")), "2026-01-06", True),  # and isn't in Berlin
    ],
)
def test_what_is_a_working_day(calendar: Calendar, day: str, works: bool) -> None:
    assert calendar.works(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    "code", ["XX", "ru", "RU-ZZ", "DE-", "POL", "Poland", "holiday_base", "__init__", "R\u0423", "\n"]
)
def test_holidays_that_nobody_knows(code: str) -> None:
    with pytest.raises(UnknownHolidays) as refused:
        check_holidays(code)
    assert repr(code) in str(refused.value)
    assert str(refused.value).startswith("There are no such holidays: ")


@pytest.mark.parametrize("code", ["", "RU", "PL", "US", "US-CA", "DE-BY", "DE-Augsburg", "GB-ENG"])
def test_holidays_that_are_known(code: str) -> None:
    check_holidays(code)


@pytest.mark.parametrize("name", ["Mars/Phobos", "", "../../etc/passwd", "Europe", "/etc/localtime", "a\0b"])
def test_zones_that_nobody_knows(name: str) -> None:
    with pytest.raises(UnknownZone, match="zones are called as in Europe/Warsaw"):
        zone_of(name)


@pytest.mark.parametrize(
    ("zone", "day", "minute", "expected"),
    [
        ("Europe/Warsaw", "2026-03-29", 90, "2026-03-29T00:30Z"),  # 1:30, before the change
        ("Europe/Warsaw", "2026-03-29", 150, "2026-03-29T01:00Z"),  # 2:30 isn't: the change itself
        ("Europe/Warsaw", "2026-03-29", 180, "2026-03-29T01:00Z"),  # 3:00
        ("Europe/Warsaw", "2026-10-25", 150, "2026-10-25T00:30Z"),  # 2:30 is twice: the first
        ("Europe/Warsaw", "2026-10-25", 180, "2026-10-25T02:00Z"),  # 3:00
        ("Europe/Warsaw", "2026-10-25", 1440, "2026-10-25T23:00Z"),
        ("Africa/Cairo", "2026-04-24", 0, "2026-04-23T22:00Z"),  # midnight isn't: at 0:00 it is 1:00
        ("America/Havana", "2026-11-01", 0, "2026-11-01T04:00Z"),  # midnight is twice: at 1:00 it is 0:00
        ("Pacific/Apia", "2011-12-30", 0, "2011-12-30T10:00Z"),  # the day that Samoa left out
        ("Pacific/Apia", "2011-12-30", 720, "2011-12-30T10:00Z"),
        ("Pacific/Apia", "2011-12-30", 1440, "2011-12-30T10:00Z"),
        ("Asia/Kathmandu", "2026-05-05", 540, "2026-05-05T03:15Z"),
    ],
)
def test_when_clocks_show_a_time(zone: str, day: str, minute: int, expected: str) -> None:
    found = moment(date.fromisoformat(day), minute, ZoneInfo(zone))
    assert found == datetime.fromisoformat(expected)
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Europe/Warsaw", ["2026-03-29T01:00Z", "2026-10-25T01:00Z"]),
        ("America/New_York", ["2026-03-08T07:00Z", "2026-11-01T06:00Z"]),
        ("Australia/Lord_Howe", ["2026-04-04T15:00Z", "2026-10-03T15:30Z"]),
        ("Europe/Moscow", []),
        ("Asia/Kolkata", []),
    ],
)
def test_when_clocks_are_changed(zone: str, expected: list[str]) -> None:
    begin, end = datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    assert changes(begin, end, ZoneInfo(zone)) == [datetime.fromisoformat(each) for each in expected]


@pytest.mark.parametrize(
    ("times", "promise", "received", "expected"),
    [
        # Clocks go forward at 2:00: of 1:00–4:00 two hours are left, of 2:30–4:00 one, of 2:00–3:00 nothing.
        (["01:00-04:00"], "2 wh", "2026-03-29T00:00:00+01:00", "2026-03-29T04:00:00+02:00"),
        (["02:30-04:00"], "1 wh", "2026-03-29T00:00:00+01:00", "2026-03-29T04:00:00+02:00"),
        (["02:00-03:00"], "1 wh", "2026-03-29T00:00:00+01:00", "2026-03-30T03:00:00+02:00"),
        # Clocks go back at 3:00: of 1:00–4:00 there are four, and who opens at 2:30 does so the first time.
        (["01:00-04:00"], "4 wh", "2026-10-25T00:00:00+02:00", "2026-10-25T04:00:00+01:00"),
        (["02:30-04:00"], "2 wh", "2026-10-25T00:00:00+02:00", "2026-10-25T03:30:00+01:00"),
        # Round the clock on working days: 23 and 25 hours, and 1 bd is 24 all the same.
        (["00:00-24:00"], "1 bd", "2026-03-29T00:00:00+01:00", "2026-03-30T01:00:00+02:00"),
        (["00:00-24:00"], "1 bd", "2026-10-25T00:00:00+02:00", "2026-10-25T23:00:00+01:00"),
        # A break at noon: 1 bd is 7 hours.
        (["08:00-12:00", "13:00-16:00"], "1 bd", "2026-06-01T11:00:00+02:00", "2026-06-02T11:00:00+02:00"),
        # Stretches that touch: received on the seam.
        (["08:00-12:00", "12:00-16:00"], "5 wh", "2026-06-01T12:00:00+02:00", "2026-06-02T09:00:00+02:00"),
    ],
)
def test_odd_hours(times: list[str], promise: str, received: str, expected: str) -> None:
    document = small(promise, days=EVERY_DAY, times=tuple(times), zone="Europe/Warsaw", holidays="")
    assert reaction(document, datetime.fromisoformat(received)).isoformat() == expected


def test_the_customers_zone_and_holidays_replace_the_documents_each_by_itself() -> None:
    veeam = hours(of_customer=True, zone="Europe/Warsaw", holidays="PL")

    def of(zone: str | None, holidays: str | None) -> tuple[str, str]:
        found = calendar_of(veeam, zone, holidays)
        return found.zone.key, found.holidays

    assert of(None, None) == ("Europe/Warsaw", "PL")
    assert of("Asia/Kolkata", None) == ("Asia/Kolkata", "PL")
    assert of(None, "IN") == ("Europe/Warsaw", "IN")
    assert of("Asia/Kolkata", "") == ("Asia/Kolkata", "")
    own = calendar_of(hours(), "Asia/Kolkata", "IN")
    assert (own.zone.key, own.holidays) == ("Europe/Moscow", "RU")


def test_hours_round_the_clock_all_year_know_no_holidays() -> None:
    always = hours(days=EVERY_DAY, times=("00:00-24:00",), holidays="", of_customer=True)
    assert calendar_of(always, "Asia/Kolkata", "IN").works(date(2026, 1, 26))


def test_version_of_a_calendar() -> None:
    version = calendar_version(hours())
    assert len(version) == 12
    assert int(version, 16)
    same = [hours(clause="OTH-01"), hours(days=("fri", "thu", "wed", "tue", "mon"))]
    assert {calendar_version(each) for each in same} == {version}
    others = [
        hours(times=("09:00-17:30",)),
        hours(days=("mon",)),
        hours(holidays="PL"),
        hours(zone="Europe/Warsaw"),
        hours(holidays=""),
    ]
    assert len({version} | {calendar_version(each) for each in others}) == 6
    customers = hours(of_customer=True)
    assert calendar_version(customers) == version
    assert calendar_version(customers, "Asia/Kolkata") != version
