import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.classify.impact.prepared import prepared
from intakebot.classify.voice import voice

WORDS = "с утра не открывается ни одна форма, люди ждут в очереди"


@pytest.mark.parametrize(
    ("subject", "read"),
    [
        ("Касса молчит", "Касса молчит"),
        ("Re: Касса молчит", "Касса молчит"),
        ("RE[2]: Fwd: Касса молчит", "Касса молчит"),
        ("Odp: PD: [helpdesk] Re: Касса молчит", "Касса молчит"),
        ("Отв: [Заявки #12] Касса молчит", "Касса молчит"),
        ("AW: WG: TR: Касса молчит", "Касса молчит"),
        ("Regarding: Касса молчит", "Regarding: Касса молчит"),
        ("[RESOLVED] Re: Касса молчит", "[RESOLVED] Re: Касса молчит"),
        ("Re: [тест] Касса молчит", "[тест] Касса молчит"),
        ("Re:", ""),
        ("", ""),
    ],
)
def test_subjects_lose_the_marks_of_answers_and_lists(subject: str, read: str) -> None:
    assert prepared(subject, WORDS).text == "\n".join(filter(None, (read, WORDS)))


def test_stretches_are_found_in_the_subject_and_in_the_text() -> None:
    subject, text = "Re: [helpdesk] Касса  молчит", f"Добрый день!\n{WORDS}"
    given_both = prepared(subject, text)
    start = given_both.text.index("молчит")
    assert given_both.place(start, start + 6) == ("subject", 22, 28)
    start = given_both.text.index("люди")
    where, first, last = given_both.place(start, start + 4)
    assert (where, text[first:last]) == ("text", "люди")


def test_a_stretch_that_begins_in_the_subject_ends_there() -> None:
    given_both = prepared("Re: Касса", WORDS)
    assert given_both.place(0, len(given_both.text)) == ("subject", 4, 9)


@pytest.mark.parametrize(("subject", "text", "where"), [("Re:", "молчит", "text"), ("молчит", "", "subject")])
def test_one_of_both_is_enough(subject: str, text: str, where: str) -> None:
    found, start, end = prepared(subject, text).place(0, 6)
    assert (found, (subject if where == "subject" else text)[start:end]) == (where, "молчит")


@given(st.text(max_size=60), st.text(max_size=120))
def test_every_stretch_is_within_what_was_given(subject: str, text: str) -> None:
    given_both = prepared(subject, text)
    for start in range(len(given_both.text)):
        where, first, last = given_both.place(start, start + 1)
        assert 0 <= first < last <= len(subject if where == "subject" else text)


@given(st.text(max_size=120))
def test_without_a_subject_it_is_the_voice(text: str) -> None:
    assert prepared("", text).text == voice(text).text


def test_a_megabyte_in_both() -> None:
    assert len(prepared("re: [" * 200_000, "[x] " * 250_000).text) <= 4_301
