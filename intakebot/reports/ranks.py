"""Percentiles by nearest rank: always a value that really was, the same whatever the database or the platform."""

from collections.abc import Sequence


def percentile(ordered: Sequence[int], percent: int) -> int | None:
    """The smallest value that at least `percent` of 100 aren't above; None of nothing. `ordered` ascends, 0 < percent ≤ 100.

    The median of an even number of values is the lower one of the two in the middle.
    """
    if not ordered:
        return None
    rank = -(-len(ordered) * percent // 100)
    return ordered[rank - 1]
