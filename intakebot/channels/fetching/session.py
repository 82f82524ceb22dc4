"""One signed-in connection and the watched folder: the few things that a watcher asks of it."""

import contextlib
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from types import TracebackType
from typing import Any, Self

from imapclient.exceptions import (
    IMAPClientAbortError,
    IMAPClientError,
)

from intakebot.channels.fetching.account import Account
from intakebot.channels.fetching.client import Client, IdleRefused
from intakebot.channels.fetching.signin import sign_in
from intakebot.domain.errors import Temporary

#: Our own keyword on what was taken in: a sign for people and other programs, never read by us.
KEYWORD = b"$IntakeDone"
#: UIDs named in one command at most: servers cut command lines (RFC 7162 §4 asks for 8,192 bytes).
_NAMED = 500


class FolderMissing(Temporary):
    """The folder doesn't exist."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """One message as it stands in the folder. The date is aware; None when the server's can't be read."""

    uid: int
    raw: bytes
    internal_date: datetime | None


def connect(account: Account, stopping: Callable[[], bool]) -> "Session":
    """A signed-in session. Temporary, OSError or IMAPClientError when that isn't possible now."""
    client = Client(account)
    try:
        sign_in(client, account, stopping)
        if account.move_to is not None and not client.folder_exists(account.move_to):
            client.create_folder(account.move_to)
        return Session(client, account)
    except BaseException:
        with contextlib.suppress(OSError):
            client.shutdown()
        raise


class Session:
    """Used by one thread; only `interrupt` may be called by another. Lost connections raise OSError or an abort."""

    def __init__(self, client: Client, account: Account) -> None:
        self._client = client
        self._account = account
        #: Of the folder as it was opened last; the next UID is above those of all messages that were there then.
        self.uidvalidity = 0
        self.uidnext = 0
        self._flags: tuple[bytes, ...] = ()
        #: Whether it waits in IDLE (or goes there just now), where cutting the connection harms nothing.
        self.resting = False
        self._idles = account.idle and client.has_capability("IDLE")

    def open(self) -> None:
        """Open the folder, or open it anew: FolderMissing, or Temporary when the server doesn't name its UIDs' validity.

        NOOP wouldn't do: of a folder that was deleted and made again, Dovecot shows the old state for ever.
        """
        selected = self._select()
        if b"UIDVALIDITY" not in selected:
            raise Temporary(f"{self._account.host} gives no UIDVALIDITY for {self._account.folder}")
        self.uidvalidity = selected[b"UIDVALIDITY"]
        self.uidnext = selected.get(b"UIDNEXT") or max(self._client.search("ALL"), default=0) + 1
        # RFC 3501 §7.1: "\*" means that new keywords may be made
        keywords = {rb"\*", KEYWORD} & set(selected.get(b"PERMANENTFLAGS", ()))
        self._flags = (rb"\Seen", KEYWORD) if keywords else (rb"\Seen",)

    def news(self) -> bool:
        """Whether new mail was told of since this was asked last."""
        return self._client.news()

    def above(self, mark: int) -> list[int]:
        """UIDs above a mark. The range "n:*" holds the last message even when that is below n (RFC 3501 §6.4.8)."""
        return [uid for uid in self._client.search(["UID", f"{mark + 1}:*"]) if uid > mark]

    def unseen(self) -> list[int]:
        """UIDs of the messages that nobody has read."""
        return list(self._client.search("UNSEEN"))

    def sizes(self, uids: Collection[int]) -> dict[int, int]:
        """Bytes of each of these messages that is still there."""
        sizes: dict[int, int] = {}
        for some in _chunks(uids):
            answer = self._client.fetch(some, ["RFC822.SIZE"])
            sizes |= {uid: items[b"RFC822.SIZE"] for uid, items in answer.items() if b"RFC822.SIZE" in items}
        return sizes

    def fetch(self, uids: Collection[int]) -> list[Fetched]:
        """These messages by UID, as far as they are still there; reading them leaves them unread (BODY.PEEK)."""
        answer = self._client.fetch(sorted(uids), ["INTERNALDATE", "BODY.PEEK[]"])
        return [
            Fetched(uid=uid, raw=items[b"BODY[]"], internal_date=items.get(b"INTERNALDATE"))
            for uid, items in sorted(answer.items())
            if isinstance(items.get(b"BODY[]"), bytes)
        ]

    def file(self, uids: Collection[int]) -> None:
        """Flag these messages as done, or move them away."""
        for some in _chunks(uids):
            if self._account.move_to is None:
                self._client.add_flags(some, self._flags, silent=True)
            else:
                self._move(some, self._account.move_to)

    def point_out(self, uid: int) -> None:
        r"""Mark a message for people (\Flagged)."""
        self._client.add_flags([uid], [rb"\Flagged"], silent=True)

    def rest(self, seconds: float, stopping: Event) -> bool:
        """Wait until the server tells of something new, at most so long; whether it told."""
        if not self._idles:
            return stopping.wait(seconds)
        self.resting = True
        try:
            self._client.idle()
        except IdleRefused:
            self._idles = self.resting = False
            return stopping.wait(seconds)
        told = not stopping.is_set() and self._listen(time.monotonic() + seconds)
        self._client.idle_done()
        self.resting = False
        return told

    def interrupt(self) -> None:
        """End whatever waits for the server, from another thread; the session is of no use afterwards."""
        with contextlib.suppress(OSError):
            self._client.interrupt()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Sign out when all went well; just hang up otherwise, without waiting for a server that doesn't answer."""
        with contextlib.suppress(OSError, IMAPClientError):
            if kind is None:
                self._client.logout()
                return
        with contextlib.suppress(OSError):
            self._client.shutdown()

    def _select(self) -> dict[bytes, Any]:
        account = self._account
        try:
            selected: dict[bytes, Any] = self._client.select_folder(account.folder)
        except IMAPClientError as error:
            if lost(error) or self._client.folder_exists(account.folder):
                raise
            raise FolderMissing(f"{account.folder} of {account.user} at {account.host}") from None
        return selected

    def _listen(self, deadline: float) -> bool:
        """In IDLE, until something but "still here" is told (True) or the connection or the time is over (False)."""
        answers = self._client.idle_check(0)
        while not any(_new(answer) for answer in answers):
            left = deadline - time.monotonic()
            answers = self._client.idle_check(left) if left > 0 else []
            if not answers:
                return False
        return True

    def _move(self, uids: list[int], folder: str) -> None:
        r"""MOVE (RFC 6851), or copy and expunge just these (UIDPLUS, RFC 4315 §2.1).

        Without both a copy is made and ours stays with \Deleted: a plain EXPUNGE would take others' messages too.
        """
        if self._client.has_capability("MOVE"):
            self._client.move(uids, folder)
            return
        self._client.copy(uids, folder)
        self._client.add_flags(uids, [rb"\Deleted"], silent=True)
        if self._client.has_capability("UIDPLUS"):
            self._client.uid_expunge(uids)


def lost(error: Exception) -> bool:
    """Whether an error means that the connection is of no more use, as against a command that was refused."""
    return isinstance(error, OSError | IMAPClientAbortError)


def _new(answer: tuple[Any, ...]) -> bool:
    """Whether an untagged answer in IDLE is worth a look: another message, or the server's good-bye."""
    return b"BYE" in answer[:1] or b"EXISTS" in answer[1:2]


def _chunks(uids: Collection[int]) -> list[list[int]]:
    ordered = sorted(uids)
    return [ordered[start : start + _NAMED] for start in range(0, len(ordered), _NAMED)]
