"""Every plan and severity of the five documents, worked out by hand.

Each row says how it was counted. Hours: Centaur 9–17 Moscow; Xopero's business days and EuroLinux 8–16 Warsaw; Veeam
basic 8–20 and evaluation 8–17 at the customer's. Days off are those of the Russian production calendar and Polish law.
"""

from datetime import datetime

import pytest

from intakebot.terms.clocks.due import deadlines
from intakebot.terms.clocks.errors import CannotCount, OutOfRange, UnknownHolidays, UnknownName, UnknownZone
from tests.terms.documents import due, iso, reaction, shipped, small

FRIDAY = "2026-02-20T16:00:00+03:00"  # Mon 23 Feb is Defender of the Fatherland Day


@pytest.mark.parametrize(
    ("plan", "severity", "received", "expected"),
    [
        # CEN-02. Fri 16–17 1 h, Sat, Sun, Mon 23 off, Tue 9–…
        ("basic", "critical", FRIDAY, "2026-02-24T12:00:00+03:00"),  # 1 + 3
        ("basic", "medium", FRIDAY, "2026-02-24T16:00:00+03:00"),  # 1 + 7
        ("basic", "low", FRIDAY, "2026-02-26T16:00:00+03:00"),  # 1 + 8 + 8 + 7
        ("extended", "critical", FRIDAY, "2026-02-20T17:00:00+03:00"),  # exactly at closing, and it stays there
        ("extended", "medium", FRIDAY, "2026-02-24T12:00:00+03:00"),  # 1 + 3
        ("extended", "low", FRIDAY, "2026-02-24T16:00:00+03:00"),  # 1 + 7
        # The same moment told in UTC.
        ("basic", "critical", "2026-02-20T13:00:00Z", "2026-02-24T12:00:00+03:00"),
        # Received at closing: nothing of Friday counts. Tue 9–13.
        ("basic", "critical", "2026-02-20T17:00:00+03:00", "2026-02-24T13:00:00+03:00"),
        # Received at opening.
        ("basic", "critical", "2026-02-24T09:00:00+03:00", "2026-02-24T13:00:00+03:00"),
        # Mon 9 Mar 2026 is off for Sunday the 8th; Tue 9–10.
        ("extended", "critical", "2026-03-09T23:30:00+03:00", "2026-03-10T10:00:00+03:00"),
        # Working Saturday 1 Nov 2025: 10–14 that day.
        ("basic", "critical", "2025-11-01T10:00:00+03:00", "2025-11-01T14:00:00+03:00"),
        # Sat 7 h, Sun, Mon 3 off for it, Tue 4 Unity Day, Wed 1 h.
        ("basic", "medium", "2025-11-01T10:00:00+03:00", "2025-11-05T10:00:00+03:00"),
        # Fri half an hour, working Saturday 9–12:30.
        ("extended", "medium", "2025-10-31T16:30:00+03:00", "2025-11-01T12:30:00+03:00"),
        # Working Saturday 20 Feb 2027: 2 h; Sun, Mon 22 off for it, Tue 23; Wed 6 h.
        ("basic", "medium", "2027-02-20T15:00:00+03:00", "2027-02-24T15:00:00+03:00"),
        # Wed 30 Dec 2 h; Thu 31 off, 1–8 Jan holidays, 9–10 weekend; Mon 11 Jan 8, Tue 8, Wed 6.
        ("basic", "low", "2026-12-30T15:00:00+03:00", "2027-01-13T15:00:00+03:00"),
        # Tue 30 Dec 2025 30 s; Wed 31 off, 1–9 Jan off, weekend; Mon 12 Jan 3:59:30.
        ("basic", "critical", "2025-12-30T16:59:30+03:00", "2026-01-12T12:59:30+03:00"),
        # Thu 30 Apr 1 h; Fri 1 May off, weekend; Mon 4 May 3 h.
        ("basic", "critical", "2026-04-30T16:00:00+03:00", "2026-05-04T12:00:00+03:00"),
        # Fri 8 May 3 h; Sat 9 (Victory Day), Sun, Mon 11 off for it; Tue 5 h.
        ("basic", "medium", "2026-05-08T14:00:00+03:00", "2026-05-12T14:00:00+03:00"),
        # Wed 11 Jun 2025 1 h; Thu 12 Russia Day, Fri 13 off for 8 Mar, weekend; Mon 3 h.
        ("extended", "medium", "2025-06-11T16:00:00+03:00", "2025-06-16T12:00:00+03:00"),
    ],
)
def test_centaur(plan: str, severity: str, received: str, expected: str) -> None:
    assert iso(due("centaur", plan, severity, received)) == (expected, None, None)


