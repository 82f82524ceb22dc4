"""One Matrix account: its settings."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

#: Bytes; homeservers allow more, and the ticket says what was left out.
LARGEST_FILE = 20_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """One bot's account on its homeserver."""

    #: Root of the homeserver's client API.
    homeserver: str
    #: "@support:example.org".
    user: str
    #: Read anew whenever a connection is set up, so that a replaced token needs no restart after a failure.
    token: Callable[[], str] = field(repr=False)
    #: Address of the configured mailbox whose prefix and terms apply.
    mailbox: str
    #: Groups to which it lets itself be invited, by id; other rooms only for two.
    rooms: frozenset[str] = frozenset()
    #: Commands, without their sign; what we say names them as they are typed there.
    commands: frozenset[str] = frozenset()
    #: Said once in an encrypted room.
    encrypted: str = "Please write in a room without encryption."
    #: How long the homeserver may wait for news before it answers that there are none.
    poll_seconds: int = 25
    connect_seconds: float = 5.0
    #: For the homeserver's answer, beyond `poll_seconds` where it waits.
    answer_seconds: float = 10.0
    #: To join a room, which may be on another server.
    join_seconds: float = 60.0
    #: For the commit of what was handed over.
    accept_timeout: timedelta = timedelta(seconds=60)
    retry_first: timedelta = timedelta(seconds=1)
    retry_longest: timedelta = timedelta(minutes=1)
    #: A token that the homeserver doesn't know is tried again no sooner.
    retry_refused: timedelta = timedelta(minutes=5)
    #: Bytes.
    largest_file: int = LARGEST_FILE

    def __post_init__(self) -> None:
        if not self.user.startswith("@") or ":" not in self.user:
            raise ValueError(f"{self.user!r} is no user id; they look like @support:example.org")
