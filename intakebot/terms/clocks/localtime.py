"""Clocks of a zone against UTC, through the nights in which they are changed."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from intakebot.terms.clocks.errors import UnknownZone

_DAY = timedelta(days=1)


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """The zone of this IANA name; UnknownZone."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise UnknownZone(f"{name!r}; zones are called as in Europe/Warsaw") from None


def moment(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """In UTC, when clocks first show so many minutes (0–1440) after midnight of a day.

    A time that is skipped when clocks go forward comes at that very change, as does all of a day that a zone left out.
    """
    local = datetime.combine(day, time(), tzinfo=zone) + timedelta(minutes=minutes)
    first = local.astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return first
    return _change(local.replace(fold=1).astimezone(UTC), first, zone)


def changes(start: datetime, end: datetime, zone: ZoneInfo) -> list[datetime]:
    """In UTC, when clocks are changed after `start` and before `end`; one a day at most."""
    found = []
    while start < end:
        later = min(start + _DAY, end)
        if _offset(start, zone) != _offset(later, zone):
            found.append(_change(start, later, zone))
        start = later
    return [change for change in found if change < end]


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first moment of the offset that holds at `after`, by bisection."""
    old = _offset(before, zone)
    while after - before > timedelta.resolution:
        middle = before + (after - before) / 2
        if _offset(middle, zone) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(at: datetime, zone: ZoneInfo) -> timedelta | None:
    return at.astimezone(zone).utcoffset()
