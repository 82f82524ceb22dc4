"""One Telegram bot: its settings."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

#: Bytes that Telegram lets bots download (core.telegram.org/bots/api#getfile).
LARGEST_FILE = 20_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Webhook:
    """Telegram posts updates to us, instead of being asked. ValueError for an address that can't be one."""

    #: As Telegram reaches it; TLS is the matter of a proxy before us, which keeps the path.
    url: str
    #: Where we listen.
    host: str
    port: int
    #: 1–256 of A–Z, a–z, 0–9, "_" and "-"; told to Telegram when the webhook is set, and compared with each post.
    secret: Callable[[], str] = field(repr=False)
    #: For one post, commit included; Telegram gives up later than that and posts again.
    seconds: float = 25.0

    def __post_init__(self) -> None:
        if urlsplit(self.url).scheme not in ("https", "http") or not urlsplit(self.url).netloc:
            raise ValueError(f"{self.url} is no address for a webhook")

    @property
    def path(self) -> str:
        """Where posts arrive."""
        return urlsplit(self.url).path or "/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """One bot."""

    #: Read anew whenever a connection is set up, so that a replaced token needs no restart after a failure.
    token: Callable[[], str] = field(repr=False)
    #: Root that `/bot<token>` and `/file/bot<token>` are appended to.
    base_url: str = "https://api.telegram.org"
    #: Address of the configured mailbox whose prefix and terms apply.
    mailbox: str
    #: How long Telegram may wait for news before it answers that there are none.
    poll_seconds: int = 25
    webhook: Webhook | None = None
    connect_seconds: float = 5.0
    #: For Telegram's answer, beyond `poll_seconds` where it waits.
    answer_seconds: float = 10.0
    #: For the commit of what was handed over.
    accept_timeout: timedelta = timedelta(seconds=60)
    retry_first: timedelta = timedelta(seconds=1)
    retry_longest: timedelta = timedelta(minutes=1)
    #: A token that Telegram doesn't know is tried again no sooner.
    retry_refused: timedelta = timedelta(minutes=5)
    #: Bytes.
    largest_file: int = LARGEST_FILE
