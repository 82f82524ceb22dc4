"""The console says all that it says in each of its languages."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from intakebot.console import words as console_words
from intakebot.console.words import FOLDER, Words
from intakebot.domain.user import LANGUAGES

HOUSE = Path(console_words.__file__).parent.parent
#: What makes a sentence (domain/sentence.py).
_SENTENCES = ("Sentence", "NotDone", "Unfit", "NoSuchVersion", "HeaderRefused", "Misshapen")
_KEYWORDS = {"_": None, "say": None, "gettext": None, "ngettext": (1, 2), "_n": (1, 2), **dict.fromkeys(_SENTENCES)}
_APART = ("node_modules", "channels", "cli")


@pytest.fixture(scope="module")
def said() -> set[Any]:
    """Every message that stands in pages, and in sentences of any room; (one, many) where a number decides."""
    with (FOLDER / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # Babel types none of its commands
    found = extract_from_dir(
        str(HOUSE), methods, options, _KEYWORDS, directory_filter=lambda path: Path(path).name not in _APART
    )
    return {message for _file, _line, message, _comments, _context in found if message}


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
class TestCatalogue:
    def _messages(self, language: str) -> Iterator[Any]:
        with (FOLDER / f"{language}.po").open("rb") as file:
            yield from (message for message in read_po(file, locale=language) if message.id)

    def test_has_every_message_and_no_other(self, language: str, said: set[Any]) -> None:
        kept = {tuple(m.id) if isinstance(m.id, list | tuple) else m.id for m in self._messages(language)}
        assert kept == said  # make words

    def test_leaves_nothing_out(self, language: str) -> None:
        for message in self._messages(language):
            told = message.string if isinstance(message.string, list | tuple) else (message.string,)
            assert all(told), message.id
            assert len(told) in (1, 3), message.id
            assert not message.fuzzy, message.id

    def test_keeps_what_is_filled_in(self, language: str) -> None:
        for message in self._messages(language):
            many = message.id[1] if isinstance(message.id, list | tuple) else message.id
            for told in message.string if isinstance(message.string, list | tuple) else (message.string,):
                assert _places(told) <= _places(many), message.id
                assert _places(many) - _places(told) <= {"num"}, message.id
                assert told.strip() == told or message.id != str(message.id).strip(), message.id


def _places(text: str) -> set[str]:
    """What is filled in, as pages or sentences write it."""
    return {one[0] or one[1] for one in re.findall(r"%\((\w+)\)s|(?<!\{)\{(\w+)[!:}]", text)}


def _made() -> Iterator[tuple[str, ast.expr]]:
    """Every sentence of the house: where it is made, and of which words."""
    for path in sorted(HOUSE.rglob("*.py")):
        if "node_modules" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SENTENCES:
                passed_on = [one.arg for one in node.keywords] == [None] and isinstance(node.args[0], ast.Name)
                if not passed_on:  # Sentence(words, **facts)
                    yield f"{path.name}:{node.lineno}", node.args[0]


def test_every_refusal_is_looked_for() -> None:
    named = re.compile(r"^class (\w+)\(Refusal\)", re.MULTILINE)
    found = {name for path in HOUSE.rglob("*.py") for name in named.findall(path.read_text("utf-8"))}
    assert found
    assert found < set(_SENTENCES)


def test_sentences_are_written_out(said: set[Any]) -> None:
    """Nothing is put together that the catalogues then don't know: words are a literal, or those of another sentence."""
    made = list(_made())
    assert len(made) > 100
    for place, words in made:
        assert isinstance(words, ast.Constant | ast.Attribute), place
        assert not isinstance(words, ast.Constant) or words.value in said, place


@pytest.mark.parametrize(
    ("language", "one", "two", "five", "many"),
    [
        ("en", "1 ticket", "2 tickets", "5 tickets", "21 tickets"),
        ("ru", "1 обращение", "2 обращения", "5 обращений", "21 обращение"),
        ("pl", "1 zgłoszenie", "2 zgłoszenia", "5 zgłoszeń", "21 zgłoszeń"),
    ],
)
def test_numbers_are_said_as_people_say_them(language: str, one: str, two: str, five: str, many: str) -> None:
    told = [Words(language).ngettext("%(num)s ticket", "%(num)s tickets", n) % {"num": n} for n in (1, 2, 5, 21)]
    assert told == [one, two, five, many]


def test_spans_and_moments() -> None:
    at = datetime(2026, 2, 20, 13, 0, tzinfo=UTC)
    assert Words("en").span(timedelta(minutes=80)) == "1 hr 20 min"
    assert Words("ru").span(timedelta(minutes=80)) == "1 ч 20 мин"
    assert Words("pl").span(timedelta(days=3)) == "3 dni"
    assert Words("pl").moment(at, "Europe/Warsaw") == "20 lut 2026, 14:00 (Warszawa)"
    assert Words("ru").moment(at, "Europe/Moscow").endswith("(Москва)")
    assert Words("en").clock(at, "UTC", at) == "13:00"
