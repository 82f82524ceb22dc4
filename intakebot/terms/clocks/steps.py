"""Why a deadline is when it is: the way from receipt to the deadline, step by step."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal
from zoneinfo import ZoneInfo

from intakebot.terms.clocks.calendar import Calendar, Interval
from intakebot.terms.clocks.counting import split
from intakebot.terms.clocks.localtime import changes
from intakebot.terms.clocks.spoken import Speaker
from intakebot.terms.document.targets import Clock

_DAY = timedelta(days=1)
_NOTHING = timedelta(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """How a span ran down. Times are UTC, pauses and pieces in order and apart from each other."""

    received_at: datetime
    zone: ZoneInfo
    #: None for wall-clock spans.
    calendar: Calendar | None
    pauses: tuple[Interval, ...]
    #: What was counted; the last piece ends when it is due.
    pieces: tuple[Interval, ...]

    @property
    def due_at(self) -> datetime:
        """In UTC."""
        return self.pieces[-1][1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One stretch of the way. Those that last follow each other without a gap; the others are remarks."""

    clock: Clock
    #: In the plan's zone.
    from_at: datetime
    until_at: datetime
    #: How much of the promised span it used up.
    counted: timedelta
    #: In words, without a full stop.
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Event:
    """A step before it is put into words."""

    kind: Literal["counted", "closed", "off", "waiting", "change", "workday"]
    from_at: datetime
    until_at: datetime
    #: The local dates of days off that are told together.
    days: tuple[date, ...] = ()
    #: The holiday; None for days that are never worked.
    name: str | None = None
    #: It was cut where clocks are changed.
    cut: bool = False

    @property
    def counted(self) -> timedelta:
        return self.until_at - self.from_at if self.kind == "counted" else _NOTHING


def steps(clock: Clock, course: Course, language: str) -> tuple[Step, ...]:
    """The steps of one clock; what they counted adds up to the promised span."""
    speaker = Speaker(language, course.zone, course.received_at)
    return tuple(
        Step(
            clock=clock,
            from_at=event.from_at.astimezone(course.zone),
            until_at=event.until_at.astimezone(course.zone),
            counted=event.counted,
            text=_said(speaker, event, wall=course.calendar is None),
        )
        for event in _with_changes(_events(course, language), course)
    )


def _said(speaker: Speaker, event: _Event, *, wall: bool) -> str:
    if event.kind == "counted":
        return speaker.counted(event.from_at, event.until_at, days=wall, cut=event.cut)
    if event.kind == "closed":
        return speaker.closed(event.until_at)
    if event.kind == "off":
        return speaker.off(event.days, event.name)
    if event.kind == "waiting":
        return speaker.waiting(event.from_at, event.until_at)
    if event.kind == "change":
        return speaker.change(event.from_at)
    return speaker.workday(event.days[0])


def _events(course: Course, language: str) -> Iterator[_Event]:
    at = course.received_at
    for start, end in course.pieces:
        for begins, ends, waiting in split(at, start, course.pauses):
            if waiting:
                yield _Event(kind="waiting", from_at=begins, until_at=ends)
            elif course.calendar:
                yield from _closed(course.calendar, begins, ends, language, first=begins == course.received_at)
        if course.calendar:
            yield from _unusual(course.calendar, start, end)
        yield _Event(kind="counted", from_at=start, until_at=end)
        at = end


def _closed(calendar: Calendar, start: datetime, end: datetime, language: str, *, first: bool) -> Iterator[_Event]:
    """What lies between two stretches of working time: a night, or days off with the nights around them.

    Where the request came (`first`) the morning after days off is told too, since it says when counting begins.
    """
    runs = _runs(calendar, start, end, language)
    if not runs:
        yield _Event(kind="closed", from_at=start, until_at=end)
        return
    opens_next = calendar.begin_of(runs[-1][1][-1] + _DAY)
    stop = opens_next if first and opens_next < end else end
    begins = [start, *(calendar.begin_of(days[0]) for _, days in runs[1:]), stop]
    for (name, days), (from_at, until_at) in zip(runs, pairwise(begins), strict=True):
        yield _Event(kind="off", from_at=from_at, until_at=until_at, days=tuple(days), name=name)
    if stop < end:
        yield _Event(kind="closed", from_at=stop, until_at=end)


def _runs(calendar: Calendar, start: datetime, end: datetime, language: str) -> list[tuple[str | None, list[date]]]:
    """Days off of a stretch, neighbours of one name together."""
    runs: list[tuple[str | None, list[date]]] = []
    day = calendar.day_of(start)
    while calendar.begin_of(day) < end:
        if not calendar.works(day):
            name = calendar.holiday(day, language)
            if runs and runs[-1][0] == name and runs[-1][1][-1] == day - _DAY:
                runs[-1][1].append(day)
            else:
                runs.append((name, [day]))
        day += _DAY
    return runs


def _unusual(calendar: Calendar, start: datetime, end: datetime) -> Iterator[_Event]:
    """Days of a counted stretch that are worked though their day of the week isn't."""
    day = calendar.day_of(start)
    while calendar.begin_of(day) < end:
        if not calendar.usual(day):
            yield _Event(kind="workday", from_at=start, until_at=start, days=(day,))
        day += _DAY


def _with_changes(events: Iterator[_Event], course: Course) -> Iterator[_Event]:
    """Remarks where clocks are changed; what was counted is cut there, so that each part adds up by the clock."""
    all_changes = changes(course.received_at, course.due_at, course.zone)
    for event in events:
        inside = [change for change in all_changes if event.from_at <= change < event.until_at]
        if event.kind == "counted":
            yield from _cut(event, inside)
        else:
            yield event
            yield from (_Event(kind="change", from_at=change, until_at=change) for change in inside)


def _cut(event: _Event, at: list[datetime]) -> Iterator[_Event]:
    for change in at:
        if event.from_at < change:
            yield replace(event, until_at=change, cut=True)
        yield _Event(kind="change", from_at=change, until_at=change)
        event = replace(event, from_at=change, cut=False)
    yield event
