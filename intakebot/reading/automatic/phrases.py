"""Many phrases looked for in one text at once, in a time that hardly grows with their number."""

import re
from collections.abc import Set as AbstractSet

from intakebot.reading.automatic.folding import fold

_FIRST = re.compile(r"([\w']+) ")
_PUNCTUATION = '"(*[<«“„-_|.,:;!>)/'


def words(text: str) -> frozenset[str]:
    """The words of a folded text."""
    for mark in _PUNCTUATION:
        text = text.replace(mark, " ")
    return frozenset(text.split())


def phrases(table: str) -> tuple[str, ...]:
    """The folded phrases of a table: lines of phrases separated by " | "."""
    return tuple(
        dict.fromkeys(filter(None, (fold(phrase) for line in table.splitlines() for phrase in line.split(" | "))))
    )


class Phrases:
    """A table of phrases, indexed by their first words; those of a single word count within longer words too."""

    __slots__ = ("_by_word", "_single", "all")

    def __init__(self, table: str) -> None:
        self.all = phrases(table)
        self._by_word: dict[str, tuple[str, ...]] = {}
        single: list[str] = []
        for phrase in self.all:
            if first := _FIRST.match(phrase):
                self._by_word[first[1]] = (*self._by_word.get(first[1], ()), phrase)
            else:
                single.append(phrase)
        self._single = tuple(single)

    def within(self, text: str, known: AbstractSet[str]) -> bool:
        """Whether a folded text, whose words are known, contains one of the phrases."""
        if any(map(text.__contains__, self._single)):
            return True
        keys = self._by_word.keys() & known
        return any(phrase in text for key in keys for phrase in self._by_word[key])
