"""Cells of CSV files that people open in spreadsheets: none of them begins with what would be calculated.

A spreadsheet may take another mark for the end of a cell than ours (in Polish and Russian it is the semicolon), so what
follows such a mark within a cell is looked at too.
"""

import csv
import io
import re
from collections.abc import Iterable

#: What counts as a formula's first sign: = + - @ and the letters that Unicode holds to be the same, full width and all; − too.
_FORMULA = "=+\\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋−﬩"
#: What spreadsheets skip or take away before they look: blanks, controls, letters without width, quotation marks.
_SKIPPED = "\\s\\x00-\\x20\\x7f-\\xa0\\xad\\u180e\\u200b-\\u200f\\u2028-\\u202f\\u2060-\\u2069\\ufeff'\""
#: Looked at once for each stretch, however long: strangers write these texts.
_STRETCH = re.compile(rf"(?<![{_SKIPPED}])[{_SKIPPED}]*[{_FORMULA}]")
#: A tab or a new line at the beginning is enough.
_MARKED = re.compile(r"'*[\t\r\n]")
_ENDS = re.compile(r"[\t\r\n]")
_GUARDED = re.compile(r"([\t\r\n])'")


def safe(cell: str) -> str:
    """The cell as text for every spreadsheet: an apostrophe stands before what would be a formula."""
    if _MARKED.match(cell) and not _STRETCH.match(cell):
        return f"'{_STRETCH.sub(_guard, cell)}"
    return _STRETCH.sub(_guard, cell)


def plain(cell: str) -> str:
    """What `safe` was given."""
    bare = _STRETCH.sub(_bare, cell)
    return bare[1:] if bare[:1] == "'" and _MARKED.match(bare) and not _STRETCH.match(cell) else bare


def _guard(found: re.Match[str]) -> str:
    stretch = _ENDS.sub("\\g<0>'", found[0])
    return f"'{stretch}" if _begins(found) else stretch


def _bare(found: re.Match[str]) -> str:
    stretch = _GUARDED.sub("\\1", found[0])
    return stretch[1:] if stretch[0] == "'" and _begins(found) else stretch


def _begins(found: re.Match[str]) -> bool:
    """Whether the stretch stands where a spreadsheet may begin a cell."""
    return found.start() == 0 or found.string[found.start() - 1] == ";"


def csv_text(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """RFC 4180 with a header; None is an empty cell, and no cell is taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow(["" if value is None else safe(str(value)) for value in row])
    return out.getvalue()
