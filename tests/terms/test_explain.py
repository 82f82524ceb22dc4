"""Why a deadline is when it is, in words."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from intakebot.terms.clocks import Step, deadlines
from intakebot.terms.document import Document
from tests.terms.documents import due, small

FRIDAY = "2026-02-20T16:00:00+03:00"
ROUND_THE_CLOCK = {"days": ("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "times": ("00:00-24:00",), "holidays": ""}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def told(
    document: Document, received: str, language: str = "en", pauses: tuple[tuple[str, str], ...] = ()
) -> list[str]:
    spans = [(at(start), at(end)) for start, end in pauses]
    found = deadlines(document, "only", "high", at(received), pauses=spans).reaction
    steps = found.steps(language)
    _follow_each_other(steps, at(received), found.due_at)
    return [step.text for step in steps]


def _follow_each_other(steps: tuple[Step, ...], received: datetime, due_at: datetime | None) -> None:
    lasting = [step for step in steps if step.from_at.timestamp() != step.until_at.timestamp()]
    assert lasting[0].from_at.timestamp() == received.timestamp()
    assert due_at
    assert lasting[-1].until_at.timestamp() == due_at.timestamp()
    assert all(one.until_at.timestamp() == other.from_at.timestamp() for one, other in pairwise(lasting))


def test_why_24_february_12_00() -> None:
    """The day that design.md 6 asks about; Centaur basic, critical: 4 working hours."""
    steps = due("centaur", "basic", "critical", FRIDAY).reaction.steps()
    assert [(str(step.from_at), str(step.until_at), step.counted, step.text) for step in steps] == [
        ("2026-02-20 16:00:00+03:00", "2026-02-20 17:00:00+03:00", timedelta(hours=1), "Fri 20 Feb 16:00–17:00: 1 h"),
        ("2026-02-20 17:00:00+03:00", "2026-02-23 00:00:00+03:00", timedelta(0), "Sat 21 Feb – Sun 22 Feb: weekend"),
        (
            "2026-02-23 00:00:00+03:00",
            "2026-02-24 09:00:00+03:00",
            timedelta(0),
            "Mon 23 Feb is a holiday (Defender of the Fatherland Day)",
        ),
        ("2026-02-24 09:00:00+03:00", "2026-02-24 12:00:00+03:00", timedelta(hours=3), "Tue 24 Feb 9:00–12:00: 3 h"),
    ]
    assert {step.clock for step in steps} == {"reaction"}


def test_in_russian() -> None:
    assert told(small("4 wh"), FRIDAY, "ru") == [
        "Пт 20 февр. 16:00–17:00: 1 ч",
        "Сб 21 февр. – вс 22 февр.: выходные",
        "Пн 23 февр. — нерабочий день (День защитника Отечества)",
        "Вт 24 февр. 9:00–12:00: 3 ч",
    ]


def test_in_polish() -> None:
    document = small("4 wh", zone="Europe/Warsaw", holidays="PL")
    assert told(document, "2025-11-10T16:30:00+01:00", "pl") == [
        "Pon. 10 lis 16:30–17:00: 30 min",
        "Wt. 11 lis to dzień wolny (Narodowe Święto Niepodległości)",
        "Śr. 12 lis 9:00–12:30: 3 godz. 30 min",
    ]


def test_holidays_whose_name_the_library_lacks_in_a_language_are_told_in_english() -> None:
    assert told(small("4 wh"), FRIDAY, "pl")[2] == "Pon. 23 lut to dzień wolny (Defender of the Fatherland Day)"


def test_another_language_is_answered_in_english() -> None:
    assert told(small("4 wh"), FRIDAY, "de") == told(small("4 wh"), FRIDAY, "en")


def test_received_outside_hours() -> None:
    assert told(small("1 wh"), "2026-02-18T20:00:00+03:00") == [
        "Outside hours until Thu 19 Feb 9:00",
        "Thu 19 Feb 9:00–10:00: 1 h",
    ]
    assert told(small("1 wh"), "2026-02-21T12:00:00+03:00") == [
        "Sat 21 Feb – Sun 22 Feb: weekend",
        "Mon 23 Feb is a holiday (Defender of the Fatherland Day)",
        "Outside hours until Tue 24 Feb 9:00",
        "Tue 24 Feb 9:00–10:00: 1 h",
    ]
    assert told(small("1 wh"), "2026-02-18T20:00:00+03:00", "ru")[0] == "Нерабочее время до чт 19 февр. 9:00"
    assert told(small("1 wh"), "2026-02-18T20:00:00+03:00", "pl")[0] == "Poza godzinami pracy do czw. 19 lut 9:00"


def test_a_break_at_noon() -> None:
    document = small("6 wh", times=("09:00-13:00", "14:00-18:00"))
    assert told(document, "2026-02-18T10:00:00+03:00") == [
        "Wed 18 Feb 10:00–13:00: 3 h",
        "Outside hours until Wed 18 Feb 14:00",
        "Wed 18 Feb 14:00–17:00: 3 h",
    ]


def test_a_working_saturday_and_the_monday_off_for_it() -> None:
    assert told(small("9 wh"), "2027-02-20T15:00:00+03:00") == [
        "Sat 20 Feb 2027 is a working day",
        "Sat 20 Feb 15:00–17:00: 2 h",
        "Sun 21 Feb is not a working day",
        "Mon 22 Feb is a holiday (Day off, substituted from 20 Feb 2027)",
        "Tue 23 Feb is a holiday (Defender of the Fatherland Day)",
        "Wed 24 Feb 9:00–16:00: 7 h",
    ]
    assert told(small("9 wh"), "2027-02-20T15:00:00+03:00", "ru")[:4] == [
        "Сб 20 февр. 2027 — рабочий день",
        "Сб 20 февр. 15:00–17:00: 2 ч",
        "Вс 21 февр. — выходной",
        "Пн 22 февр. — нерабочий день (Выходной, перенесено с 20.02.2027)",
    ]


def test_long_holidays_over_the_year_s_end() -> None:
    assert told(small("3 wh"), "2025-12-30T15:00:00+03:00") == [
        "Tue 30 Dec 15:00–17:00: 2 h",
        "Wed 31 Dec is a holiday (Day off, substituted from 5 Jan 2025)",
        "Thu 1 Jan 2026 – Tue 6 Jan 2026: holidays (New Year Holidays)",
        "Wed 7 Jan 2026 is a holiday (Christmas Day)",
        "Thu 8 Jan 2026 is a holiday (New Year Holidays)",
        "Fri 9 Jan 2026 is a holiday (Day off, substituted from 3 Jan 2026)",
        "Sat 10 Jan 2026 – Sun 11 Jan 2026: weekend",
        "Mon 12 Jan 2026 9:00–10:00: 1 h",
    ]


def test_days_off_that_are_no_weekend() -> None:
    document = small("9 wh", days=("tue", "fri"), holidays="")
    assert told(document, "2026-02-17T16:00:00+03:00") == [
        "Tue 17 Feb 16:00–17:00: 1 h",
        "Wed 18 Feb – Thu 19 Feb: not working days",
        "Fri 20 Feb 9:00–17:00: 8 h",
    ]
    assert told(document, "2026-02-17T16:00:00+03:00", "pl")[1] == "Śr. 18 lut – czw. 19 lut: dni bez pracy"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Sun 29 Mar: clocks go forward from 2:00 to 3:00"),
        ("ru", "Вс 29 мар.: часы переводят вперёд с 2:00 на 3:00"),
        ("pl", "Niedz. 29 mar: zmiana czasu, zegary z 2:00 na 3:00"),
    ],
)
def test_clocks_go_forward(language: str, expected: str) -> None:
    steps = told(small("4 h", zone="Europe/Warsaw"), "2026-03-29T00:00:00+01:00", language)
    assert steps[1] == expected
    assert len(steps) == 3


def test_clocks_go_back_within_what_was_counted() -> None:
    document = small("4 wh", zone="Europe/Warsaw", **ROUND_THE_CLOCK)
    assert told(document, "2026-10-24T23:30:00+02:00") == [
        "Sat 24 Oct 23:30 – Sun 25 Oct 3:00: 3 h 30 min",
        "Sun 25 Oct: clocks go back from 3:00 to 2:00",
        "Sun 25 Oct 2:00–2:30: 30 min",
    ]


def test_opening_just_when_clocks_are_changed() -> None:
    document = small("1 wh", zone="Europe/Warsaw", days=ROUND_THE_CLOCK["days"], times=("03:00-04:00",), holidays="")
    assert told(document, "2026-03-29T00:00:00+01:00") == [
        "Outside hours until Sun 29 Mar 3:00",
        "Sun 29 Mar: clocks go forward from 2:00 to 3:00",
        "Sun 29 Mar 3:00–4:00: 1 h",
    ]


def test_due_just_when_clocks_are_changed() -> None:
    assert told(small("1 h", zone="Europe/Warsaw"), "2026-10-25T02:00:00+02:00") == ["Sun 25 Oct 2:00–2:00: 1 h"]


def test_clocks_changed_over_a_weekend_are_told_there() -> None:
    assert told(small("4 wh", zone="Europe/Warsaw", holidays="PL"), "2026-10-23T15:00:00+02:00") == [
        "Fri 23 Oct 15:00–17:00: 2 h",
        "Sat 24 Oct – Sun 25 Oct: weekend",
        "Sun 25 Oct: clocks go back from 3:00 to 2:00",
        "Mon 26 Oct 9:00–11:00: 2 h",
    ]


@pytest.mark.parametrize(
    ("promise", "language", "expected"),
    [
        ("1 d", "en", "Fri 20 Feb 16:00 – Sat 21 Feb 16:00: 1 day"),
        ("4 d", "en", "Fri 20 Feb 16:00 – Tue 24 Feb 16:00: 4 days"),
        ("1 d", "ru", "Пт 20 февр. 16:00 – сб 21 февр. 16:00: 1 день"),
        ("4 d", "ru", "Пт 20 февр. 16:00 – вт 24 февр. 16:00: 4 дня"),
        ("7 d", "ru", "Пт 20 февр. 16:00 – пт 27 февр. 16:00: 7 дней"),
        ("21 d", "ru", "Пт 20 февр. 16:00 – пт 13 мар. 16:00: 21 день"),
        ("1 d", "pl", "Pt. 20 lut 16:00 – sob. 21 lut 16:00: 1 dzień"),
        ("7 d", "pl", "Pt. 20 lut 16:00 – pt. 27 lut 16:00: 7 dni"),
        ("90 min", "pl", "Pt. 20 lut 16:00–17:30: 1 godz. 30 min"),
        ("8 h", "en", "Fri 20 Feb 16:00–24:00: 8 h"),
        ("26 h", "ru", "Пт 20 февр. 16:00 – сб 21 февр. 18:00: 1 день 2 ч"),
    ],
)
def test_wall_clock(promise: str, language: str, expected: str) -> None:
    assert told(small(promise), FRIDAY, language) == [expected]


def test_seconds_only_where_there_are_any() -> None:
    assert told(small("1 wh"), "2026-02-19T16:00:30.5+03:00") == [
        "Thu 19 Feb 16:00:30–17:00: 59 min 29.5 s",
        "Outside hours until Fri 20 Feb 9:00",
        "Fri 20 Feb 9:00–9:00:30: 30.5 s",
    ]
    assert told(small("1 wh"), "2026-02-19T16:00:30.5+03:00", "ru")[0].endswith("59 мин 29,5 с")


def test_waiting_for_the_customer() -> None:
    """XOP-11"""
    pauses = (("2026-02-18T12:00:00+03:00", "2026-02-19T11:00:00+03:00"),)
    assert told(small("4 wh"), "2026-02-18T10:00:00+03:00", pauses=pauses) == [
        "Wed 18 Feb 10:00–12:00: 2 h",
        "Wed 18 Feb 12:00 – Thu 19 Feb 11:00: waiting for the customer",
        "Thu 19 Feb 11:00–13:00: 2 h",
    ]
    assert told(small("4 h"), "2026-02-18T10:00:00+03:00", "pl", pauses)[1] == (
        "Śr. 18 lut 12:00 – czw. 19 lut 11:00: czekamy na odpowiedź klienta"
    )


def test_waiting_that_was_over_isn_t_told() -> None:
    pauses = (("2026-02-18T09:00:00+03:00", "2026-02-18T10:00:00+03:00"),)
    assert told(small("1 wh"), "2026-02-18T10:00:00+03:00", "en", pauses) == ["Wed 18 Feb 10:00–11:00: 1 h"]


def test_waiting_that_ends_at_night() -> None:
    pauses = (("2026-02-18T12:00:00+03:00", "2026-02-18T19:00:00+03:00"),)
    assert told(small("4 wh"), "2026-02-18T10:00:00+03:00", "en", pauses) == [
        "Wed 18 Feb 10:00–12:00: 2 h",
        "Wed 18 Feb 12:00–19:00: waiting for the customer",
        "Outside hours until Thu 19 Feb 9:00",
        "Thu 19 Feb 9:00–11:00: 2 h",
    ]
