"""The axis of months: every month from the first to the last, so that time runs evenly, with labels where there is room."""

from collections.abc import Iterable
from datetime import date

from intakebot.reports.charts.svg import WIDTH, Drawing, width_of
from intakebot.reports.charts.words import Words

LEFT, RIGHT = 84.0, WIDTH - 56.0
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_APART = 10.0


class Months:
    """Where each month stands. ValueError for what is no month."""

    def __init__(self, months: Iterable[str], words: Words) -> None:
        days = [date.fromisoformat(f"{month}-01") for month in months]
        self._first = _count(min(days))
        self._words = words
        self._number = _count(max(days)) - self._first + 1
        self.slot = (RIGHT - LEFT) / self._number

    def x(self, month: str) -> float:
        """The middle of its slot."""
        place = _count(date.fromisoformat(f"{month}-01")) - self._first
        return LEFT + (place + 0.5) * self.slot

    def said(self, month: str) -> str:
        """January 2026"""
        return self._words.month(date.fromisoformat(f"{month}-01"))

    def draw(self, on: Drawing, y: float) -> None:
        """The labels, as many as don't run into each other."""
        labels = [self._words.month(_month(self._first + place), short=True) for place in range(self._number)]
        room = max(map(width_of, labels)) + _APART
        step = next((step for step in _STEPS if step * self.slot >= room), self._number)
        for place in range(0, self._number, step):
            on.text("label", LEFT + (place + 0.5) * self.slot, y, labels[place], "middle")


def _count(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month(count: int) -> date:
    return date(count // 12, count % 12 + 1, 1)
