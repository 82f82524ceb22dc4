"""Rows of a CSV file whose first line names its columns."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from intakebot.contacts.entry import Fault, Place
from intakebot.domain.cells import plain
from intakebot.domain.sentence import Sentence

#: A row by its columns, and where it stands.
Row: TypeAlias = tuple[Place, dict[str, str]]
_DELIMITERS = ",;\t"


def read_rows(file: str, text: str, columns: Sequence[str], needed: Sequence[str]) -> tuple[list[Row], list[Fault]]:
    """All rows, and all faults of form; no rows where the first line isn't as it should be. The delimiter is seen from that."""
    try:
        rows = list(_rows(text))
    except _Broken as broken:
        return [], [_fault(file, broken.line, Sentence("it is no CSV: {why}", why=broken.why))]
    if not rows:
        empty = Sentence("it is empty; its first line names the columns: {columns}", columns=",".join(columns))
        return [], [_fault(file, 1, empty)]
    header = [cell.strip().lower() for cell in rows[0][1]]
    if reasons := list(_bad_header(header, columns, needed)):
        return [], [_fault(file, 1, reason) for reason in reasons]
    whole, faults = [], []
    for line, cells in rows[1:]:
        if len(cells) == len(header):
            whole.append((Place(file=file, line=line), dict(zip(header, map(plain, cells), strict=True))))
        elif any(cells):
            faults.append(_fault(file, line, _miscounted(len(cells), len(header))))
    return whole, faults


_ENDLESS = Sentence("a quotation mark is opened and never closed")


class _Broken(Exception):
    """From this line on the file can't be read."""

    def __init__(self, line: int, why: str) -> None:
        self.line = line
        self.why = why


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins at; empty lines are skipped."""
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=first.count), strict=True)
    begins = 1
    try:
        for cells in reader:
            if cells:
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        endless = "unexpected end" in str(error) or "field larger" in str(error)
        raise _Broken(begins, _ENDLESS if endless else str(error)) from None


def _bad_header(header: list[str], columns: Sequence[str], needed: Sequence[str]) -> Iterator[Sentence]:
    if unknown := [name for name in header if name not in columns]:
        names = tuple(repr(name[:40]) for name in unknown[:10])
        yield Sentence("unknown columns: {names}; known are {known}", names=names, known=tuple(columns))
    if twice := sorted({name for name in header if header.count(name) > 1}):
        yield Sentence("columns that stand there twice: {names}", names=tuple(twice))
    if missing := [name for name in needed if name not in header]:
        yield Sentence(
            "columns missing: {names}; leave a column empty rather than out, or what it held is lost",
            names=tuple(missing),
        )


def _miscounted(found: int, wanted: int) -> Sentence:
    unquoted = Sentence("is a comma or semicolon in a cell without quotation marks?")
    why = unquoted if found > wanted else Sentence("is the row cut off?")
    return Sentence(
        "this row has {found} cells, the first line names {wanted}; {why}", found=found, wanted=wanted, why=why
    )


def _fault(file: str, line: int | None, reason: Sentence) -> Fault:
    return Fault(file=file, line=line, what="file", key="", reason=reason)
