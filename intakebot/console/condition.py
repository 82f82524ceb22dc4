"""How a channel is doing, as the running process knows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

#: working · failing · idle: it doesn't run in this process (another one may have it), or hasn't begun yet.
Health: TypeAlias = Literal["working", "failing", "idle"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """One listener, watcher or chat just now; times are aware, None for never."""

    #: smtp · lmtp · imap · telegram · matrix
    kind: str
    #: Where: an address that is listened at, a folder, an account.
    place: str
    health: Health
    #: The other side answered last, and brought a message last; None too where nobody is asked (listeners).
    last_contact_at: datetime | None = None
    last_message_at: datetime | None = None
    failing_since: datetime | None = None
    #: What the other side, or the network, said then.
    last_error: str = ""
