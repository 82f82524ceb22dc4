import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.classify.manners import manner
from tests.classify.corpora import cases
from tests.classify.hostile import slowest

#: The first was written while the words were; "held" before they were widened, "held-again" after, and never looked at again.
FILES = ("developed", "held", "held-again")
CASES = [case for name in FILES for case in cases(f"manners/{name}.jsonl")]
#: "greets" apart, of which there are few ways.
MANNERS = ("thanks", "news", "works_again", "insists")


def test_the_corpus_has_each_manner_and_many_that_look_alike() -> None:
    for language in ("ru", "pl", "en"):
        for meant in (*MANNERS, None):
            assert sum(case["lang"] == language and case["manner"] == meant for case in CASES) >= 15
    assert sum(case["manner"] is None for case in CASES) >= 0.38 * len(CASES)


@pytest.mark.parametrize("meant", [*MANNERS, None])
def test_what_was_understood_stays_understood(meant: str | None) -> None:
    told = [case["text"] for case in CASES if case["manner"] == meant and not case.get("known")]
    assert [(text, heard) for text in told if (heard := manner(text)) != meant] == []


@pytest.mark.parametrize("name", FILES)
def test_few_are_not_understood_and_no_content_is_swallowed(name: str) -> None:
    known = [case for case in cases(f"manners/{name}.jsonl") if case.get("known")]
    assert len(known) <= 8
    assert [manner(case["text"]) for case in known] == [None] * len(known)


@pytest.mark.parametrize(
    "content",
    [" но теперь не печатает", ", ale drukarka nie drukuje", " but the printer is dead", ". Ещё вопрос: где пароль?"],
)
def test_content_behind_a_manner_makes_it_none(content: str) -> None:
    swallowed = [case["text"] for case in CASES if manner(case["text"].rstrip(".!? ") + content)]
    assert swallowed == []


@pytest.mark.parametrize(
    "before",
    ["не ", "Анна пишет: ", "nie ", "jeśli ", "not ", "если ", "my boss says ", "«", "It is not true that "],
)
def test_what_is_denied_supposed_or_reported_is_not_certain(before: str) -> None:
    told = [case["text"] for case in CASES if case["manner"] == "works_again"]
    assert [text for text in told if manner(before + text[:1].lower() + text[1:]) == "works_again"] == []


def test_a_question_whether_it_works_is_no_statement() -> None:
    told = [case["text"].rstrip(".! ") + "?" for case in CASES if case["manner"] == "works_again"]
    closing = ("закр", "close", "zamk")
    assert [
        text for text in told if manner(text) == "works_again" and not any(c in text.lower() for c in closing)
    ] == []


def test_capitals_and_drawn_out_letters_change_nothing() -> None:
    heard = [case for case in CASES if case["manner"] and not case.get("known") and "\n" not in case["text"]]
    named = ("Олег", "Mark", "John", "Marina", "Марина", "Sarah", "Наталья", "Ani", "Cze", "Петров")
    plain = [case for case in heard if not any(name in case["text"] for name in named)]
    assert [case["text"] for case in plain if manner(case["text"].upper()) != case["manner"]] == []
    assert (manner("спасибооооо"), manner("ауууу"), manner("helloooo??")) == ("thanks", "insists", "insists")


def test_longer_texts_have_none() -> None:
    assert manner("спасибо " * 300) is None
    assert manner("спасибо " * 61) is None
    assert manner("спасибо" + " " * 3000) == "thanks"


def test_a_name_is_part_of_thanks_but_no_answer_by_itself() -> None:
    assert manner("Спасибо, Радомир") == "thanks"
    assert manner("Всё работает, спасибо!\nРадомир Кольцов") == "works_again"
    assert [manner(text) for text in ("Радомир", "Добрый день\nИванов Пётр", "Радомир. Спасибо")] == [None] * 3


@pytest.mark.parametrize(
    "last", ["Нет", "НЕ РАБОТАЕТ", "Не Печатает", "Сканер", "Nie", "No", "Windows", "Outlook", "Да"]
)
def test_a_word_on_the_last_line_is_no_name(last: str) -> None:
    assert manner("Спасибо\n" + last) is None


@pytest.mark.parametrize("sign", ["(", " :(", " 🤔", " 👎", " 😡"])
def test_a_face_may_doubt_what_is_said(sign: str) -> None:
    assert [manner(text + sign) for text in ("Спасибо", "Работает", "it works now")] == [None] * 3


def test_a_megabyte_costs_little() -> None:
    spent, unit = slowest(lambda text: (manner(text), manner(text[:1990])))
    assert spent < 1, unit


def test_words_that_fit_in_many_ways_cost_little() -> None:
    draw = random.Random(5)
    words = [word for case in CASES for word in case["text"].split() if word.isalpha()]
    pools = [draw.sample(words, 3) for _ in range(40)]
    spent, unit = slowest(lambda text: [manner(" ".join(draw.choices(pool, k=59)) + text[:2]) for pool in pools[:2]])
    assert spent < 1, unit


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    assert manner(text) in (*MANNERS, "greets", None)


@given(st.lists(st.sampled_from([word for case in CASES for word in case["text"].split()]), max_size=30))
def test_any_words_get_an_answer(words: list[str]) -> None:
    assert manner(" ".join(words)) in (*MANNERS, "greets", None)
