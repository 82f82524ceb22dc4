"""What managers write in versions that are never overwritten, and what became of each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

#: A draft isn't in force yet · published: it is · retired: it isn't any more, or never was.
State: TypeAlias = Literal["draft", "published", "retired"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """One version of something; what it says stands in a field `draft` of each kind."""

    id: int
    #: Counted from 1 among the versions of its place, for people.
    number: int
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