@pytest.mark.parametrize(
    ("severity", "received", "expected"),
    [
        # XOP-03..05. Fri 29 May 2026; 5 bd = 40 wh: Fri 1, Mon 8, Tue 8, Wed 8 (25), Thu 4 June Corpus Christi,
        # Fri 8 (33), Mon 7.
        (
            "X",
            "2026-05-29T15:00:00+02:00",
            ("2026-05-29T16:00:00+02:00", "2026-05-30T15:00:00+02:00", "2026-06-08T15:00:00+02:00"),
        ),
        # Fri 27 Mar 22:00, clocks go forward on Sunday: 4 × 24 h end at 23:00. 14 bd: Mon 30 Mar – Fri 3 Apr (5; Good
        # Friday is worked), Easter Monday off, Tue 7 – Fri 10 (9), Mon 13 – Fri 17 (14): exactly at closing.
        (
            "1",
            "2026-03-27T22:00:00+01:00",
            ("2026-03-28T00:00:00+01:00", "2026-03-31T23:00:00+02:00", "2026-04-17T16:00:00+02:00"),
        ),
        # Sat 24 Oct 20:00, clocks go back on Sunday: 7 × 24 h end at 19:00; the next release has no date.
        ("2", "2026-10-24T20:00:00+02:00", ("2026-10-25T00:00:00+02:00", "2026-10-31T19:00:00+01:00", None)),
        ("3", "2026-10-24T20:00:00+02:00", ("2026-10-25T00:00:00+02:00", None, None)),
        # Through the changes: 0:30 summer time + 4 h = 3:30 winter time; 0:00 winter time + 4 h = 5:00 summer time.
        ("3", "2026-10-25T00:30:00+02:00", ("2026-10-25T03:30:00+01:00", None, None)),
        ("3", "2026-03-29T00:00:00+01:00", ("2026-03-29T05:00:00+02:00", None, None)),
        # 2 h from 0:30: the first of the two 2:30.
        (
            "1",
            "2026-10-25T00:30:00+02:00",
            # 4 d: Thu 29 Oct 0:30 summer time = Wed 23:30. 14 bd: Mon 26–Fri 30 Oct (5), 2–6 Nov (10), Mon 9, Tue 10
            # (12), Wed 11 Independence Day, Thu 12, Fri 13 (14).
            ("2026-10-25T02:30:00+02:00", "2026-10-28T23:30:00+01:00", "2026-11-13T16:00:00+01:00"),
        ),
        # Tue 23 Dec 2025 1 h; 24 (a holiday since 2025), 25, 26 and the weekend off; Mon 29, Tue 30, Wed 31 (25 h), 1 Jan
        # off, Fri 2 Jan (33), Mon 5 Jan 7 h.
        (
            "X",
            "2025-12-23T15:00:00+01:00",
            ("2025-12-23T16:00:00+01:00", "2025-12-24T15:00:00+01:00", "2026-01-05T15:00:00+01:00"),
        ),
    ],
)
@pytest.mark.parametrize("plan", ["subscription", "trial"])
def test_xopero(plan: str, severity: str, received: str, expected: tuple[str | None, ...]) -> None:
    assert iso(due("xopero", plan, severity, received)) == expected


HOLY_SATURDAY = "2026-04-03T19:00:00+02:00"  # Good Friday, worked in Poland; Monday 6 April is off
NEW_YORK = "2026-11-25T23:30:00Z"  # 18:30 there; Thursday 26 is Thanksgiving
INDIA = "2026-01-23T16:00:00+05:30"  # a Friday; Monday 26 is Republic Day


