from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.classify import consent
from tests.classify.corpora import cases
from tests.classify.hostile import slowest

ANSWERS = cases("consent/answers.jsonl")


def _id(text: str, asked: consent.Asked) -> str | None:
    found = consent.answer(text, asked)
    return found.id if found else None


def _heard(case: dict[str, Any]) -> str | None:
    return _id(case["text"], case.get("asked"))


def test_the_corpus_is_large_enough_in_each_language() -> None:
    for language in ("ru", "pl", "en"):
        for answer in ("agreed", "refused", None):
            assert sum(case["lang"] == language and case["answer"] == answer for case in ANSWERS) >= 30


def test_chatter_is_never_taken_for_an_answer_nor_one_answer_for_the_other() -> None:
    heard = [(case["text"], _heard(case), case["answer"]) for case in ANSWERS]
    assert [told for told in heard if told[1] not in (told[2], None)] == []


@pytest.mark.parametrize("answer", ["agreed", "refused"])
@pytest.mark.parametrize("language", ["ru", "pl", "en"])
def test_plain_answers_are_heard(answer: str, language: str) -> None:
    meant = [case for case in ANSWERS if case["answer"] == answer and case["lang"] == language]
    missed = [case["text"] for case in meant if _heard(case) is None]
    assert len(missed) <= 0.07 * len(meant), missed


def test_evidence_is_the_deciding_clause() -> None:
    text = "Добрый день, Олег!\nТелефоны звонят. Согласны на понижение критичности, спасибо.\nС уважением, Анна"
    found = consent.answer(text)
    assert found is not None
    assert text[found.start : found.end].strip() == found.text.strip() == "Согласны на понижение критичности"


def test_only_what_was_asked_is_agreed_to() -> None:
    assert _id("Понижайте", "raise") is None
    assert [_id("Понижайте", "lower"), _id("Меняйте", "raise"), _id("Поднимайте", "raise")] == ["agreed"] * 3


def test_who_writes_much_is_left_to_an_agent() -> None:
    assert consent.answer("Согласен.\n" + "Сегодня опять звонили соседи. " * 150) is None


def test_a_megabyte_costs_little() -> None:
    spent, unit = slowest(lambda text: (consent.answer(text), consent.answer(text[:2900])))
    assert spent < 1, unit


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    if found := consent.answer(text):
        assert text[found.start : found.end][:200] == found.text
