"""One support document."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True, slots=True)
class Reaction:
    """What stops the reaction clock, and the clause that says so."""

    counts: Literal["notice", "first_contact"]
    clause: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What a document says that the first minute depends on."""

    id: str
    title: str
    plans: tuple[str, ...]
    #: ISO 639-1, the document's first; empty where it names none.
    languages: tuple[str, ...]
    #: The clause that names the languages, "" where none does.
    languages_clause: str
    #: IANA zone of the document's times.
    zone: str
    reaction: Reaction
