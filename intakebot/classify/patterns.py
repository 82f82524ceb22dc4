"""The documents' regular expressions: written by people in any case and with all diacritics, matched on folded text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from intakebot.classify.folded import folded_pattern
from intakebot.classify.needles import needles


@dataclass(frozen=True, slots=True)
class Pattern:
    """An expression for folded text."""

    expression: re.Pattern[str]
    needles: tuple[str, ...]

    def possible(self, text: str) -> bool:
        """False: it surely doesn't match."""
        for needle in self.needles:  # a loop: any() with a generator costs twice as much here
            if needle in text:
                return True
        return not self.needles

    def search(self, text: str) -> re.Match[str] | None:
        """As the expression's own."""
        return self.expression.search(text) if self.possible(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As the expression's own."""
        return self.expression.finditer(text) if self.possible(text) else iter(())


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> Pattern:
    """The pattern for folded text; re.error for one that is none."""
    return prepared(folded_pattern(pattern))


def prepared(pattern: str) -> Pattern:
    """A pattern that is written for folded text."""
    return Pattern(re.compile(pattern, re.MULTILINE), needles(pattern))
