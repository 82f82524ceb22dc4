import json
from pathlib import Path

import numpy as np
import pytest

from intakebot.classify.impact.outputs import FACET_OUTPUTS, WIDTH
from intakebot.classify.impact.stories import Floats, Stories
from intakebot.domain.impact import FACETS

DEAD = ("incident", "main", "stopped", "all", "no", "production", "ongoing", "unknown", "severe", "false")
SLOW = ("incident", "main", "degraded", "some", "unknown", "production", "ongoing", "unknown", "notable", "false")
ASKED = ("question", "none", "none", "unknown", "unknown", "unknown", "none", "unknown", "none", "false")
COUNTED: dict[tuple[str, ...], int] = {DEAD: 2, SLOW: 5, ASKED: 3}


def _logits(story: tuple[str, ...] | None = None, weight: float = 8) -> Floats:
    logits = np.zeros(WIDTH, np.float32)
    for output, value in zip(FACET_OUTPUTS, story or (), strict=story is not None):
        logits[output.start + output.values.index(value)] = weight
    return logits


@pytest.mark.parametrize("seed", range(5))
def test_weights_add_up_to_one(seed: int) -> None:
    logits = np.random.default_rng(seed).normal(0, 10, WIDTH).astype(np.float32)
    for prior in (0.0, 0.5, 1.0):
        weights = Stories(COUNTED).weighed(logits, prior)
        assert weights.sum() == pytest.approx(1, abs=1e-5)
        assert (weights >= 0).all()


@pytest.mark.parametrize("story", COUNTED)
def test_the_likeliest_story_follows_the_logits(story: tuple[str, ...]) -> None:
    (first, *_), _ = Stories(COUNTED).told(_logits(story))
    assert tuple(first.facets.values()) == story
    assert tuple(first.facets) == tuple(FACETS)
    assert first.probability > 0.95


def test_without_a_prior_equal_answers_make_equal_stories() -> None:
    assert Stories(COUNTED).weighed(_logits(), 0.0) == pytest.approx([1 / 3] * 3, abs=1e-5)


def test_the_prior_is_how_often_beside_what_its_values_alone_would_make_of_it() -> None:
    usual = [0.7, 0.7, 0.2, 0.2, 0.2, 0.7, 0.7, 1.0, 0.2, 1.0]  # DEAD's values, of 2 DEAD, 5 SLOW and 3 ASKED
    before = Stories(COUNTED)._before
    assert before[0] == pytest.approx(np.log(0.2) - np.log(usual).sum(), abs=1e-4)


def test_told_adds_up_to_one_the_likeliest_first() -> None:
    counted: dict[tuple[str, ...], int] = {
        (kind, "main", "stopped", scope, *DEAD[4:8], business, risk): 1
        for kind in FACETS["kind"]
        for scope in FACETS["scope"]
        for business in FACETS["business"]
        for risk in FACETS["risk"]
    }
    told, _ = Stories(counted).told(_logits())
    assert len(counted) > len(told) == 60
    assert sum(story.probability for story in told) == pytest.approx(1, abs=1e-5)
    sure, _ = Stories(counted).told(_logits(next(iter(counted)), 20))
    assert len(sure) == 1
    assert sure[0].probability == pytest.approx(1)
    assert [story.probability for story in told] == sorted((story.probability for story in told), reverse=True)


def test_stories_are_loaded_from_their_file(tmp_path: Path) -> None:
    rows = [[*story, count] for story, count in COUNTED.items()]
    (tmp_path / "stories.json").write_text(json.dumps(rows), "utf-8")
    loaded, made = Stories.load(tmp_path), Stories(COUNTED)
    assert np.array_equal(loaded.has, made.has)
    assert np.array_equal(loaded.weighed(_logits(SLOW, 1)), made.weighed(_logits(SLOW, 1)))
