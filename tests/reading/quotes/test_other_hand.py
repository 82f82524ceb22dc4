"""Answers that somebody wrote who never saw the cutter. First seen, 107 of 113 were cut as he expects."""

from pathlib import Path

import pytest

from tests.reading.corpus import assert_cut_as_expected, mails

#: Its pasted log lines ("date, time, station reports:" with ">" below) are just what a quoting mail program writes.
UNDECIDABLE = {"keep-uk-log-and-date"}


@pytest.mark.parametrize("path", mails("quotes-other", without=UNDECIDABLE), ids=lambda path: path.stem)
def test_own_words_are_what_its_writer_says(path: Path) -> None:
    assert_cut_as_expected(path)
