import random

import pytest

from intakebot.classify.scores import Judged, score

LEVELS = ("high", "mid", "low")


def _judged(right: str, said: str, confidence: float = 0.8) -> Judged:
    rest = (1 - confidence) / 2
    return Judged(right=right, probabilities={level: confidence if level == said else rest for level in LEVELS})


#: high said high twice and low once; mid said mid once and high once; low said low three times, mid once.
WORKED = [
    _judged("high", "high", 0.9), _judged("high", "high", 0.9), _judged("high", "low", 0.6),
    _judged("mid", "mid", 0.7), _judged("mid", "high", 0.5),
    _judged("low", "low", 1.0), _judged("low", "low", 1.0), _judged("low", "low", 1.0), _judged("low", "mid", 0.5),
]  # fmt: skip


def test_what_was_said_of_what() -> None:
    found = score(WORKED, LEVELS, 1)
    assert found.n == 9
    assert found.confusion == {
        "high": {"high": 2, "mid": 0, "low": 1},
        "mid": {"high": 1, "mid": 1, "low": 0},
        "low": {"high": 0, "mid": 1, "low": 3},
    }
    assert found.accuracy == round(6 / 9, 4)
    assert found.far_off == round(1 / 9, 4)


def test_macro_f1_is_the_mean_of_the_levels() -> None:
    of_each = (2 * 2 / (3 + 3), 2 * 1 / (2 + 2), 2 * 3 / (4 + 4))
    assert score(WORKED, LEVELS, 1).macro_f1 == round(sum(of_each) / 3, 4)


def test_levels_that_never_occur_do_not_count_for_it_even_if_they_are_said() -> None:
    judged = [_judged("low", "low"), _judged("low", "mid")]
    assert score(judged, LEVELS, 1).macro_f1 == round(2 * 1 / (2 + 1), 4)


@pytest.mark.parametrize(
    ("urgent", "recall", "precision"), [(0, None, None), (1, 2 / 3, 2 / 3), (2, 4 / 5, 4 / 5), (3, 1, 1)]
)
def test_urgent(urgent: int, recall: float | None, precision: float | None) -> None:
    found = score(WORKED, LEVELS, urgent)
    assert found.urgent_recall == (None if recall is None else round(recall, 4))
    assert found.urgent_precision == (None if precision is None else round(precision, 4))


def test_nothing_urgent_said_has_a_recall_but_no_precision() -> None:
    found = score([_judged("high", "low")], LEVELS, 1)
    assert (found.urgent_recall, found.urgent_precision, found.far_off) == (0.0, None, 1.0)


def test_calibration_by_bins() -> None:
    # (0.4; 0.5]: 2 of 0.5, none right; (0.5; 0.6]: 0 right of 0.6; (0.6; 0.7]: 1 of 0.7; (0.8; 0.9]: 2 of 1.8; (0.9; 1]: 3 of 3
    assert score(WORKED, LEVELS, 1).ece == round((1.0 + 0.6 + 0.3 + 0.2 + 0.0) / 9, 4)


@pytest.mark.parametrize(("confidence", "error"), [(0.0, 1.0), (1.0000001, 0.0)])
def test_confidence_at_and_beyond_the_limits_counts(confidence: float, error: float) -> None:
    assert score([Judged(right="low", probabilities={"low": confidence})], LEVELS, 1).ece == error


def test_coverage_is_the_surest_part_of_which_enough_are_right() -> None:
    right = [_judged("low", "low", 0.9 - place / 1000) for place in range(19)]
    wrong = [_judged("low", "mid", 0.8), _judged("low", "mid", 0.7)]
    assert score(right + wrong[:1], LEVELS, 1).coverage_at_95 == 1
    assert score(right + wrong, LEVELS, 1).coverage_at_95 == round(20 / 21, 4)
    assert score([_judged("low", "mid", 0.95), *right], LEVELS, 1).coverage_at_95 == 1
    assert score([_judged("low", "mid", 0.95), *right[:18]], LEVELS, 1).coverage_at_95 == 0


def test_what_is_equally_sure_is_not_parted_so_that_order_says_nothing() -> None:
    judged = [_judged("low", "low")] * 9 + [_judged("low", "mid")]
    assert score(judged, LEVELS, 1).coverage_at_95 == score(judged[::-1], LEVELS, 1).coverage_at_95 == 0
    mixed = WORKED.copy()
    random.Random(1).shuffle(mixed)
    assert score(mixed, LEVELS, 1) == score(WORKED, LEVELS, 1)


def test_nothing_judged() -> None:
    found = score([], LEVELS, 1)
    assert (found.n, found.accuracy, found.macro_f1, found.ece, found.coverage_at_95) == (0, 0.0, 0.0, 0.0, 0.0)
    assert (found.urgent_recall, found.urgent_precision, found.far_off) == (None, None, 0.0)
    assert found.confusion["high"] == {"high": 0, "mid": 0, "low": 0}


def test_one_level_always_right() -> None:
    found = score([_judged("mid", "mid", 1.0)] * 4, LEVELS, 1)
    assert (found.accuracy, found.macro_f1, found.ece, found.coverage_at_95) == (1.0, 1.0, 0.0, 1.0)
    assert found.urgent_recall is found.urgent_precision is None
