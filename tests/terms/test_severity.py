import random
from itertools import product

import pytest

from intakebot.domain.impact import FACETS, Facets, Story
from intakebot.terms.document import Document
from intakebot.terms.severity import level_of, likelihoods
from tests.terms.documents import shipped

FIVE = ("centaur", "martinsoft", "xopero", "veeam", "eurolinux")
TOTAL = {
    "kind": "incident", "function": "main", "extent": "stopped", "scope": "all", "workaround": "no",
    "environment": "production", "state": "ongoing", "origin": "product", "business": "severe", "risk": "false",
}  # fmt: skip
LOWEST = {"centaur": "low", "martinsoft": "4", "xopero": "3", "veeam": "4", "eurolinux": "4"}
TOP = {"centaur": "critical", "martinsoft": "1", "xopero": "1", "veeam": "1", "eurolinux": "1"}


def _document(*rules: tuple[dict[str, tuple[str, ...]], ...]) -> Document:
    """Centaur's levels with other rules."""
    given = shipped("centaur")
    levels = {
        level: severity.model_copy(update={"when": when})
        for (level, severity), when in zip(given.severities.items(), rules, strict=True)
    }
    return given.model_copy(update={"severities": levels})


def _drawn(seed: int) -> Facets:
    chosen = random.Random(seed)
    return {facet: chosen.choice(values) for facet, values in FACETS.items()}


def test_the_first_level_of_which_a_rule_holds() -> None:
    document = _document(({"extent": ("stopped",)},), ({"kind": ("incident",)},), ({"extent": ("stopped",)},))
    assert level_of(document, TOTAL) == "critical"
    assert level_of(document, {**TOTAL, "extent": "limited"}) == "medium"
    assert level_of(document, {**TOTAL, "extent": "limited", "kind": "question"}) == "low"


def test_a_rule_holds_when_each_of_its_facets_has_one_of_its_values() -> None:
    document = _document(({"extent": ("stopped", "degraded"), "scope": ("all",)},), (), ())
    assert level_of(document, TOTAL) == "critical"
    assert level_of(document, {**TOTAL, "extent": "degraded"}) == "critical"
    assert level_of(document, {**TOTAL, "scope": "some"}) == "low"
    assert level_of(document, {**TOTAL, "extent": "limited"}) == "low"


def test_one_rule_of_several_is_enough() -> None:
    document = _document(({"risk": ("true",)}, {"business": ("severe",)}), (), ())
    assert level_of(document, TOTAL) == "critical"
    assert level_of(document, {**TOTAL, "business": "none", "risk": "true"}) == "critical"
    assert level_of(document, {**TOTAL, "business": "none"}) == "low"


def test_without_a_rule_that_holds_it_is_the_last_level() -> None:
    assert level_of(_document((), (), ()), TOTAL) == "low"
    assert level_of(_document((), ({"kind": ("feedback",)},), ({"kind": ("feedback",)},)), TOTAL) == "low"


@pytest.mark.parametrize("terms", FIVE)
def test_everything_stopped_is_the_top_level_and_no_incident_the_lowest(terms: str) -> None:
    document = shipped(terms)
    assert level_of(document, TOTAL) == TOP[terms]
    assert level_of(document, {**TOTAL, "origin": "provider"}) == ("X" if terms == "xopero" else TOP[terms])
    over = {"function": "none", "extent": "none", "business": "none"}
    for facets in ({"kind": "question", "state": "none"}, {"state": "resolved"}, {"state": "hypothetical"}):
        assert level_of(document, {**TOTAL, **over, **facets}) == LOWEST[terms]


@pytest.mark.parametrize("terms", FIVE)
def test_every_impact_has_a_level(terms: str) -> None:
    document = shipped(terms)
    found = {level_of(document, _drawn(seed)) for seed in range(3_000)}
    assert found == set(document.severities)


@pytest.mark.parametrize("terms", FIVE)
def test_a_worse_extent_of_an_incident_is_never_milder(terms: str) -> None:
    levels = list(shipped(terms).severities)
    free = ("scope", "workaround", "environment", "origin", "risk")
    for values in product(*(FACETS[facet] for facet in free)):
        facets = {**TOTAL, **dict(zip(free, values, strict=True))}
        places = [
            levels.index(level_of(shipped(terms), {**facets, "extent": extent}))
            for extent in ("stopped", "degraded", "limited")
        ]
        assert places == sorted(places), facets


@pytest.mark.parametrize("terms", FIVE)
@pytest.mark.parametrize("stories", [1, 7, 60])
def test_likelihoods_add_up_to_one(terms: str, stories: int) -> None:
    weights = [random.Random(number).random() for number in range(stories)]
    told = [Story(facets=_drawn(n), probability=weight / sum(weights)) for n, weight in enumerate(weights)]
    found = likelihoods(shipped(terms), told)
    assert list(found) == list(shipped(terms).severities)
    assert sum(found.values()) == pytest.approx(1)


def test_likelihoods_are_the_sums_over_the_stories() -> None:
    told = [
        Story(facets=TOTAL, probability=0.5),
        Story(facets={**TOTAL, "risk": "true"}, probability=0.2),
        Story(facets={**TOTAL, "kind": "question"}, probability=0.3),
    ]
    document = _document(({"kind": ("incident",)},), (), ())
    assert likelihoods(document, told) == pytest.approx({"critical": 0.7, "medium": 0.0, "low": 0.3})
    assert likelihoods(document, []) == {"critical": 0.0, "medium": 0.0, "low": 0.0}
