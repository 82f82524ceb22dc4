from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.classify import conduct
from tests.classify.corpora import cases
from tests.classify.hostile import slowest

WORDS = cases("conduct/words.jsonl")


@pytest.mark.parametrize("case", [case for case in WORDS if case["answer"]], ids=lambda case: ascii(case["text"])[:60])
def test_cen_13_insults_and_obscenities_are_found(case: dict[str, Any]) -> None:
    found = conduct.found_in(case["text"])
    assert found is not None
    assert found.id == case["answer"]
    assert case["text"][found.start : found.end] == found.text


@pytest.mark.parametrize(
    "case", [case for case in WORDS if not case["answer"]], ids=lambda case: ascii(case["text"])[:60]
)
def test_cen_13_ordinary_words_and_anger_are_not(case: dict[str, Any]) -> None:
    assert conduct.found_in(case["text"]) is None


def test_a_megabyte_costs_little() -> None:
    spent, unit = slowest(conduct.found_in)
    assert spent < 1, unit


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    conduct.found_in(text)
