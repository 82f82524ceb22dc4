"""From an impact to a level that is proposed, or not."""

import pytest

from intakebot.casework.proposing import ALARMING, PROPOSED, propose
from intakebot.domain.impact import FACETS, Impact, Story
from intakebot.terms.library import Library

_STOPPED = {
    "kind": "incident", "function": "main", "extent": "stopped", "scope": "all", "workaround": "no", "environment": "production",
    "state": "ongoing", "origin": "unknown", "business": "severe", "risk": "false",
}  # fmt: skip
_QUESTION = {
    "kind": "question", "function": "none", "extent": "none", "scope": "unknown", "workaround": "unknown",
    "environment": "unknown", "state": "none", "origin": "unknown", "business": "none", "risk": "false",
}  # fmt: skip


def impact(stopped: float, levels: dict[str, dict[str, float]] | None = None) -> Impact:
    stories = (
        Story(facets=_STOPPED, probability=stopped),
        Story(facets=_QUESTION, probability=1 - stopped),
    )
    return Impact(stories=stories, levels=levels or {}, version="test")


@pytest.mark.parametrize(
    ("terms", "level", "clause"),
    [
        ("centaur", "critical", "CEN-05"),
        ("martinsoft", "1", "MAR-03"),
        ("xopero", "1", "XOP-07"),
        ("veeam", "1", "VEE-10"),
        ("eurolinux", "1", "EUR-03"),
    ],
)
def test_the_rules_of_each_document_decide(terms: str, level: str, clause: str) -> None:
    found = propose(Library().of(terms), impact(0.95))
    assert (found.level, found.clause, found.abstains, found.urgent) == (level, clause, False, True)
    assert sum(found.probabilities.values()) == pytest.approx(1, abs=0.001)
    assert found.confidence == found.probabilities[level]


def test_what_is_unsure_is_not_proposed_and_still_alarms() -> None:
    found = propose(Library().of("martinsoft"), impact(0.45))
    assert (found.level, found.abstains, found.urgent) == ("4", True, True)
    assert found.confidence < PROPOSED
    assert found.probabilities["1"] >= ALARMING


def test_a_question_alarms_nobody() -> None:
    found = propose(Library().of("veeam"), impact(0.02))
    assert (found.level, found.abstains, found.urgent) == ("4", False, False)


def test_what_was_learned_of_a_document_counts_beside_its_rules() -> None:
    levels = {"martinsoft": {"1": 0.02, "2": 0.9, "3": 0.05, "4": 0.03}}
    alone, both = (
        propose(Library().of("martinsoft"), impact(0.5)),
        propose(Library().of("martinsoft"), impact(0.5, levels)),
    )
    assert both.probabilities["2"] > alone.probabilities["2"]
    assert both.probabilities["1"] < alone.probabilities["1"]


def test_levels_of_another_making_count_for_nothing() -> None:
    """An operator's own levels aren't those that were learned."""
    document = Library().of("martinsoft")
    assert propose(document, impact(0.9, {"martinsoft": {"red": 1.0}})) == propose(document, impact(0.9))


def test_the_likeliest_value_of_a_facet_is_what_most_stories_share() -> None:
    found = impact(0.7)
    assert found.likeliest("extent") == "stopped"
    assert found.probabilities("extent") == pytest.approx({"stopped": 0.7, "none": 0.3, "degraded": 0, "limited": 0})
    assert all(found.likeliest(facet) in values for facet, values in FACETS.items())
