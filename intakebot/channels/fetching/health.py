"""How a watcher is doing: its state for the health page, and the alarms that people are called by."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, TypeAlias

import structlog

from intakebot.channels.fetching.account import Account
from intakebot.domain import watched
from intakebot.domain.times import Clock

#: failing, silent, refused (sign-in) and folder (missing) are conditions: raised once, and said to be over once.
#: uidvalidity (changed) and too-large (a message) are events: they are told and need a person's eye, nothing ends them.
Kind: TypeAlias = Literal["failing", "silent", "refused", "folder", "uidvalidity", "too-large"]

_log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True, slots=True)
class Alarm:
    """Something people must know about one watched folder."""

    kind: Kind
    #: Address of the support mailbox.
    mailbox: str
    #: The folder ("imap:host/user/folder"), for an event its unique subject ("imap:host/user/folder/uidvalidity/uid").
    subject: str
    at: datetime
    #: A sentence, or what the other side said.
    text: str
    #: Whether this says that the condition has ended.
    over: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """What is known of one watcher just now; times are aware, None for never."""

    connected: bool = False
    last_contact_at: datetime | None = None
    last_mail_at: datetime | None = None
    failing_since: datetime | None = None
    last_error: str = ""


class Health:
    """Keeps the state and raises each alarm once. Written by the watcher's thread; `state` may be read by any."""

    def __init__(self, account: Account, clock: Clock, alarm: Callable[[Alarm], None]) -> None:
        self.state = State()
        self._account = account
        self._clock = clock
        self._alarm = alarm
        self._open: set[Kind] = set()
        self._since = clock()

    def begun(self) -> None:
        """Watching begins: silence is counted from now."""
        self._since = self._clock()

    def connected(self) -> None:
        """Signed in, and the folder is open."""
        self.state = replace(self.state, connected=True, last_contact_at=self._clock())
        self._over("refused", "The sign-in works again.")
        self._over("folder", "The folder is there again.")

    def disconnected(self) -> None:
        """The connection is gone, wanted or not."""
        self.state = replace(self.state, connected=False)

    def well(self) -> None:
        """A look at the folder left nothing undone."""
        self.state = replace(self.state, failing_since=None, last_error="")
        self._over("failing", "Mail is fetched again.")

    def mail(self) -> None:
        """New mail was handed over."""
        self.state = replace(self.state, last_mail_at=self._clock())
        self._over("silent", "Mail arrives again.")

    def failed(self, error: str, kind: Kind | None = None) -> None:
        """Something didn't work; `kind` for what needs a person at once."""
        now, error = self._clock(), _line(error)
        since = self.state.failing_since or now
        self.state = replace(self.state, failing_since=since, last_error=error)
        if kind:
            self._raise(kind, error)
        if now - since >= self._account.failing_after:
            self._raise("failing", watched.failing(since, error))

    def check_silence(self) -> None:
        """Raise the alarm when nothing came for longer than is usual here."""
        limit, since = self._account.silent_after, self.state.last_mail_at or self._since
        if limit is not None and self._clock() - since >= limit:
            self._raise("silent", watched.silent(since))

    def tell(self, kind: Kind, subject: str, text: str) -> bool:
        """Tell people of an event; whether that worked. An alarm that fails must not stop the mail."""
        return self._send(self._made(kind, text, subject))

    def _raise(self, kind: Kind, text: str) -> None:
        if kind not in self._open and self._send(self._made(kind, text, self._account.place)):
            self._open.add(kind)

    def _over(self, kind: Kind, text: str) -> None:
        if kind in self._open and self._send(replace(self._made(kind, text, self._account.place), over=True)):
            self._open.discard(kind)

    def _made(self, kind: Kind, text: str, subject: str) -> Alarm:
        return Alarm(kind=kind, mailbox=self._account.mailbox.address, subject=subject, at=self._clock(), text=text)

    def _send(self, alarm: Alarm) -> bool:
        try:
            self._alarm(alarm)
        except Exception as error:
            _log.exception("imap_alarm_failed", alarm=alarm.text, error=str(error))
            return False
        return True


def _line(text: str) -> str:
    """A server's words as one printable line of at most 300 characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text[:1000]).split())[:300]
