"""The labelled messages that are kept in models/: legal, all different, and the frozen ones apart from the others."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from intakebot.classify.examples import Example, load
from intakebot.classify.voice import voice

_MODELS = Path(__file__).parents[2] / "models"
_WORD = re.compile(r"\w+")
#: Share of the shorter text's runs of five words that another story's text may have, too.
_ALIKE = 0.7
#: One story told with two endings, kept under two concepts (both in one file, which folds keep apart by chance only).
_KNOWN = {("en1-263", "en1-264")}
#: Domains of both; the texts have nothing in common.
_SHARED = {"pension fund"}


@cache
def _given(folder: str) -> tuple[Example, ...]:
    return tuple(load(_MODELS / folder))


def _all() -> tuple[Example, ...]:
    return (*_given("examples"), *_given("frozen"))


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return frozenset(tuple(words[place : place + 5]) for place in range(max(1, len(words) - 4)))


def _near(texts: Sequence[str]) -> set[tuple[int, int]]:
    """Places of texts that share more than 0.7 of the shorter one's runs."""
    runs = [_runs(text) for text in texts]
    holders = defaultdict(list)
    for place, of_one in enumerate(runs):
        for run in of_one:
            holders[run].append(place)
    shared = Counter(pair for places in holders.values() if 1 < len(places) < 100 for pair in combinations(places, 2))
    return {(a, b) for (a, b), count in shared.items() if count > _ALIKE * min(len(runs[a]), len(runs[b]))}


def test_every_line_is_legal_and_tells_something() -> None:
    assert len(_given("examples")) > 8_000
    assert len(_given("frozen")) > 500
    for example in _all():
        assert example.channel in ("email", "chat"), example.id
        assert re.fullmatch("[a-z]{2}", example.lang), example.id
        assert example.text.strip(), example.id
        assert example.concept, example.id


def test_everybody_has_a_voice() -> None:
    for example in _all()[::20]:
        said = voice(example.text)
        assert said.text.strip(), example.id
        assert len(said.text) <= 4_000


def test_ids_and_texts_are_unique() -> None:
    for values in ([one.id for one in _all()], [" ".join(one.text.casefold().split()) for one in _all()]):
        assert [value for value, count in Counter(values).items() if count > 1] == []


@pytest.mark.parametrize("folder", ["examples", "frozen"])
def test_further_readings_are_of_messages_that_exist(folder: str) -> None:
    known = {one.id for one in _given(folder)}
    files = [*(_MODELS / folder).glob("second*.jsonl"), *(_MODELS / folder).glob("third*.jsonl")]
    read = {
        found for file in files for found in re.findall(r'^\{"id": "([^"]+)"', file.read_text("utf-8"), re.MULTILINE)
    }
    assert read
    assert read <= known


def test_no_story_is_told_twice_under_two_names() -> None:
    given = _all()
    near = {
        tuple(sorted((given[a].id, given[b].id)))
        for a, b in _near([one.text for one in given])
        if given[a].group != given[b].group
    }
    assert near == _KNOWN


def test_texts_that_are_alike_are_found() -> None:
    told = "one two three four five six seven eight nine ten eleven twelve"
    assert _near([told, f"{told} thirteen", "quite another text of many other words", told[::-1]]) == {(0, 1)}


def test_the_frozen_messages_are_of_other_domains() -> None:
    examples = {one.domain.casefold() for one in _given("examples")}
    assert {one.domain.casefold() for one in _given("frozen")} & examples == _SHARED
