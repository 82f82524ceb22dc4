"""What rooms say to people: words with facts filled in. It is English as it stands; the console says it in its reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self, TypeAlias


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """What has a name of its own in each language: a level, a role."""

    #: What stands in English text: mostly an id.
    id: str
    #: By language of the console.
    names: Mapping[str, str]

    def __str__(self) -> str:
        return self.id


#: A count is an int; an id is text, whatever its digits. Several facts are told one after the other.
Fact: TypeAlias = "str | int | float | date | Name | tuple[Fact, ...]"


class Sentence(str):
    """English text that knows its words, "{number} is closed", and their facts; without facts the words stand as they are."""

    __slots__ = ("facts", "words")

    words: str
    facts: Mapping[str, Fact]

    def __new__(cls, words: str, /, **facts: Fact) -> Self:
        """The catalogues know the words: write them out, never put them together."""
        english = words.format(**{name: _english(fact) for name, fact in facts.items()}) if facts else words
        made = super().__new__(cls, english)
        made.words, made.facts = words, facts
        return made


def joined(facts: tuple[Fact, ...]) -> str:
    """What stands between several facts: a semicolon between sentences."""
    return "; " if any(isinstance(fact, Sentence) for fact in facts) else ", "


def _english(fact: Fact) -> object:
    """As it is filled in; numbers stay numbers, to be written as the words want them."""
    if isinstance(fact, tuple):
        return joined(fact).join(str(_english(one)) for one in fact)
    if isinstance(fact, datetime):
        return fact.isoformat(timespec="minutes")
    return fact.isoformat() if isinstance(fact, date) else fact
