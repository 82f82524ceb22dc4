"""Updates that wait for the bot ("Getting updates" in the documentation)."""

import random
from collections.abc import Sequence
from typing import Any, TypeAlias

Update: TypeAlias = dict[str, Any]

#: Kinds that a bot only gets when it asks for them (`allowed_updates`).
_ON_REQUEST = ("chat_member", "message_reaction", "message_reaction_count")


class Updates:
    """In the order of their ids. One is forgotten once the bot asks for a later one, or a webhook took it."""

    def __init__(self) -> None:
        self._next = random.randint(100_000_000, 900_000_000)
        self._waiting: list[Update] = []
        self._known: dict[int, Update] = {}
        self._again: list[Update] = []
        self._allowed: tuple[str, ...] = ()

    def allow(self, kinds: Sequence[str] | None) -> None:
        """From now on only these are made; all but the ones on request for an empty list; None changes nothing."""
        if kinds is not None:
            self._allowed = tuple(kinds)

    @property
    def allowed(self) -> list[str]:
        """As it was asked for, [] for the documented default."""
        return list(self._allowed)

    def add(self, kind: str, content: dict[str, Any]) -> int | None:
        """The new update's id; None when the bot doesn't want such updates."""
        wanted = kind in self._allowed if self._allowed else kind not in _ON_REQUEST
        if not wanted:
            return None
        return self.add_raw({kind: content})

    def add_raw(self, content: dict[str, Any]) -> int:
        """An update of any shape."""
        update_id = self._next
        self._next += 1
        self._known[update_id] = {"update_id": update_id, **content}
        self._waiting.append(self._known[update_id])
        return update_id

    def again(self, update_id: int) -> None:
        """Deliver it once more, whatever was confirmed."""
        self._again.append(self._known[update_id])

    def after(self, offset: int, limit: int) -> list[Update]:
        """Those from this id on; earlier ones are confirmed and forgotten. A negative offset counts from the end."""
        if offset < 0:
            self._waiting = self._waiting[offset:]
        elif offset:
            self._waiting = [update for update in self._waiting if update["update_id"] >= offset]
        again, self._again = self._again[:limit], self._again[limit:]
        return again + self._waiting[: limit - len(again)]

    def first(self) -> Update | None:
        """What a webhook is to be told next."""
        return next(iter([*self._again, *self._waiting]), None)

    def taken(self, update: Update) -> None:
        """A webhook took it."""
        (self._again if any(update is other for other in self._again) else self._waiting).remove(update)

    def forget(self) -> None:
        """Drop all that waits (`drop_pending_updates`)."""
        self._waiting, self._again = [], []

    @property
    def pending(self) -> int:
        """How many wait."""
        return len(self._waiting) + len(self._again)
