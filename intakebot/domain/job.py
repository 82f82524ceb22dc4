"""A piece of work that survives a crash: its row is claimed by one process at a time, and fenced by owner and attempt."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

#: take_in: subject is a received message · deliver: a letter · duty: a timer · call: news for a webhook · fetch: an
#: attachment that its channel keeps.
Kind: TypeAlias = Literal["take_in", "deliver", "duty", "call", "fetch"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """A claim on a job: only who still holds this owner and attempt may change the row."""

    id: int
    kind: Kind
    #: Id of what it is about.
    subject: int
    owner: str
    #: 1 for the first try.
    attempt: int
