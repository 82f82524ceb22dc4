"""A slow, independent reading of the units: a clerk who looks at the wall clock once a minute and makes a mark."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays

_MINUTE = timedelta(minutes=1)


class Clerk:
    """Knows the hours as they stand in a file: ("09:00-17:00",)."""

    def __init__(self, days: tuple[str, ...], times: tuple[str, ...], zone: str, country: str) -> None:
        self._days = days
        self._times = times
        self._zone = ZoneInfo(zone)
        self._off = holidays.country_holidays(country[:2], subdiv=country[3:] or None) if country else None

    def at_work(self, shown: datetime) -> bool:
        """Whether a local time lies within the hours."""
        clock = f"{shown:%H:%M}"
        return self._works(shown.date()) and any(hours[:5] <= clock < hours[6:] for hours in self._times)

    def _works(self, day: date) -> bool:
        off = self._off is not None and day in self._off
        moved = self._off is not None and day in self._off.weekend_workdays
        return moved or (f"{day:%a}".lower() in self._days and not off)

    def due(
        self, received: datetime, minutes: int, pauses: Iterable[tuple[datetime, datetime]], most: int
    ) -> datetime | None:
        """When so many minutes of work are over; None when they aren't within `most` minutes.

        Clocks that go back show no new time until they have caught up: the clerk goes by the latest time ever shown.
        """
        now = received.astimezone(UTC) - timedelta(days=2)
        latest = now.astimezone(self._zone).replace(tzinfo=None)
        pauses = list(pauses)
        for _ in range(most):
            latest = max(latest, now.astimezone(self._zone).replace(tzinfo=None))
            if now >= received and self.at_work(latest) and not any(start <= now < end for start, end in pauses):
                minutes -= 1
            now += _MINUTE
            if not minutes:
                return now
        return None
