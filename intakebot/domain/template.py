"""Templates that managers own: what a letter says, in versions that are never overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from intakebot.domain.edition import Edition

#: The parts of a letter: its subject, its text, its HTML, and words of its own for chats.
Kind: TypeAlias = Literal["subject", "text", "html", "chat"]
KINDS: tuple[Kind, ...] = ("subject", "text", "html", "chat")


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Which letter a template is for: its event, its language, and the terms whose customers get it ("": all)."""

    event: str
    language: str
    terms: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a manager wrote for a place. A letter is replaced as a whole: a part that isn't among these it doesn't have."""

    place: Place
    #: Liquid, by part.
    parts: Mapping[Kind, str]
    #: Why, for whoever reads the history.
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Version(Edition):
    """A draft as it was kept, and what became of it."""

    draft: Draft
