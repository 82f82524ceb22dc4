"""Answers that a third person wrote who never saw the cutter.

First seen, 98 of 124 were cut as he expects; 12 of the others differ by our policy alone, which he didn't know: a closing
with its name stays, and so does a forwarded message that the author hands on. 20 labels were changed for that: 16 have
closings (disclaimer_*, outlook_*, sig_phone_ru; in eight of them a visiting card below, which we left, goes now), four are
forwarded (fwd_de, gmail_forward_comment, gmail_forward_en, tb_forward). Of the author's own words four mails lost some.
"""

from pathlib import Path

import pytest

from tests.reading.corpus import assert_cut_as_expected, mails


@pytest.mark.parametrize("path", mails("quotes-third"), ids=lambda path: path.stem)
def test_own_words_are_what_its_writer_says(path: Path) -> None:
    assert_cut_as_expected(path)
