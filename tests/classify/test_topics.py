from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.classify.topics import opens_topic, same_topic
from tests.classify.corpora import cases
from tests.classify.hostile import slowest

#: "held" was written after the words, which were not changed for it.
HALVES = ("developed", "held")
PAIRS = [case for half in HALVES for case in cases(f"topics/{half}.jsonl")]
OPENINGS = [case for half in HALVES for case in cases(f"topics/openings-{half}.jsonl")]


def _right(case: dict[str, Any]) -> bool:
    return same_topic(case["before"], case["text"]) is bool(case["same"])


def test_the_corpus_has_both_kinds_in_each_language() -> None:
    assert len(PAIRS) >= 150
    for language in ("ru", "pl", "en"):
        for same in (True, False):
            assert sum(case["lang"] == language and case["same"] == same for case in PAIRS) >= 20


def test_what_was_told_apart_stays_so() -> None:
    assert [case for case in PAIRS if not case.get("known") and not _right(case)] == []


def test_a_new_matter_is_announced() -> None:
    plain = [case for case in OPENINGS if not case.get("known")]
    assert [case["text"] for case in plain if opens_topic(case["text"]) != case["opens"]] == []


def test_few_are_wrong() -> None:
    for half in HALVES:
        pairs = cases(f"topics/{half}.jsonl")
        assert sum(map(_right, pairs)) >= 0.9 * len(pairs)
    assert sum("known" in case for case in PAIRS) <= 7
    assert sum("known" in case for case in OPENINGS) <= 3


@pytest.mark.parametrize("text", ["спасибо", "есть новости?", "всё заработало", "hello??", "ok, dzięki"])
def test_a_mere_manner_brings_nothing_new(text: str) -> None:
    assert same_topic("Не печатает принтер", text)


def test_what_is_said_again_goes_on() -> None:
    wrong = [case["before"] for case in PAIRS if not same_topic(case["before"], case["before"])]
    assert wrong == []


def test_an_announced_matter_is_new_whatever_it_shares() -> None:
    assert not same_topic("Не печатает принтер HP", "Отдельно: второй принтер HP тоже не печатает")


def test_a_megabyte_costs_little() -> None:
    spent, unit = slowest(
        lambda text: (
            opens_topic(text),
            same_topic(text, text[:1990]),
            same_topic("принтер", text),
            same_topic(text, "a"),
        )
    )
    assert spent < 1, unit


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_texts_get_an_answer(before: str, text: str) -> None:
    assert same_topic(before, text) in (True, False)
    assert opens_topic(text) in (True, False)
