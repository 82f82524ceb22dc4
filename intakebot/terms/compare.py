"""Which of two promises surely ends later, whatever the time of the message. Many pairs can't be told."""

from intakebot.terms.document.hours import Hours
from intakebot.terms.document.targets import Promise

_MINUTES = {"min": 1, "h": 60, "wh": 60, "d": 24 * 60}


def working(promise: Promise) -> bool:
    """Counted in the plan's hours only."""
    return promise.unit in ("wh", "bd")


def surely_later(one: Promise, other: Promise, hours: Hours | None) -> bool:
    """Whether `one` always ends after `other`. Working time takes at least as long as the clock's; at most: who knows."""
    if not one.dated or not other.dated or (working(other) and not working(one)):
        return False
    return _minutes(one, hours) > _minutes(other, hours)


def _minutes(promise: Promise, hours: Hours | None) -> int:
    if promise.unit == "bd":
        return promise.amount * (sum(closes - opens for opens, closes in hours.times) if hours else 0)
    return promise.amount * _MINUTES[promise.unit or "min"]
