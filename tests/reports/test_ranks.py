"""Percentiles by nearest rank."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.reports.ranks import percentile

SPANS = st.lists(st.integers(0, 10**7), min_size=1, max_size=300).map(sorted)
PERCENTS = st.integers(1, 100)


@pytest.mark.parametrize(
    ("values", "median", "p95"),
    [
        ([7], 7, 7),
        ([1, 2], 1, 2),
        ([1, 2, 3], 2, 3),
        ([1, 2, 3, 4], 2, 4),
        (range(1, 20), 10, 19),  # 95 % of 19 are 18.05: the nineteenth
        (range(1, 21), 10, 19),  # of 20 exactly 19
        (range(1, 101), 50, 95),
    ],
)
def test_by_hand(values: range | list[int], median: int, p95: int) -> None:
    assert (percentile(values, 50), percentile(values, 95)) == (median, p95)


def test_nothing_has_none() -> None:
    assert percentile([], 50) is None


@given(SPANS, PERCENTS)
def test_it_is_the_smallest_value_that_so_many_are_not_above(values: list[int], percent: int) -> None:
    found = percentile(values, percent)
    assert found in values

    def reaches(limit: int) -> bool:
        return sum(value <= limit for value in values) * 100 >= percent * len(values)

    assert reaches(found)
    assert not any(reaches(value) for value in values if value < found)


@given(SPANS, PERCENTS, PERCENTS)
def test_it_rises_with_the_percent(values: list[int], one: int, other: int) -> None:
    low, high = (percentile(values, percent) for percent in sorted((one, other)))
    assert low is not None
    assert high is not None
    assert low <= high


@given(SPANS, PERCENTS, st.integers(1, 5))
def test_the_same_values_several_times_change_nothing(values: list[int], percent: int, times: int) -> None:
    assert percentile(sorted(values * times), percent) == percentile(values, percent)
