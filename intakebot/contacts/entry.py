"""What a file says of one organisation, contact or mailbox, before it is known to be right."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any, Literal, TypeAlias

from intakebot.domain.sentence import Fact, Sentence

What: TypeAlias = Literal["organisation", "contact", "mailbox", "file"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where something is said."""

    file: str
    #: The line it begins at, 1 for the first; None where that can't be told.
    line: int | None = None

    def seen_from(self, other: "Place") -> Sentence:
        """In words, for a fault at another place."""
        where = Sentence("line {line}", line=str(self.line)) if self.line else Sentence("another place")
        return where if self.file == other.file else Sentence("{where} of {file}", where=where, file=self.file)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What is wrong, where, and what to do about it."""

    file: str
    line: int | None
    what: What
    #: Key or address, as the file writes it; "" when it has none.
    key: str
    reason: Sentence
    #: The field of the domain's noun that it is about; "" where it is none, or several.
    field: str = ""

    @property
    def bare(self) -> Fact:
        """The reason, for whoever sees the field beside it."""
        return self.reason.facts["why"] if self.reason.facts.keys() == {"field", "why"} else self.reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One of them; values by field of the domain's noun, as the file gave them."""

    what: What
    place: Place
    values: Mapping[str, Any]
    #: What the file calls a field, where that isn't the field's own name.
    called: Mapping[str, str] = made(default_factory=dict)

    @property
    def key(self) -> str:
        """Key or address as the file writes it."""
        return str(self.values.get("key" if self.what == "organisation" else "address", ""))[:200]

    def fault(self, reason: Sentence, field: str = "") -> Fault:
        """Something wrong with it, or with one field of it."""
        return Fault(
            file=self.place.file, line=self.place.line, what=self.what, key=self.key, reason=reason, field=field
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """All that a file says."""

    entries: tuple[Entry, ...] = ()
    faults: tuple[Fault, ...] = ()
