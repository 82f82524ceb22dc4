"""What of one folder is done and what is owed. The mailbox's own flags are never believed: anybody can change them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from intakebot.channels.shared.backoff import Backoff

#: Messages fetched at once at most, however small they are.
BATCH = 50


class Marks(Protocol):
    """How far each folder is done, kept in the store beside the messages themselves. May raise Temporary."""

    def last(self, place: str) -> tuple[int, int] | None:
        """UIDVALIDITY and the highest UID up to which everything is done; None for a folder never watched."""

    def advance(self, place: str, uidvalidity: int, uid: int) -> None:
        """Everything up to this UID is done."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Retry:
    failures: int
    #: In seconds of the monotonic clock.
    due: float
    #: Fetching failed, perhaps because of this message: next time it is fetched by itself, after the others.
    alone: bool


class Ledger:
    """The messages above the mark of one folder and one UIDVALIDITY: owed, committed, or filed (flagged or moved).

    The mark moves only over a run of filed messages, so that whatever is owed is found again after a restart.
    """

    def __init__(self, mark: int, backoff: Backoff) -> None:
        self.mark = mark
        self._backoff = backoff
        self._listed: list[int] = []
        self._committed: set[int] = set()
        self._filed: set[int] = set()
        self._retries: dict[int, _Retry] = {}

    def list(self, uids: Iterable[int]) -> None:
        """These messages stand in the folder above the mark; what is known of others is forgotten."""
        self._listed = sorted(uid for uid in uids if uid > self.mark)
        present = set(self._listed)
        self._committed &= present
        self._filed &= present
        self._retries = {uid: retry for uid, retry in self._retries.items() if uid in present}
        self._advance()

    def due(self, now: float) -> tuple[int, ...]:
        """Owed messages whose time has come, by UID."""
        ready = (uid for uid in self._owed() if uid not in self._retries or self._retries[uid].due <= now)
        return tuple(ready)

    @property
    def next_due(self) -> float | None:
        """When the next owed or unfiled message may be tried again, in seconds of the monotonic clock."""
        return min((retry.due for retry in self._retries.values()), default=None)

    def unfiled(self, now: float) -> tuple[int, ...]:
        """Committed messages that couldn't be flagged or moved yet, and whose time has come."""
        return tuple(sorted(u for u in self._committed if u not in self._retries or self._retries[u].due <= now))

    @property
    def clear(self) -> bool:
        """Whether nothing listed is left to do."""
        return self._filed.issuperset(self._listed)

    def commit(self, uids: Iterable[int]) -> None:
        """These are safely kept; they are never handed over again."""
        for uid in uids:
            self._committed.add(uid)
            self._retries.pop(uid, None)

    def file(self, uids: Iterable[int]) -> None:
        """These are done with; the mark moves as far as it may."""
        for uid in uids:
            self._committed.discard(uid)
            self._filed.add(uid)
            self._retries.pop(uid, None)
        self._advance()

    def skip(self, mark: int) -> None:
        """Nothing up to this UID is wanted."""
        self.mark = max(self.mark, mark)

    def postpone(self, uids: Iterable[int], now: float, *, alone: bool = False) -> None:
        """These failed and are tried again later: those that failed equally often at the same time."""
        due: dict[int, float] = {}
        for uid in uids:
            before = self._retries.get(uid)
            failures = before.failures + 1 if before else 1
            moment = due.setdefault(failures, now + self._backoff.seconds(failures))
            self._retries[uid] = _Retry(failures=failures, due=moment, alone=alone or bool(before and before.alone))

    def batches(self, sizes: Mapping[int, int], limit: int) -> Iterator[tuple[int, ...]]:
        """These messages by UID in batches of at most `limit` bytes; suspects last, each by itself, the worst at the end."""
        suspects = [uid for uid in sorted(sizes) if uid in self._retries and self._retries[uid].alone]
        batch: list[int] = []
        room = limit
        for uid in sorted(set(sizes).difference(suspects)):
            if batch and (sizes[uid] > room or len(batch) == BATCH):
                yield tuple(batch)
                batch, room = [], limit
            batch.append(uid)
            room -= sizes[uid]
        if batch:
            yield tuple(batch)
        yield from ((uid,) for uid in sorted(suspects, key=lambda uid: self._retries[uid].failures))

    def _advance(self) -> None:
        for uid in self._listed:
            if uid not in self._filed:
                break
            self.mark = max(self.mark, uid)

    def _owed(self) -> Iterator[int]:
        return (uid for uid in self._listed if uid not in self._filed and uid not in self._committed)
