"""What is wrong with a support document, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

from intakebot.domain.errors import Permanent
from intakebot.domain.sentence import Sentence

#: Where something stands in a file: ("plans", "basic", "said", 0).
Key: TypeAlias = tuple[str | int, ...]
#: Names among which one that was meant is looked for.
_MOST_KNOWN = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One fault of one file."""

    file: str
    #: As the operator writes it: "plans.basic.targets.critical.reaction.promise"; "" for the whole file.
    key: str
    #: Of the file, from 1; None where it can't be told.
    line: int | None
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.key}: {self.reason}" if self.key else f"{place}: {self.reason}"


class BadTerms(Permanent):
    """These terms can't be used."""

    def __init__(self, detail: str = "", faults: Sequence[Fault] = ()) -> None:
        self.faults = tuple(faults)
        number = f"{len(self.faults)} fault{'s' if len(self.faults) > 1 else ''}"
        super().__init__(detail or "\n  ".join([number, *map(str, self.faults)]))


def written(key: Key) -> str:
    """("plans", "basic", "said", 0) → "plans.basic.said[0]"."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in key).lstrip(".")


def instead(word: str, known: Sequence[str], most: int = 12) -> Sentence:
    """What to write instead of an unknown word: the nearest one, else all of them; begins with "; "."""
    lower = {name.lower(): name for name in known[:_MOST_KNOWN]}
    if near := get_close_matches(word.lower(), lower, n=1, cutoff=0.6):
        return Sentence('; did you mean "{word}"?', word=lower[near[0]])
    if not known:
        return Sentence("; there is none")
    return Sentence("; known: {known}", known=", ".join(known[:most]) + (" …" if len(known) > most else ""))