@pytest.mark.parametrize(
    ("plan", "severity", "received", "zone", "holidays", "expected"),
    [
        # VEE-06 basic, Warsaw and PL: Fri 1 h, weekend, Easter Monday, Tue 8–20, Wed 8–20.
        ("basic", "1", HOLY_SATURDAY, None, None, "2026-04-07T09:00:00+02:00"),  # 1 + 1
        ("basic", "2", HOLY_SATURDAY, None, None, "2026-04-07T15:00:00+02:00"),  # 1 + 7
        ("basic", "3", HOLY_SATURDAY, None, None, "2026-04-07T19:00:00+02:00"),  # 1 + 11
        ("basic", "4", HOLY_SATURDAY, None, None, "2026-04-08T19:00:00+02:00"),  # 1 + 12 + 11
        # The customer's zone and holidays, each by itself: Wed 1.5 h; Thu off or not; 6.5 h.
        ("basic", "2", NEW_YORK, "America/New_York", "US", "2026-11-27T14:30:00-05:00"),
        ("basic", "2", NEW_YORK, "America/New_York", None, "2026-11-26T14:30:00-05:00"),
        # Holidays only: 0:30 on Thursday in Warsaw, off with US; Fri 8–16.
        ("basic", "2", NEW_YORK, None, "US", "2026-11-27T16:00:00+01:00"),
        # New York's own changes, 8 Mar and 1 Nov 2026: Fri 17:00 3 h + Mon 5 h; Fri 18:00 2 h + Mon 6 h.
        ("basic", "2", "2026-03-06T22:00:00Z", "America/New_York", "US", "2026-03-09T13:00:00-04:00"),
        ("basic", "2", "2026-10-30T18:00:00-04:00", "America/New_York", "US", "2026-11-02T14:00:00-05:00"),
        # Warsaw's: Fri 27 Mar 19:00 1 h + Mon 7 h; Fri 23 Oct 19:00 likewise.
        ("basic", "2", "2026-03-27T19:00:00+01:00", None, None, "2026-03-30T15:00:00+02:00"),
        ("basic", "2", "2026-10-23T19:00:00+02:00", None, None, "2026-10-26T15:00:00+01:00"),
        # Odd offsets: Kathmandu 19:15 0.75 h, Wed 1.25 h; Chatham exactly at opening.
        ("basic", "1", "2026-05-05T13:30:00Z", "Asia/Kathmandu", None, "2026-05-06T09:15:00+05:45"),
        ("basic", "1", "2026-05-06T08:00:00+12:45", "Pacific/Chatham", None, "2026-05-06T10:00:00+12:45"),
        # VEE-06 production: round the clock, through Warsaw's autumn change (0:00 summer time + 8 h = 7:00).
        ("production", "1", "2026-10-25T00:00:00+02:00", None, None, "2026-10-25T01:00:00+02:00"),
        ("production", "2", "2026-10-25T00:00:00+02:00", None, None, "2026-10-25T02:00:00+01:00"),
        ("production", "3", "2026-10-25T00:00:00+02:00", None, None, "2026-10-25T05:00:00+01:00"),
        ("production", "4", "2026-10-25T00:00:00+02:00", None, None, "2026-10-25T07:00:00+01:00"),
        # … New York's spring change (1:30 + 3 h = 5:30), holidays of anybody notwithstanding.
        ("production", "2", "2026-03-08T01:30:00-05:00", "America/New_York", "US", "2026-03-08T05:30:00-04:00"),
        ("production", "1", "2026-11-26T12:00:00-05:00", "America/New_York", "US", "2026-11-26T13:00:00-05:00"),
        # … and Lord Howe's, which is half an hour: at 2:00 back to 1:30.
        ("production", "1", "2026-04-05T01:15:00+11:00", "Australia/Lord_Howe", None, "2026-04-05T01:45:00+10:30"),
        # VEE-07: 30 minutes, on Christmas Day, on a change of clocks.
        *(
            (("premier", level, "2026-12-25T12:00:00+01:00", None, None, "2026-12-25T12:30:00+01:00"))
            for level in "1234"
        ),
        ("premier", "1", "2026-03-29T01:45:00+01:00", None, None, "2026-03-29T03:15:00+02:00"),
        # VEE-08. Mon 10 Nov 2025 12:00: 5 h; Tue 11 Independence Day; Wed 9 h, Thu 9 h, Fri 1 h.
        ("evaluation", "1", "2025-11-10T12:00:00+01:00", None, None, None),
        ("evaluation", "2", "2025-11-10T12:00:00+01:00", None, None, "2025-11-12T11:00:00+01:00"),  # 5 + 3
        ("evaluation", "3", "2025-11-10T12:00:00+01:00", None, None, "2025-11-12T15:00:00+01:00"),  # 5 + 7
        ("evaluation", "4", "2025-11-10T12:00:00+01:00", None, None, "2025-11-14T09:00:00+01:00"),  # 5 + 9 + 9 + 1
        # Fri 1 h, Mon 26 off, Tue 9 h, Wed 2 h; without India's holidays Mon 9 h, Tue 2 h.
        ("evaluation", "3", INDIA, "Asia/Kolkata", "IN", "2026-01-28T10:00:00+05:30"),
        ("evaluation", "3", INDIA, "Asia/Kolkata", None, "2026-01-27T10:00:00+05:30"),
        # VEE-09: nothing.
        *((("free", level, HOLY_SATURDAY, None, None, None)) for level in "1234"),
    ],
)
def test_veeam(
    plan: str, severity: str, received: str, zone: str | None, holidays: str | None, expected: str | None
) -> None:
    assert iso(due("veeam", plan, severity, received, zone, holidays)) == (expected, None, None)


