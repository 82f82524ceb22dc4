"""What an agent decided about a proposed severity."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

#: By what the request came.
ChannelKind: TypeAlias = Literal["email", "chat"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """The first decision that stands on a ticket's level, and the proposal that it followed."""

    number: str
    terms: str | None
    #: The language that the customer wrote in, "und" when unknown.
    language: str
    channel: ChannelKind
    received_at: datetime
    #: The likeliest level, and how sure the classifier was of it, 0..1.
    proposed: str
    confidence: float
    #: It was too unsure to propose it: agents didn't see it.
    abstained: bool
    #: Version of the model; "" when none was stamped.
    model: str
    decided: str
    decided_at: datetime
    #: The agent; "customer" who consented to what an agent had asked.
    by: str
    #: The agent's, "" when none was given.
    reason: str
