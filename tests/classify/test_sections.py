import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.classify.sections import own
from tests.classify.corpora import cases

PIECES = (
    "Добрый день, ", "Hi we ", "С уважением,", "Thanks", "+7 900 000 00 00", "--", "P.S.", "не работает", "Иван", "ERROR: x",
    "confidential", "\n", "\n\n", "\r\n", "\r", " ", "\t", "...", "\ud800", "\u2028",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)


def _told(text: str) -> str:
    return "\n".join(text[start:end].strip() for start, end in own(text))


@given(TEXTS)
def test_stretches_are_within_the_text_in_order_and_within_a_line(text: str) -> None:
    done = 0
    for start, end in own(text):
        assert done <= start < end <= len(text)
        assert not re.search(r"[\r\n]", text[start:end])
        done = end


@given(TEXTS)
def test_a_text_of_any_words_keeps_some(text: str) -> None:
    assert bool(own(text)) == bool(text.strip())


@pytest.mark.parametrize("case", cases("voice/kept.jsonl"), ids=lambda case: ascii(case["text"])[:60])
def test_what_decides_stays(case: dict[str, str]) -> None:
    assert case["keep"].casefold() in _told(case["text"]).casefold()


def test_the_output_of_programs_stays_where_little_else_is_said() -> None:
    log = "\n".join(f"10:00:{second:02} ERROR disk {second} lost" for second in range(40))
    assert _told(f"помогите\n{log}").count("ERROR") == 18
    assert _told(log).startswith("10:00:00")
    assert _told(log).endswith("disk 39 lost")
    assert "ERROR" not in _told(f"Полка с дисками потеряла половину, копий с прошлой недели нет, что делать?\n{log}")


def test_of_very_many_lines_the_first_and_the_last_are_looked_at() -> None:
    text = "\n".join(f"пункт {number} не открывается" for number in range(5_000))
    told = _told(text).splitlines()
    assert len(told) == 2_000
    assert (told[0], told[-1]) == ("пункт 0 не открывается", "пункт 4999 не открывается")


@pytest.mark.parametrize(
    ("below", "stays"),
    [
        ("С уважением,\nИван", False),
        ("Иван Петров\n+7 900 000 00 00", False),
        ("Отправлено с телефона", False),
        ("--\nИван\nСевер", False),
        ("Спасибо, Иван", False),
        ("Спасибо, что ответили вчера", True),
        ("Иван", True),
        ("Второй шлюз\n+7 900 000 00 00", True),
        ("P.S. Шлюз второй", True),
    ],
)
def test_what_stands_below(below: str, stays: bool) -> None:
    text = f"Шлюз на складе больше не отвечает, первый жив.\n\n{below}"
    assert (below.splitlines()[0] in _told(text)) == stays


@pytest.mark.parametrize(
    ("greeting", "left"),
    [
        ("Добрый день!", ""),
        ("Здравствуйте, Анна Львовна.", ""),
        ("Коллеги, добрый день!", ""),
        ("Hello dear support team,", ""),
        ("Szanowny Panie Dyrektorze,", ""),
        ("Sehr geehrte Frau Doktor Kurz,", ""),
        ("Здравствуйте, Подскажите,", "Подскажите,"),
        ("Hallo, Totalausfall!", "Totalausfall!"),
        ("Добрый день. Авария.", "Авария."),
        ("Hi-fi is silent,", "Hi-fi is silent,"),
    ],
)
def test_what_stands_above(greeting: str, left: str) -> None:
    text = f"{greeting}\nthe second gateway answers, the first one is silent since noon"
    assert _told(text).splitlines()[:-1] == ([left] if left else [])
