"""The registered request."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

State: TypeAlias = Literal["open", "closed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticket:
    """A request as it stands now: a projection of its events."""

    id: int
    number: str
    mailbox: str
    state: State
    contact_id: int
    #: When the support service got the first message: the clock's start (CEN-03).
    received_at: datetime
    registered_at: datetime
    #: When the registration notice was handed over; None until then, and again after a bounce.
    notice_at: datetime | None
    closed_at: datetime | None
