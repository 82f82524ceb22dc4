import re
import tomllib
from pathlib import Path

import pytest

from intakebot.classify.folded import fold, folded_pattern
from intakebot.classify.needles import needles
from intakebot.classify.patterns import compiled

LIBRARY = sorted((Path(__file__).parents[2] / "intakebot/terms/library").glob("*.toml"))


def _patterns() -> list[str]:
    documents = [tomllib.loads(path.read_text("utf-8")) for path in LIBRARY]
    parts = [
        part for document in documents for name in ("requires", "services") for part in document.get(name, {}).values()
    ]
    return [pattern for part in parts for pattern in part.get("patterns", ())]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("abc", {"abc"}),
        ("ab?cde", {"cde"}),
        (r"\b(one|two)\w+", {"one", "two"}),
        (r"(one|\d)x", {"x"}),
        (r"(one)?", set()),
        (r"\d+", set()),
        (r"(?:foo|bar){2,3}", {"foo", "bar"}),
        (r"(?!no)yes", {"yes"}),
        ("a|", set()),
    ],
)
def test_needles_of(pattern: str, expected: set[str]) -> None:
    assert set(needles(pattern)) == expected


def test_what_matches_holds_a_needle() -> None:
    texts = [case.read_text("utf-8") for case in sorted((Path(__file__).parents[1] / "corpus").rglob("*.jsonl"))]
    lines = [fold(line).text for text in texts for line in text.splitlines()[:60]]
    matched = 0
    for pattern in _patterns():
        plain = re.compile(folded_pattern(pattern), re.MULTILINE)
        for line in lines:
            direct = plain.search(line)
            assert bool(direct) == bool(compiled(pattern).search(line))
            matched += bool(direct)
    assert matched > 20


def test_case_and_diacritics_of_a_pattern_do_not_matter_but_its_classes_do() -> None:
    assert folded_pattern(r"\W\SŻółw[Ёё](?P<Name>A)") == r"\W\Szolw[ее](?P<name>a)"