MONDAY = "2025-11-10T15:30:00+01:00"  # Tuesday 11 is Independence Day


@pytest.mark.parametrize(
    ("plan", "severity", "received", "expected"),
    [
        # EUR-04 premium: wall clock.
        ("premium", "1", MONDAY, "2025-11-10T16:30:00+01:00"),
        ("premium", "2", MONDAY, "2025-11-10T17:30:00+01:00"),
        ("premium", "3", MONDAY, "2025-11-10T19:30:00+01:00"),
        ("premium", "4", MONDAY, "2025-11-11T15:30:00+01:00"),
        # 1 d is 24 hours, through both changes.
        ("premium", "4", "2026-03-28T12:00:00+01:00", "2026-03-29T13:00:00+02:00"),
        ("premium", "4", "2026-10-24T12:00:00+02:00", "2026-10-25T11:00:00+01:00"),
        # Standard and EUR-05: Mon 0.5 h, Tue off, Wed 8–16, Thu 8–16; 1 bd = 8 h.
        ("standard", "1", MONDAY, "2025-11-12T08:30:00+01:00"),  # 0.5 + 0.5
        ("standard", "2", MONDAY, "2025-11-12T11:30:00+01:00"),  # 0.5 + 3.5
        ("standard", "3", MONDAY, "2025-11-12T15:30:00+01:00"),  # 0.5 + 7.5
        ("standard", "4", MONDAY, "2025-11-13T15:30:00+01:00"),  # 0.5 + 8 + 7.5
        ("basic", "1", MONDAY, "2025-11-12T15:30:00+01:00"),
        ("basic", "2", MONDAY, "2025-11-12T15:30:00+01:00"),
        ("basic", "3", MONDAY, "2025-11-12T15:30:00+01:00"),
        ("basic", "4", MONDAY, "2025-11-13T15:30:00+01:00"),
        # Sat 3 Jan 2026: Mon 8–9; 1 bd all Monday; 2 bd Mon and, Tue 6 being Epiphany, Wed.
        ("standard", "1", "2026-01-03T10:00:00+01:00", "2026-01-05T09:00:00+01:00"),
        ("standard", "3", "2026-01-03T10:00:00+01:00", "2026-01-05T16:00:00+01:00"),
        ("standard", "4", "2026-01-03T10:00:00+01:00", "2026-01-07T16:00:00+01:00"),
        # Fri 15:00 1 h, clocks go forward, Mon 3 h.
        ("standard", "2", "2026-03-27T15:00:00+01:00", "2026-03-30T11:00:00+02:00"),
        # Wed at closing; Thu 4 June 2026 Corpus Christi; Fri 8–9.
        ("standard", "1", "2026-06-03T16:00:00+02:00", "2026-06-05T09:00:00+02:00"),
    ],
)
def test_eurolinux(plan: str, severity: str, received: str, expected: str) -> None:
    assert iso(due("eurolinux", plan, severity, received)) == (expected, None, None)


@pytest.mark.parametrize(
    ("terms", "plan", "severity", "promises"),
    [
        ("centaur", "basic", "critical", ("4 wh", "none", "none")),
        ("xopero", "subscription", "X", ("1 h", "1 d", "5 bd")),
        ("xopero", "subscription", "2", ("4 h", "7 d", "next_release")),
        ("xopero", "trial", "3", ("4 h", "none", "next_release")),
        *(("xopero", "free", level, ("none", "none", "none")) for level in ("X", "1", "2", "3")),  # XOP-12
        ("veeam", "premier", "4", ("30 min", "none", "none")),
        ("veeam", "evaluation", "1", ("none", "none", "none")),
        ("veeam", "free", "1", ("none", "none", "none")),
        *(("veeam", "free", level, ("best_effort", "none", "none")) for level in "234"),  # VEE-09
        ("eurolinux", "basic", "4", ("2 bd", "none", "none")),
        *(("martinsoft", "standard", level, ("unset", "none", "none")) for level in "1234"),  # MAR-05
    ],
)
def test_what_is_promised(terms: str, plan: str, severity: str, promises: tuple[str, str, str]) -> None:
    found = due(terms, plan, severity, FRIDAY)
    assert tuple(str(each.promise) for each in found) == promises
    assert all((each.due_at is None) == (not each.promise.dated) for each in found)
    assert all(each.steps() == () for each in found if not each.promise.dated)


