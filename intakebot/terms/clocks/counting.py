"""Running a span down over stretches of time, with pauses left out."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from intakebot.domain.times import aware
from intakebot.terms.clocks.calendar import Interval


def merged(pauses: Iterable[tuple[datetime, datetime]]) -> tuple[Interval, ...]:
    """Pauses in UTC, in order, apart from each other; empty ones are dropped. ValueError for naive times."""
    found: list[Interval] = []
    for start, end in sorted((aware(start), aware(end)) for start, end in pauses):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        elif start < end:
            found.append((start, end))
    return tuple(found)


def split(start: datetime, end: datetime, pauses: Iterable[Interval]) -> Iterator[tuple[datetime, datetime, bool]]:
    """A stretch cut at merged pauses, in order; True marks what lies in a pause."""
    for begins, ends in pauses:
        if ends <= start:
            continue
        if begins >= end:
            break
        if start < begins:
            yield start, begins, False
        yield max(start, begins), min(end, ends), True
        start = ends
    if start < end:
        yield start, end, False


def counted(stretches: Iterable[Interval], pauses: tuple[Interval, ...], span: timedelta) -> tuple[Interval, ...]:
    """The stretches, pauses left out, in which the span runs down: the last one ends when it is due."""
    found: list[Interval] = []
    for start, closes, waiting in (piece for stretch in stretches for piece in split(*stretch, pauses)):
        if waiting:
            continue
        end = min(closes, start + span)
        span -= end - start
        if found and found[-1][1] == start:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
        if not span:
            break
    return tuple(found)
