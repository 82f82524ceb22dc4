from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.classify import stated
from intakebot.domain.sought import Level
from tests.classify.corpora import cases
from tests.classify.hostile import slowest

LEVELS = (
    Level(
        id="1",
        said=(
            "критический",
            "критичный",
            "максимальный",
            "критическое влияние",
            "critical",
            "krytyczny",
            "sev 1",
            "p1",
        ),
    ),
    Level(
        id="2",
        said=(
            "высокий",
            "серьезный",
            "серьезное влияние",
            "high",
            "major",
            "wysoki",
            "sev 2",
            "p2",
            "срочный",
            "pilny",
        ),
    ),
    Level(id="3", said=("средний", "незначительное влияние", "незначительный", "medium", "średni", "sev 3", "p3")),
    Level(id="4", said=("низкий", "нет влияния", "low", "minor", "niski", "sev 4", "p4")),
)


def _level(subject: str, text: str) -> str | None:
    found = stated.level(LEVELS, subject, text)
    return found.id if found else None


@pytest.mark.parametrize(
    "case", cases("stated/statements.jsonl"), ids=lambda case: ascii(f"{case['subject']} {case['text']}")[:60]
)
def test_what_customers_state(case: dict[str, Any]) -> None:
    assert _level(case["subject"], case["text"]) == case["level"]


@pytest.mark.parametrize(
    "case", [case for case in cases("stated/statements.jsonl") if case["level"]], ids=lambda c: ascii(c["text"])[:40]
)
def test_evidence_points_into_what_was_given(case: dict[str, Any]) -> None:
    found = stated.level(LEVELS, case["subject"], case["text"])
    assert found is not None
    assert case[found.where][found.start : found.end] == found.text


def test_a_field_says_more_than_the_subject_and_a_choice_more_than_both() -> None:
    field = "Severity: 3\nAll fine otherwise"
    assert _level("[CRITICAL] help", field) == "3"
    chosen = "Серьезность (выберите нужное):\n[ ] 1. Критическое влияние\n[x] 4. Нет влияния\n"
    assert _level("[CRITICAL] help", f"{field}\n{chosen}") == "4"


def test_only_words_of_these_levels_count() -> None:
    levels = (Level(id="critical", said=("критический",)), Level(id="low", said=("низкий",)))
    assert stated.level(levels, "", "P1. Severity 1. Критичность: высокая") is None
    assert stated.level((), "", "Severity 1") is None


def test_a_word_of_two_levels_states_neither() -> None:
    levels = (Level(id="a", said=("high",)), Level(id="b", said=("high",)))
    assert stated.level(levels, "", "Severity: high") is None


def test_a_megabyte_costs_little() -> None:
    spent, unit = slowest(lambda text: stated.level(LEVELS, text, text))
    assert spent < 1, unit


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_gets_an_answer(text: str, subject: str) -> None:
    stated.level(LEVELS, subject, "Severity: " + text)