@pytest.mark.parametrize(
    ("terms", "plan", "severity", "clause", "counts"),
    [
        ("centaur", "basic", "critical", "CEN-02", "notice"),
        ("martinsoft", "standard", "1", "MAR-05", "first_contact"),
        ("xopero", "subscription", "X", "XOP-03", "first_contact"),
        ("xopero", "free", "X", "XOP-12", "first_contact"),
        ("veeam", "production", "1", "VEE-06", "first_contact"),
        ("veeam", "premier", "1", "VEE-07", "first_contact"),
        ("veeam", "evaluation", "1", "VEE-08", "first_contact"),
        ("veeam", "free", "1", "VEE-09", "first_contact"),
        ("veeam", "free", "2", "VEE-09", "first_contact"),
        ("eurolinux", "standard", "1", "EUR-04", "first_contact"),
    ],
)
def test_where_the_document_says_so(terms: str, plan: str, severity: str, clause: str, counts: str) -> None:
    found = due(terms, plan, severity, FRIDAY)
    assert (found.reaction.clause, found.counts) == (clause, counts)


@pytest.mark.parametrize("terms", ["centaur", "xopero", "eurolinux"])
def test_hours_that_arent_the_customers_ignore_the_customers_zone(terms: str) -> None:
    document = shipped(terms)
    for plan in document.plans:
        for level in document.severities:
            assert iso(due(terms, plan, level, FRIDAY, "Asia/Tokyo", "JP")) == iso(due(terms, plan, level, FRIDAY))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def pause(start: str, end: str, day: str = "2026-06-01") -> tuple[datetime, datetime]:
    return at(f"{day}T{start}:00+02:00"), at(f"{day}T{end}:00+02:00")


@pytest.mark.parametrize(
    ("pauses", "expected"),
    [
        ([], "11:00"),
        ([pause("10:30", "12:00")], "12:30"),
        ([pause("09:00", "10:15")], "11:15"),  # the customer was asked before this clock began
        ([pause("08:00", "09:00")], "11:00"),
        ([pause("11:00", "13:00"), pause("10:30", "11:30")], "13:30"),  # as one from 10:30 to 13:00
        ([pause("10:20", "10:30"), pause("10:00", "10:10"), pause("10:25", "10:26")], "11:20"),
        ([pause("11:00", "12:00")], "11:00"),  # begins when it is due
        ([pause("10:30", "10:30"), pause("10:50", "10:40")], "11:00"),  # no time at all
    ],
)
def test_waiting_for_the_customer_doesnt_count(pauses: list[tuple[datetime, datetime]], expected: str) -> None:
    """XOP-11, level X: one hour from 10:00."""
    found = deadlines(shipped("xopero"), "subscription", "X", at("2026-06-01T10:00:00+02:00"), pauses=pauses)
    assert iso(found)[0] == f"2026-06-01T{expected}:00+02:00"


@pytest.mark.parametrize(
    ("pauses", "expected"),
    [
        # Mon 1 June 6 h, Tue, Wed 8 (22), Thu Corpus Christi, Fri 8 (30), Mon 8 (38), Tue 2.
        ([], "2026-06-09T10:00:00+02:00"),
        # Tue 14:00 – Wed 10:00: 2 + 2 working hours are lost.
        ([(at("2026-06-02T14:00:00+02:00"), at("2026-06-03T10:00:00+02:00"))], "2026-06-09T14:00:00+02:00"),
        # A night, and the holiday: nothing is lost.
        ([pause("16:00", "23:59")], "2026-06-09T10:00:00+02:00"),
        ([pause("00:00", "23:59", "2026-06-04")], "2026-06-09T10:00:00+02:00"),
    ],
)
def test_waiting_takes_only_working_time_from_working_time(
    pauses: list[tuple[datetime, datetime]], expected: str
) -> None:
    found = deadlines(shipped("xopero"), "subscription", "X", at("2026-06-01T10:00:00+02:00"), pauses=pauses)
    assert iso(found)[2] == expected


