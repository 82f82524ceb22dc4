"""What holds of all deadlines, and what an independent clerk finds."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from intakebot.terms.clocks import Deadline, calendar_of, deadlines
from intakebot.terms.clocks.counting import merged
from intakebot.terms.document import Document
from tests.terms.documents import WEEK, reaction, small
from tests.terms.walker import Clerk

ZONES = (
    "Europe/Moscow",
    "Europe/Warsaw",
    "America/New_York",
    "America/Havana",
    "America/St_Johns",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
)
EVERY_DAY = (*WEEK, "sat", "sun")
#: Changes of clocks in those zones, and holidays that are moved or long.
MOMENTS = (
    "2025-04-24T20:00Z",
    "2025-10-30T12:00Z",
    "2025-12-23T12:00Z",
    "2026-02-14T22:00Z",
    "2026-03-06T20:00Z",
    "2026-03-27T15:00Z",
    "2026-04-03T20:00Z",
    "2026-10-02T15:00Z",
    "2026-10-23T15:00Z",
    "2026-10-30T20:00Z",
    "2027-02-19T12:00Z",
)


@dataclass(frozen=True, kw_only=True)
class Hours:
    """As in a file."""

    days: tuple[str, ...]
    times: tuple[str, ...]
    zone: str
    holidays: str

    def promising(self, promise: str) -> Document:
        return small(promise, days=self.days, times=self.times, zone=self.zone, holidays=self.holidays)

    @property
    def clerk(self) -> Clerk:
        return Clerk(self.days, self.times, self.zone, self.holidays)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


@st.composite
def _times(draw: st.DrawFn) -> tuple[str, ...]:
    edges = draw(
        st.lists(st.integers(0, 96), min_size=2, max_size=6, unique=True).filter(lambda them: len(them) % 2 == 0)
    )
    edges.sort()
    return tuple(f"{_clock(15 * a)}-{_clock(15 * b)}" for a, b in zip(edges[::2], edges[1::2], strict=True))


HOURS = st.builds(
    Hours,
    days=st.sampled_from([WEEK, EVERY_DAY]) | st.sets(st.sampled_from(EVERY_DAY), min_size=1).map(sorted).map(tuple),
    times=st.sampled_from([("09:00-17:00",), ("08:00-20:00",), ("00:00-24:00",), ("08:00-12:00", "12:00-16:00")])
    | _times(),
    zone=st.sampled_from(ZONES),
    holidays=st.sampled_from(["", "RU", "PL", "US", "IN", "DE-BY"]),
)
MINUTES = st.builds(
    lambda around, minute: datetime.fromisoformat(around) + timedelta(minutes=minute),
    st.sampled_from(MOMENTS),
    st.integers(0, 4 * 24 * 60),
)
ANYTIME = st.datetimes(datetime(2015, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)) | MINUTES  # noqa: DTZ001
PAUSES = st.lists(
    st.tuples(st.integers(-600, 5_000), st.integers(-60, 3_000)), max_size=4
)  # begin after receipt and length, minutes


def _pauses(received: datetime, given_: list[tuple[int, int]]) -> tuple[tuple[datetime, datetime], ...]:
    begins = [(received + timedelta(minutes=start), timedelta(minutes=length)) for start, length in given_]
    return tuple((begin, begin + length) for begin, length in begins)


@settings(max_examples=80)
@given(HOURS, MINUTES, st.integers(1, 30), PAUSES)
def test_working_time_as_a_clerk_counts_it(
    hours: Hours, received: datetime, amount: int, given_: list[tuple[int, int]]
) -> None:
    pauses = _pauses(received, given_)
    expected = hours.clerk.due(received, amount * 60, pauses, most=21 * 24 * 60)
    found = reaction(hours.promising(f"{amount} wh"), received, pauses).astimezone(UTC)
    assert found == expected or (expected is None and found > received + timedelta(days=18))


@given(MINUTES, st.integers(1, 4_000), PAUSES, st.sampled_from(ZONES))
def test_wall_clock_as_a_stop_watch_counts_it(
    received: datetime, amount: int, given_: list[tuple[int, int]], zone: str
) -> None:
    pauses = _pauses(received, given_)
    now, left = received, amount
    while left:
        left -= not any(start <= now < end for start, end in pauses)
        now += timedelta(minutes=1)
    assert reaction(small(f"{amount} min", zone=zone), received, pauses).astimezone(UTC) == now


SPANS = st.builds(
    lambda amount, unit: f"{amount} {unit}", st.integers(1, 60), st.sampled_from(["min", "h", "wh", "d", "bd"])
)


def _due(hours: Hours, promise: str, received: datetime, given_: list[tuple[int, int]]) -> Deadline:
    found = deadlines(hours.promising(promise), "only", "high", received, pauses=_pauses(received, given_))
    return found.reaction


def _span(hours: Hours, promise: str) -> timedelta:
    amount, unit = promise.split()
    length = sum(_minutes(stretch[6:]) - _minutes(stretch[:5]) for stretch in hours.times)
    return int(amount) * timedelta(minutes={"min": 1, "h": 60, "wh": 60, "d": 24 * 60, "bd": length}[unit])


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


@given(HOURS, SPANS, ANYTIME, PAUSES)
def test_the_explanation_adds_up(hours: Hours, promise: str, received: datetime, given_: list[tuple[int, int]]) -> None:
    found = _due(hours, promise, received, given_)
    assert found.due_at
    for language in ("en", "ru", "pl"):
        steps = found.steps(language)
        assert sum((step.counted for step in steps), timedelta(0)) == _span(hours, promise)
        lasting = [step for step in steps if step.from_at.astimezone(UTC) != step.until_at.astimezone(UTC)]
        edges = [step.from_at.astimezone(UTC) for step in lasting] + [found.due_at.astimezone(UTC)]
        assert edges == [received, *(step.until_at.astimezone(UTC) for step in lasting)]
        assert edges == sorted(edges)
        assert all(step.text and "{" not in step.text for step in steps)


@given(HOURS, SPANS, ANYTIME, PAUSES)
def test_due_is_later_than_receipt_by_the_span_at_least(
    hours: Hours, promise: str, received: datetime, given_: list[tuple[int, int]]
) -> None:
    due_at = _due(hours, promise, received, given_).due_at
    assert due_at
    assert due_at.astimezone(UTC) - received >= _span(hours, promise)


@given(HOURS, st.integers(1, 60), st.sampled_from(["wh", "bd"]), ANYTIME)
def test_due_lies_in_working_time_or_where_it_ends(hours: Hours, amount: int, unit: str, received: datetime) -> None:
    due_at = reaction(hours.promising(f"{amount} {unit}"), received).astimezone(UTC)
    calendar = calendar_of(hours.promising("1 wh").calendars["hours"])
    opens, closes = next(calendar.open_from(due_at - timedelta.resolution))
    assert opens < due_at <= closes


@given(HOURS, SPANS, ANYTIME, st.timedeltas(timedelta(0), timedelta(days=9)))
def test_who_comes_later_isnt_due_earlier(hours: Hours, promise: str, received: datetime, later: timedelta) -> None:
    document = hours.promising(promise)
    assert reaction(document, received).astimezone(UTC) <= reaction(document, received + later).astimezone(UTC)


@given(HOURS, st.integers(1, 60), st.integers(1, 60), st.sampled_from(["min", "h", "wh", "d", "bd"]), ANYTIME)
def test_spans_add_up(hours: Hours, one: int, other: int, unit: str, received: datetime) -> None:
    """So more is also due later."""
    halfway = reaction(hours.promising(f"{one} {unit}"), received)
    whole = reaction(hours.promising(f"{one + other} {unit}"), received).astimezone(UTC)
    assert reaction(hours.promising(f"{other} {unit}"), halfway).astimezone(UTC) == whole
    assert halfway.astimezone(UTC) < whole


@given(HOURS, SPANS, ANYTIME, PAUSES, PAUSES)
def test_waiting_longer_brings_nothing_forward(
    hours: Hours, promise: str, received: datetime, some: list[tuple[int, int]], more: list[tuple[int, int]]
) -> None:
    less, much = _due(hours, promise, received, some).due_at, _due(hours, promise, received, some + more).due_at
    assert less
    assert much
    assert less.astimezone(UTC) <= much.astimezone(UTC)
    assert _due(hours, promise, received, more + some).due_at == much


@given(ANYTIME, PAUSES)
def test_merged_pauses_are_in_order_and_apart(received: datetime, given_: list[tuple[int, int]]) -> None:
    edges = [edge for pause in merged(_pauses(received, given_)) for edge in pause]
    assert edges == sorted(set(edges))
