"""Long texts in pieces."""

import time

from hypothesis import given
from hypothesis import strategies as st

from intakebot.channels.shared.pieces import LONGEST, pieces


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_what_fits_is_one_piece() -> None:
    assert pieces("  слово \n") == ("слово",)
    assert pieces("") == ("",)
    assert pieces("x" * LONGEST) == ("x" * LONGEST,)
    assert pieces("🔥" * (LONGEST // 2)) == ("🔥" * (LONGEST // 2),)


def test_paragraphs_before_lines_before_words_before_characters() -> None:
    assert pieces("aaa bbb\nccc\n\nddd eee", 14) == ("aaa bbb\nccc", "ddd eee")
    assert pieces("aaa bbb\nccc ddd eee", 12) == ("aaa bbb", "ccc ddd eee")
    assert pieces("aaa bbb ccc", 9) == ("aaa bbb", "ccc")
    assert pieces("aaabbbccc", 4) == ("aaab", "bbcc", "c")
    assert pieces("🔥🔥🔥", 3) == ("🔥", "🔥", "🔥")


@given(st.text(alphabet="aж🔥 \n", max_size=200), st.integers(min_value=2, max_value=20))
def test_nothing_is_lost_but_blanks(text: str, longest: int) -> None:
    found = pieces(text, longest)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(units(piece) <= longest for piece in found)
    assert all(piece == piece.strip() and piece for piece in found) or found == ("",)


def test_the_cost_grows_with_the_length_alone() -> None:
    began = time.process_time()
    assert len(pieces("слово " * 200_000)) > 250
    assert time.process_time() - began < 5
