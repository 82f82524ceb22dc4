"""Templates that managers own: what a letter says, in versions that are never overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

#: The parts of a letter: its subject, its text, its HTML, and words of its own for chats.
Kind: TypeAlias = Literal["subject", "text", "html", "chat"]
KINDS: tuple[Kind, ...] = ("subject", "text", "html", "chat")
#: A draft is nobody's letter yet · published: customers get it · retired: they don't any more, or never did.
State: TypeAlias = Literal["draft", "published", "retired"]


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
class Version:
    """A draft as it was kept, and what became of it."""

    id: int
    #: Counted from 1 among the versions of its place, for people.
    number: int
    draft: Draft
    state: State
    made_by: str
    made_at: datetime
    published_by: str | None = None
    published_at: datetime | None = None
    #: Who took it out of use, or replaced it, and when.
    retired_by: str | None = None
    retired_at: datetime | None = None
    #: The earlier version that this one brought back.
    restores_id: int | None = None
