from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.classify import details
from intakebot.domain.sought import Sought
from tests.classify.corpora import cases
from tests.classify.hostile import slowest

SOUGHT = (
    Sought(id="contact", labels=("контактное лицо", "osoba kontaktowa", "contact", "имя")),
    Sought(id="phone", labels=("телефон", "тел.", "telefon", "phone")),
    Sought(id="email", labels=("e-mail", "email", "почта"), patterns=(r"[\w.+-]{1,64}@[\w-]{1,60}\.[\w.]{2,20}",)),
    Sought(
        id="version",
        labels=("версия", "wersja", "wersja aplikacji", "version"),
        patterns=(r"\bv\d{1,4}(\.\d{1,4}){1,3}",),
    ),
    Sought(id="environment", labels=("ПО и окружение", "ос", "операционная система", "operating system")),
    Sought(id="severity", labels=("критичность",)),
    Sought(id="description", labels=("описание", "описание проблемы", "opis", "description"), words=30),
    Sought(id="picture", attachments=("image/*", "*.log")),
)


@pytest.mark.parametrize("case", cases("details/fields.jsonl"), ids=lambda case: ascii(case["text"])[:60])
def test_fields_in_the_layouts_that_people_send(case: dict[str, Any]) -> None:
    read = details.read(SOUGHT, "", case["text"])
    assert {sign.id for sign in read.given} == set(case["given"])
    assert {sign.id for sign in read.unknown} == set(case["unknown"])
    assert {sign.id for sign in read.empty} == set(case["empty"])


@pytest.mark.parametrize("case", cases("details/fields.jsonl"), ids=lambda case: ascii(case["text"])[:60])
def test_evidence_points_into_the_text_as_it_was_given(case: dict[str, Any]) -> None:
    text = "\u200bДо\u0308бро\u200b " + case["text"]
    read = details.read(SOUGHT, "", text)
    for sign in (*read.given, *read.unknown, *read.empty):
        assert text[sign.start : sign.end][:200] == sign.text
        assert 0 <= sign.start < sign.end <= len(text)


def test_values_are_the_evidence() -> None:
    (sign,) = details.given(SOUGHT, "", "Добрый день!\nВерсия: 5.2\nСпасибо")
    assert (sign.id, sign.where, sign.text) == ("version", "text", "Версия: 5.2")


def test_the_subject_counts_too() -> None:
    (sign,) = details.given(SOUGHT, "Версия: 5.2", "")
    assert (sign.id, sign.where) == ("version", "subject")


def test_attachments_by_name_and_by_media_type() -> None:
    by_type, by_name = (
        details.given(SOUGHT, "", "", [attached]) for attached in (("экран", "IMAGE/PNG"), ("Server.LOG", "text/plain"))
    )
    assert by_type[0].where == "attachment: экран"
    assert (by_name[0].id, by_name[0].text) == ("picture", "Server.LOG")
    assert details.given(SOUGHT, "", "", [("log.txt", "text/plain")]) == ()


def test_so_many_words_are_a_description() -> None:
    assert details.given(SOUGHT, "", "слово " * 29) == ()
    assert [sign.id for sign in details.given(SOUGHT, "", "слово " * 30)] == ["description"]


def test_labels_without_diacritics_and_patterns_with_them_meet() -> None:
    sought = (Sought(id="x", labels=("ważność",)), Sought(id="y", patterns=(r"Wyślij[ąa]c\s+ŻÓŁĆ",)))
    found = details.given(sought, "", "Waznosc: wysoka, wyslijac zolc")
    assert [sign.id for sign in found] == ["x", "y"]


def test_composed_and_decomposed_letters_are_the_same() -> None:
    sought = (Sought(id="x", labels=("серийный номер",)),)
    assert details.given(sought, "", "Серии\u0306ныи\u0306 номер: 5")


def test_each_thing_once_in_the_order_of_what_is_sought() -> None:
    found = details.given(SOUGHT, "", "версия: 1\nтелефон: 2\nверсия: 3\nконтактное лицо: 4")
    assert [sign.id for sign in found] == ["contact", "phone", "version"]
    assert found[2].text == "версия: 1"


def test_a_megabyte_costs_little() -> None:
    spent, unit = slowest(lambda text: details.read(SOUGHT, text, text, [(text[:3000], text[:3000])] * 300))
    assert spent < 1, unit


@given(st.text(max_size=300), st.text(max_size=50))
def test_any_text_gets_an_answer_with_true_evidence(text: str, subject: str) -> None:
    for sign in details.given(SOUGHT, subject, text):
        searched = text if sign.where == "text" else subject
        assert searched[sign.start : sign.end][:200] == sign.text
