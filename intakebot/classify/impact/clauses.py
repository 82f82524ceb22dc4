"""Sentences in parts that can be shown as evidence."""

import re
from collections.abc import Iterator

#: The shortest part, in characters.
_LEAST = 18
_BREAK = re.compile(r"[,;:—–](?=\s)|\s(?=\()|(?<=\))\s|\n")


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of text[start:end], without blanks around; none is shorter than 18 characters unless all of it is."""
    first = start
    for found in _BREAK.finditer(text, start, end):
        if found.end() - first >= _LEAST and end - found.end() >= _LEAST:
            yield from _bare(text, first, found.start() + (found[0] not in " \n"))
            first = found.end()
    yield from _bare(text, first, end)


def _bare(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end
