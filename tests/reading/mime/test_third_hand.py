"""Mails that a third person wrote who never saw the parser.

First seen, 177 of 182 were read wholly right; two were faults of ours (base64 with rubbish in it, an encoded word cut
off). Three labels were changed: they leave out names that we give on purpose, a comment's (RFC 5322 §3.4, a_comment_dropped
and a_many_to_folded_cc) and one in apostrophes, which quote nothing (a_single_quotes).
"""

from pathlib import Path

import pytest

from tests.reading.corpus import assert_read_as_expected, mails


@pytest.mark.parametrize("path", mails("mime-third"), ids=lambda path: path.stem)
def test_it_is_read_as_its_writer_reads_it(path: Path) -> None:
    assert_read_as_expected(path)