def test_a_level_without_a_row() -> None:
    """Nothing without support, best effort where the plan says so, else the figure is missing."""
    for support, promise, clause in (("none", "none", "SML-04"), ("best_effort",) * 2 + ("SML-04",)):
        found = deadlines(small(support=support), "only", "low", at(FRIDAY)).reaction
        assert (str(found.promise), found.clause, found.due_at) == (promise, clause, None)
        others = deadlines(small(support=support), "only", "low", at(FRIDAY))
        assert (str(others.resolution.promise), others.resolution.clause) == ("none", "SML-04")
    missing = deadlines(small(), "empty", "high", at(FRIDAY))
    assert (str(missing.reaction.promise), missing.reaction.clause) == ("unset", "SML-01")
    assert (str(missing.resolution.promise), missing.resolution.clause) == ("none", None)


def test_wall_clock_needs_no_calendar_and_working_time_does() -> None:
    found = deadlines(small("30 min", zone="Asia/Kolkata"), "bare", "high", at(FRIDAY))
    assert iso(found)[0] == "2026-02-20T19:00:00+05:30"
    assert (found.zone, found.calendar_version) == ("Asia/Kolkata", None)
    with pytest.raises(CannotCount, match='"1 bd" is working time, and the plan has no calendar'):
        deadlines(small("1 bd"), "bare", "high", at(FRIDAY))


@pytest.mark.parametrize(
    ("promise", "received"),
    [
        ("1 h", "1989-12-31T23:00:00+00:00"),
        ("1 h", "0001-01-01T00:00:00+14:00"),
        ("1 h", "9999-12-31T23:00:00-14:00"),
        ("2 h", "2100-12-31T23:00:00+00:00"),
        ("9999 d", "2090-01-01T00:00:00+00:00"),
        ("3 wh", "2100-12-31T12:00:00+00:00"),
    ],
)
def test_years_that_nobody_needs(promise: str, received: str) -> None:
    with pytest.raises(OutOfRange, match="years from 1990 to 2100 are known"):
        reaction(small(promise), at(received))


def test_a_search_ends() -> None:
    assert reaction(small("9999 wh"), at(FRIDAY)).year == 2031  # about 247 days of 8 hours a year
    with pytest.raises(CannotCount, match="more than ten years ahead"):
        reaction(small("9999 bd"), at(FRIDAY))
    # The customer is waited for until 8 January 2036; the ten years end on 28 February.
    assert reaction(small("1 wh"), at(FRIDAY), ((at(FRIDAY), at("2036-01-08T23:00:00Z")),)).year == 2036
    with pytest.raises(CannotCount, match="more than ten years ahead"):
        reaction(small("1 wh"), at(FRIDAY), ((at(FRIDAY), at("2036-03-01T00:00:00Z")),))


def test_a_pause_without_end() -> None:
    with pytest.raises(CannotCount):
        reaction(small("1 h"), at(FRIDAY), ((at(FRIDAY), at("2999-01-01T00:00:00Z")),))
    with pytest.raises(CannotCount):
        reaction(small("1 wh"), at(FRIDAY), ((at(FRIDAY), at("2999-01-01T00:00:00Z")),))


def test_what_the_document_doesnt_know() -> None:
    with pytest.raises(UnknownName, match="small has no plan 'gold'; it has only, bare, empty"):
        deadlines(small(), "gold", "high", at(FRIDAY))
    with pytest.raises(UnknownName, match="small has no severity 'X'; it has high, low"):
        deadlines(small(), "only", "X", at(FRIDAY))
    with pytest.raises(UnknownZone, match="'Mars/Phobos'"):
        deadlines(small(of_customer=True), "only", "high", at(FRIDAY), zone="Mars/Phobos")
    with pytest.raises(UnknownHolidays, match="'XX'"):
        deadlines(small(of_customer=True), "only", "high", at(FRIDAY), holidays="XX")


def test_naive_times_are_refused() -> None:
    naive = datetime(2026, 2, 20, 16)  # noqa: DTZ001 -- that is the point
    with pytest.raises(ValueError, match="naive"):
        reaction(small(), naive)
    with pytest.raises(ValueError, match="naive"):
        reaction(small(), at(FRIDAY), ((naive, at(FRIDAY)),))
