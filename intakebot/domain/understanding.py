"""What a worker process is asked, and what it answers."""

from dataclasses import dataclass

from intakebot.domain.message import Message
from intakebot.domain.proposal import Impression
from intakebot.domain.received import Received


@dataclass(frozen=True, kw_only=True)
class Question:
    """A received message that is to be read."""

    received: Received
    #: Whose Authentication-Results count for its mailbox.
    authserv_id: str | None
    #: Likely languages, the likeliest first: for texts that are too short to tell.
    languages: tuple[str, ...]
    #: What was said before of the same request, in a chat: both are understood together.
    before: str = ""


@dataclass(frozen=True, kw_only=True)
class Understood:
    """The message, and its impression unless that failed or took too long."""

    message: Message
    impression: Impression | None
