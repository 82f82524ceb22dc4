"""Where a support mailbox is fetched from, and how: the settings of one IMAP watcher."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal, TypeAlias

from intakebot.domain.mailbox import Mailbox

Tls: TypeAlias = Literal["implicit", "starttls", "none"]
#: A server may end a connection that was idle for 30 minutes (RFC 3501 §5.4); IDLE is renewed before 29 (RFC 2177 §3).
LONGEST_REST = timedelta(minutes=28)


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """One folder of one IMAP account. ValueError for settings that contradict each other."""

    mailbox: Mailbox
    host: str
    port: int = 993
    #: "implicit" and "starttls" (RFC 8314 §3) never fall back to plain text; "none" is for loopback and tunnels.
    tls: Tls = "implicit"
    #: Instead of the system's certificates, name checks included.
    tls_context: ssl.SSLContext | None = None
    user: str
    #: Read anew at each sign-in, so that a rotated password needs no restart.
    password: Callable[[], str] | None = field(default=None, repr=False)
    #: Program whose first line of output is an OAuth access token (XOAUTH2 or OAUTHBEARER, RFC 7628).
    token_command: tuple[str, ...] | None = None
    folder: str = "INBOX"
    #: Which mail is taken when the folder is watched for the first time, with no mark kept yet.
    first: Literal["unseen", "all", "new"] = "unseen"
    #: What becomes of a message once it is committed: flagged in its place, or moved to `move_to`.
    after: Literal["flag", "move"] = "flag"
    move_to: str | None = None
    #: How often to look without being told, also while in IDLE: a server whose IDLE is deaf costs just that.
    poll_every: timedelta = timedelta(minutes=2)
    #: Use IDLE (RFC 2177) where the server has it.
    idle: bool = True
    #: Alarm when nothing new came for so long; None: never.
    silent_after: timedelta | None = None
    #: Alarm when fetching has failed for so long.
    failing_after: timedelta = timedelta(minutes=10)
    connect_timeout: timedelta = timedelta(seconds=15)
    read_timeout: timedelta = timedelta(seconds=60)
    #: For the commit of what was handed over.
    accept_timeout: timedelta = timedelta(seconds=60)
    token_timeout: timedelta = timedelta(seconds=20)
    retry_first: timedelta = timedelta(seconds=1)
    retry_longest: timedelta = timedelta(minutes=5)
    #: A refused sign-in is tried again no sooner: many servers lock an account that insists.
    retry_refused: timedelta = timedelta(seconds=30)
    #: Bytes; a larger message stays in the folder, flagged for people, with an alarm.
    max_size: int = 50 * 1024 * 1024
    #: Bytes held at once, unless one message alone is larger.
    batch_bytes: int = 8 * 1024 * 1024

    def __post_init__(self) -> None:
        if (self.password is None) == (self.token_command is None):
            raise ValueError("either a password or a token command is needed, and not both")
        if (self.after == "move") != (self.move_to is not None):
            raise ValueError("move_to is needed for after = move, and only there")
        if self.move_to == self.folder:
            raise ValueError("move_to must be another folder than the one that is watched")
        if not timedelta(0) < self.poll_every <= LONGEST_REST:
            raise ValueError(f"poll_every must be above 0 and at most {LONGEST_REST}")

    @property
    def place(self) -> str:
        """Name of the folder for marks and sources: "imap:host/user/folder", a "/" within them written as %2F."""
        return f"imap:{_part(self.host)}/{_part(self.user)}/{_part(self.folder)}"


def _part(text: str) -> str:
    return text.replace("%", "%25").replace("/", "%2F")
