import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.classify.voice import voice
from tests.classify.corpora import cases
from tests.classify.hostile import UNITS

DRESSED = cases("voice/dressed.jsonl")
MARKED = st.lists(
    st.text(max_size=20) | st.sampled_from(["и\u0306", "e\u0301", "\ufdfa", "ﬁ", "İ", "Ⅷ", "sеrver", "\r\n", "\ud800", "ШУМ "]),
    max_size=30,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    "case", DRESSED, ids=lambda case: f"{case['lang']} {case['kind']} {ascii(case['dressed'])[:40]}"
)
def test_what_is_written_around_changes_nothing(case: dict[str, str]) -> None:
    assert voice(case["dressed"]).text.strip() == voice(case["bare"]).text.strip()


def test_the_cases_are_of_all_kinds() -> None:
    assert len(DRESSED) >= 40
    assert {case["lang"] for case in DRESSED} == {"ru", "pl", "en", "de"}


def test_a_long_log_changes_as_little_as_a_short_one() -> None:
    told = "С восьми утра ни один оператор не может принять звонок, гудок есть, а соединения нет."
    for lines in (3, 3_000):
        log = "\n".join(f"2026-03-02 08:00:14 ERROR sip: call {number} lost" for number in range(lines))
        assert voice(f"{told}\n{log}\nПерезагрузка не помогла").text == f"{told}\nПерезагрузка не помогла"


@given(MARKED)
def test_characters_stand_where_their_places_say(text: str) -> None:
    said = voice(text)
    assert len(said.text) == len(said.places) <= 4_000
    assert sorted(said.places) == list(said.places)
    for letter, place in zip(said.text, said.places, strict=True):
        assert letter == "\n" or _plain(letter) & _plain(text[place])


def _plain(character: str) -> set[str]:
    """What the character is made of, in small look-alike letters."""
    blank = " " if character.isspace() else ""
    made = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", character).lower()) + blank
    return set(made.translate(str.maketrans("асеорхукмтнв", "aceopxykmthb")))


@given(MARKED)
def test_words_of_a_voice_can_be_found_in_the_text(text: str) -> None:
    said = voice(text)
    for place in range(len(said.text)):
        start, end = said.span(place, len(said.text))
        assert 0 <= start < end <= len(text)


def test_evidence_points_at_the_words_behind_a_greeting() -> None:
    text = "\ufeffДобрый день, коллеги!\r\n\r\nСервеи\u0306 не  отвечает\u200b совсем, второй день подряд, звоните."
    said = voice(text)
    start = said.text.index("не отвечает")
    first, last = said.span(start, start + len("не отвечает"))
    assert text[first:last] == "не  отвечает"
    assert said.text.startswith("Сервей не отвечает совсем")


def test_the_ends_of_a_very_long_text_are_no_one_word() -> None:
    said = voice("word " * 700 + "stop.\n" + "tail " * 700)
    assert len(said.text) == 4_000
    assert said.text[3_000] == "\n"
    long = "начало " * 3_000 + "\n" + "конец " * 3_000
    start, end = voice(long).span(3_500, 3_600)
    assert "конец" in long[start:end]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("НИЧЕГО НЕ РАБОТАЕТ УЖЕ ЧАС", "ничего не работает уже час"),
        ("NIC NIE DZIAŁA OD GODZINY", "nic nie działa od godziny"),
        ("SUNUCU YANIT VERMİYOR ARTIK", "sunucu yanit vermiyor artik"),
        ("VPN и SIP", "VPN и SIP"),
        ("cервер yпал coвceм", "сервер упал совсем"),
        ("sеrvеr is dоwn", "server is down"),
        ("один\x0bдва\x85три", "один два три"),
        ("не работает ка\u00adсса", "не работает касса"),
        ("серви\u0306с e\u0301te\u0301", "сервйс été"),
        ("ｓｅｒｖｅｒ ２", "server 2"),
        ("а" * 60, "а" * 40),
    ],
)
def test_what_is_read(written: str, read: str) -> None:
    assert voice(written).text == read


@pytest.mark.parametrize(
    "text",
    [*(unit * (1_000_000 // len(unit)) for unit in UNITS), "\ufdfa" * 20_000, "a" + "\u0301" * 50_000, "\0" * 9_000, "", "\n"],
    ids=lambda text: ascii(text[:6]),
)  # fmt: skip
def test_hostile_texts(text: str) -> None:
    said = voice(text)
    assert len(said.text) == len(said.places) <= 4_000
