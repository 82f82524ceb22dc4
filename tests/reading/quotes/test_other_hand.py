"""Answers that somebody wrote who never saw the cutter. First seen, 107 of 113 were cut as he expects."""

import json
from pathlib import Path

import pytest

from intakebot.reading.mime import parse
from intakebot.reading.quotes import own_words

#: Its pasted log lines ("date, time, station reports:" with ">" below) are just what a quoting mail program writes.
UNDECIDABLE = {"keep-uk-log-and-date"}
MAILS = [
    path
    for path in sorted((Path(__file__).parents[2] / "corpus" / "quotes-other").glob("*.eml"))
    if path.stem not in UNDECIDABLE
]


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_own_words_are_what_its_writer_says(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))["reply"]
    assert own_words(parse(path.read_bytes())).split() == expected.split()
