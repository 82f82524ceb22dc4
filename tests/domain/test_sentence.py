"""What rooms say: English as it stands, and the same words and facts wherever it goes."""

import copy
import json
from datetime import UTC, date, datetime

import pytest

from intakebot.console.telling import sentence, told
from intakebot.domain.errors import Refusal
from intakebot.domain.kept import kept, revived
from intakebot.domain.sentence import Sentence
from intakebot.terms.library import Library

_AT = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
_CLOSED = Sentence("{number} is closed", number="SUP-1234-5674")
_SAID = (
    _CLOSED,
    Sentence("a note needs words"),
    Sentence("doesn't contain {{ number }}"),
    Sentence("{count:,} characters; {most:,} at most", count=12_345, most=4_000),
    Sentence("{time} isn't between receipt ({received}) and now", time=_AT, received=date(2026, 11, 23)),
    Sentence("{what} since; look at {number} again", what=Sentence("{who} has set {now}", who="anna", now="low"), number="S-1"),
    Sentence("{told}; {faults}", told="can be written in 0 of 2 cases", faults=(Sentence("is missing"), _CLOSED)),
    Sentence("there is no desk {name!r}; there is {known}", name="x", known=("billing", "{lab}")),
)  # fmt: skip


def test_it_is_english_text() -> None:
    assert [str(one) for one in _SAID] == [
        "SUP-1234-5674 is closed",
        "a note needs words",
        "doesn't contain {{ number }}",
        "12,345 characters; 4,000 at most",
        "2026-11-24T09:05+00:00 isn't between receipt (2026-11-23) and now",
        "anna has set low since; look at S-1 again",
        "can be written in 0 of 2 cases; is missing; SUP-1234-5674 is closed",
        "there is no desk 'x'; there is billing, {lab}",
    ]
    assert [told(one, "en", "UTC") for one in _SAID[:3]] == [str(one) for one in _SAID[:3]]


@pytest.mark.parametrize("said", _SAID)
def test_it_stays_itself_in_json_and_copies(said: Sentence) -> None:
    for again in (revived(json.loads(json.dumps(kept(said)))), copy.deepcopy(said), Refusal(said).detail):
        assert isinstance(again, Sentence)
        assert (again, again.words, dict(again.facts)) == (said, said.words, dict(said.facts))


def test_text_of_before_stays_text() -> None:
    assert revived("SUP-1 is closed") == "SUP-1 is closed"
    assert not isinstance(revived("SUP-1 is closed"), Sentence)
    assert told("451 try later", "ru", "UTC") == "451 try later"


@pytest.mark.parametrize(
    ("language", "number", "time", "level"),
    [
        ("ru", "слишком длинно, символов: 12\xa0345; допустимо не больше 4\xa0000", "24 нояб. 2026\u202fг., 10:05 (Варшава)", "средний"),
        ("pl", "za długie: 12\xa0345 zn.; najwyżej 4\xa0000", "24 lis 2026, 10:05 (Warszawa)", "średni"),
    ],
)  # fmt: skip
def test_the_console_says_it_as_its_reader_does(language: str, number: str, time: str, level: str) -> None:
    assert told(_SAID[3], language, "UTC") == number
    assert time.partition(",")[2] in told(_SAID[4], language, "Europe/Warsaw")
    medium = Library().of("centaur").level_name("medium")
    set_now = Sentence("{who} has set {now}", who=Sentence("the bot"), now=medium)
    assert set_now == "the bot has set medium"
    assert level in told(set_now, language, "UTC").lower()


def test_a_whole_sentence_begins_and_ends_as_one() -> None:
    assert sentence(Sentence("a note needs words"), "ru", "UTC") == "Заметка не может быть пустой."
    assert sentence(Sentence("a note needs words"), "en", "UTC") == "A note needs words."
