"""When reaction, workaround and resolution are due under a plan."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from intakebot.domain.times import aware
from intakebot.terms.clocks.calendar import Calendar, Interval, calendar_of
from intakebot.terms.clocks.counting import counted, merged
from intakebot.terms.clocks.errors import CannotCount, OutOfRange, UnknownName
from intakebot.terms.clocks.localtime import zone_of
from intakebot.terms.clocks.steps import Course, Step, steps
from intakebot.terms.document.document import Document
from intakebot.terms.document.plans import Plan
from intakebot.terms.document.targets import CLOCKS, Clock, Promise, Target

_FIRST = datetime(1990, 1, 1, tzinfo=UTC)
_LAST = datetime(2101, 1, 1, tzinfo=UTC)
#: Wall-clock units: a day is 24 hours, whatever clocks do.
_WALL = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """One clock: what is promised, where the document says so, and when that is due."""

    clock: Clock
    promise: Promise
    #: None where the document is silent.
    clause: str | None
    #: In the plan's zone. Two of one zone compare by wall clock: turn them into UTC first.
    due_at: datetime | None = None
    course: Course | None = None

    def steps(self, language: str = "en") -> tuple[Step, ...]:
        """How it was counted, in the words of a language (ru, pl; else en); nothing where nothing is due."""
        return steps(self.clock, self.course, language) if self.course else ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadlines:
    """All clocks of a ticket."""

    reaction: Deadline
    workaround: Deadline
    resolution: Deadline
    #: What counts as the reaction, by the document.
    counts: Literal["notice", "first_contact"]
    #: IANA zone in which the times are told.
    zone: str
    #: Of the calendar, to be stamped on what it decided; None for a plan without one.
    calendar_version: str | None
    #: Likewise, of the document.
    terms_version: str

    def __iter__(self) -> Iterator[Deadline]:
        return iter((self.reaction, self.workaround, self.resolution))


def deadlines(
    document: Document,
    plan_id: str,
    severity_id: str,
    received_at: datetime,
    zone: str | None = None,
    holidays: str | None = None,
    pauses: Iterable[tuple[datetime, datetime]] = (),
) -> Deadlines:
    """What is due when, for a request of this level that the support service got at `received_at`.

    `zone` and `holidays` are the customer's, for hours that are the customer's. `pauses` is when the customer was
    waited for (XOP-11); it may overlap. CannotCount says what is wrong; ValueError for naive times.
    """
    plan = _plan(document, plan_id, severity_id)
    calendar = _window(document, plan, severity_id, zone, holidays)
    place = calendar.zone if calendar else zone_of(document.zone)
    start, waiting = _received(received_at), merged(pauses)
    found: dict[Clock, Deadline] = {}
    for clock in CLOCKS:
        promise, clause = promised(document, plan, severity_id, clock)
        course = _course(promise, start, place, calendar, waiting) if promise.dated else None
        due_at = _in_range(course.due_at).astimezone(place) if course else None
        found[clock] = Deadline(clock=clock, promise=promise, clause=clause, due_at=due_at, course=course)
    version = calendar.version if calendar else None
    return Deadlines(
        **found, counts=document.reaction.counts, zone=place.key, calendar_version=version,
        terms_version=document.version,
    )  # fmt: skip


def next_update(
    document: Document, plan_id: str, severity_id: str, since: datetime, zone: str | None = None,
    holidays: str | None = None,
) -> datetime | None:  # fmt: skip
    """When the customer is to be told again how things stand, last told at `since` (MAR-05); None: no frequency is
    promised. Zone, holidays and errors as for deadlines.
    """
    plan = _plan(document, plan_id, severity_id)
    row = plan.targets.get(severity_id)
    if row is None or row.update is None or not row.update.promise.dated:
        return None
    calendar = _window(document, plan, severity_id, zone, holidays)
    place = calendar.zone if calendar else zone_of(document.zone)
    return _in_range(_course(row.update.promise, _received(since), place, calendar, ()).due_at).astimezone(place)


def _window(
    document: Document, plan: Plan, level: str, zone: str | None, holidays: str | None
) -> Calendar | None:  # fmt: skip
    key = plan.window(level)
    return calendar_of(document.calendars[key], zone, holidays) if key else None


def postponed(due_at: datetime, waited: Interval, calendar: Calendar | None) -> datetime:
    """A deadline moved on by the time that the customer was waited for (XOP-11): what was left when the wait began is
    left when it ends. Working time of the calendar; without one the wall clock runs.
    """
    since, until = waited
    if calendar is None:
        return max(due_at, due_at + (until - since)) if due_at > since else due_at
    left = timedelta()
    for opens, closes in calendar.open_from(since):
        if opens >= due_at:
            break
        left += min(closes, due_at) - opens
    return counted(calendar.open_from(until), (), left)[-1][1] if left else due_at


def promised(document: Document, plan: Plan, severity_id: str, clock: Clock) -> tuple[Promise, str | None]:
    """What a plan promises for a level, and the clause.

    Without a row for the level: nothing where the plan has no support (XOP-12), best effort where it says so (VEE-09),
    else the figure is missing (MAR-05). A row promises no clock that it doesn't name.
    """
    targets = plan.targets.get(severity_id)
    if targets:
        target: Target | None = targets.of(clock)
        return (target.promise, target.clause) if target else (Promise("none"), None)
    if clock != "reaction":
        return Promise("none"), None if plan.support == "full" else plan.clause
    if plan.support == "full":
        return Promise("unset"), document.reaction.clause
    return Promise(plan.support), plan.clause


def _plan(document: Document, plan_id: str, severity_id: str) -> Plan:
    if plan_id not in document.plans:
        raise UnknownName(f"{document.id} has no plan {plan_id!r}; it has {', '.join(document.plans)}")
    if severity_id not in document.severities:
        raise UnknownName(f"{document.id} has no severity {severity_id!r}; it has {', '.join(document.severities)}")
    return document.plans[plan_id]


def _course(
    promise: Promise, start: datetime, place: ZoneInfo, calendar: Calendar | None, pauses: tuple[Interval, ...]
) -> Course:
    """Count one span. Wall clocks run without end; working time only in the plan's hours."""
    if promise.unit in _WALL:
        pieces = counted([(start, _LAST)], pauses, promise.amount * _WALL[promise.unit])
        calendar = None
    elif calendar is None:
        raise CannotCount(f'"{promise}" is working time, and the plan has no calendar')
    else:
        unit = calendar.full_day if promise.unit == "bd" else timedelta(hours=1)
        pieces = counted(calendar.open_from(start), pauses, promise.amount * unit)
    if not pieces:
        raise OutOfRange("it lies after the year 2100")
    return Course(received_at=start, zone=place, calendar=calendar, pauses=pauses, pieces=pieces)


def _received(at: datetime) -> datetime:
    """In UTC; the year is looked at first, since the first and the last can't be turned."""
    if not _FIRST.year - 1 <= at.year <= _LAST.year:
        raise OutOfRange(f"{at.year}; years from 1990 to 2100 are known")
    return _in_range(aware(at))


def _in_range(at: datetime) -> datetime:
    if not _FIRST <= at < _LAST:
        raise OutOfRange(f"{at.year}; years from 1990 to 2100 are known")
    return at
