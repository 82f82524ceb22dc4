"""A plan's hours laid over real days: which stretches of UTC are working time."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TypeAlias

from intakebot.terms.clocks.daysoff import LIBRARY_VERSION, year_of
from intakebot.terms.clocks.errors import CannotCount
from intakebot.terms.clocks.localtime import moment, zone_of
from intakebot.terms.document.hours import Hours

#: Two UTC moments, the second later.
Interval: TypeAlias = tuple[datetime, datetime]

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = timedelta(days=1)
#: A search ends after so many days: ten years.
_FARTHEST = 3660


class Calendar:
    """Working time of one plan, with the customer's zone and holidays where the hours are the customer's."""

    def __init__(self, days: tuple[str, ...], times: tuple[tuple[int, int], ...], zone: str, holidays: str) -> None:
        self.zone = zone_of(zone)
        self.holidays = holidays
        self.version = _version(days, times, zone, holidays)
        self._weekdays = frozenset(_WEEK.index(day) for day in days)
        self._times = times
        self._opened = lru_cache(maxsize=4096)(self._open_on)  # about eleven years

    @property
    def full_day(self) -> timedelta:
        """What 1 bd is: working time of a day on which no clock is changed."""
        return timedelta(minutes=sum(closes - opens for opens, closes in self._times))

    def works(self, day: date) -> bool:
        """Whether a local date is worked: a working day and no holiday, or a day off that was made one."""
        year = year_of(self.holidays, day.year)
        return day in year.worked or (self.usual(day) and day not in year.off)

    def usual(self, day: date) -> bool:
        """Whether its day of the week is a working day."""
        return day.weekday() in self._weekdays

    def holiday(self, day: date, language: str) -> str | None:
        """What is celebrated on a date, None on others."""
        return year_of(self.holidays, day.year, language).off.get(day)

    def day_of(self, at: datetime) -> date:
        """The local date of a moment."""
        return at.astimezone(self.zone).date()

    def begin_of(self, day: date) -> datetime:
        """Midnight, in UTC."""
        return moment(day, 0, self.zone)

    def open_from(self, at: datetime) -> Iterator[Interval]:
        """Working time from a moment on, in order; CannotCount after ten years."""
        first = self.day_of(at)
        for number in range(_FARTHEST):
            for opens, closes in self._opened(first + number * _DAY):
                if closes > at:
                    yield max(opens, at), closes
        raise CannotCount("it lies more than ten years ahead")

    def is_open(self, at: datetime) -> bool:
        """Whether a moment is working time; closing time isn't."""
        return any(opens <= at < closes for opens, closes in self._opened(self.day_of(at)))

    def _open_on(self, day: date) -> tuple[Interval, ...]:
        if not self.works(day):
            return ()
        bounds = ((moment(day, opens, self.zone), moment(day, closes, self.zone)) for opens, closes in self._times)
        return tuple((opens, closes) for opens, closes in bounds if opens < closes)


def calendar_of(hours: Hours, zone: str | None = None, holidays: str | None = None) -> Calendar:
    """The calendar of these hours. A customer's zone and holidays replace the document's where the hours are the
    customer's (VEE-05), each by itself; hours round the clock on all days of the year know no holidays of anybody.
    """
    if not hours.of_customer:
        zone = holidays = None
    if hours.always or holidays is None:
        holidays = hours.holidays
    return _calendar(hours.days, hours.times, zone or hours.zone, holidays)


def calendar_version(hours: Hours, zone: str | None = None, holidays: str | None = None) -> str:
    """Stamped on deadlines: twelve hexadecimal digits over days, times, zone, holidays and the library's release."""
    return calendar_of(hours, zone, holidays).version


@lru_cache(maxsize=256)
def _calendar(days: tuple[str, ...], times: tuple[tuple[int, int], ...], zone: str, holidays: str) -> Calendar:
    return Calendar(days, times, zone, holidays)


def _version(days: tuple[str, ...], times: tuple[tuple[int, int], ...], zone: str, holidays: str) -> str:
    week = [day for day in _WEEK if day in days]
    library = LIBRARY_VERSION if holidays else ""
    return hashlib.sha256(repr((week, times, zone, holidays, library)).encode()).hexdigest()[:12]
