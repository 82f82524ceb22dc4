"""Times are aware UTC inside; naive ones are refused at the door."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

#: The clock, injected by app so that a day can be simulated.
Clock: TypeAlias = Callable[[], datetime]


def aware(moment: datetime) -> datetime:
    """The same moment in UTC; ValueError for a naive one."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError(f"naive time {moment.isoformat()}: a zone is needed")
    return moment.astimezone(UTC)


def utc_now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)
