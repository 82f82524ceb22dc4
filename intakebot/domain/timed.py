"""A ticket as reports see it: when what happened, and what became of its notice."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

#: The notice stands · was never written · the relay refused it for good · came back · is still to be sent, or held.
NoticeState: TypeAlias = Literal["noticed", "suppressed", "failed", "bounced", "unsent"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Timed:
    """The ticket as it stands now, by the names of its columns."""

    terms: str | None
    plan: str | None
    severity: str | None
    reaction: Literal["notice", "first_contact"] | None
    #: A machine wrote the first message.
    automatic: bool
    notice: NoticeState
    received_at: datetime
    notice_at: datetime | None
    first_contact_at: datetime | None
    workaround_at: datetime | None
    closed_at: datetime | None
    waiting_since: datetime | None
    due_at: datetime | None
    workaround_due_at: datetime | None
    resolution_due_at: datetime | None
    #: The ticket that it went on as, when it was closed.
    merged_into_id: int | None
    #: The deadlines of that one.
    other_due_at: datetime | None = None
    other_workaround_due_at: datetime | None = None
    other_resolution_due_at: datetime | None = None
