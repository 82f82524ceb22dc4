"""Reads the word lists of `marks` and `farewells`: lines of "language: entry | entry"."""

import re
from collections.abc import Iterator


def _each(table: str) -> Iterator[str]:
    for line in table.strip().splitlines():
        _, _, row = line.partition(":")
        yield from (entry for raw in row.split(" | ") if (entry := raw.strip().casefold()))


def entries(table: str) -> frozenset[str]:
    """Every entry of a table, case-folded."""
    return frozenset(_each(table))


def words(text: str) -> frozenset[str]:
    """The words between blanks."""
    return frozenset(text.split())


def alternatives(table: str) -> str:
    """A group of a regular expression that matches any entry, longest first; no repetition inside, so it is linear."""
    found = sorted(entries(table), key=lambda entry: (-len(entry), entry))
    return "(?:" + "|".join(re.escape(entry).replace(r"\ ", r"\s+") for entry in found) + ")"


def roles(table: str, names: tuple[str, ...]) -> dict[str, str]:
    """Entry to the name of the column it stands in, columns separated by ";"; the first to claim an entry has it."""
    found: dict[str, str] = {}
    for line in table.strip().splitlines():
        columns = line.partition(":")[2].split(";")
        for name, column in zip(names, columns, strict=True):
            for entry in _each(f":{column}"):
                found.setdefault(entry, name)
    return found
