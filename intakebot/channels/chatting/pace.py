"""How fast Telegram may be written to (core.telegram.org/bots/faq, "My bot is hitting limits").

About a message a second to one chat with short bursts above that, 20 a minute to one group, 30 a second in all.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from weakref import WeakValueDictionary

from intakebot.domain.errors import Deferred

#: A letter waits here so long at most; then it gives its place up to others, and is told when to come back.
LONGEST_WAIT = 20.0
#: Chats that are remembered before those that have come to rest are forgotten.
_CHATS = 2_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """One message every so many seconds, and this many at once after a rest."""

    every: float
    at_once: int

    @property
    def slack(self) -> float:
        """How far ahead of the steady rate a burst may run, in seconds."""
        return self.every * (self.at_once - 1)


PERSON = Rate(every=1.0, at_once=3)
GROUP = Rate(every=3.5, at_once=3)
ALL = Rate(every=1 / 25, at_once=5)


class Pace:
    """Gives each message its turn. For one event loop."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        #: When the steady rate allows the next message (generic cell rate algorithm).
        self._next: dict[int, float] = {}
        self._next_of_all = 0.0
        #: Until when Telegram wants nothing for a chat.
        self._quiet: dict[int, float] = {}
        self._hands: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, chat: int) -> AsyncIterator[None]:
        """The time in which a letter is sent; another to the same chat waits for its end, so that their order is kept.

        Deferred when the wait would take too long.
        """
        due = self._now() + self.reserve(chat)
        hand = self._hands.setdefault(chat, asyncio.Lock())
        async with hand:
            await asyncio.sleep(due - self._now())
            await asyncio.sleep(self._silence(chat))
            yield

    async def further(self, chat: int) -> None:
        """Wait for another message within a letter's turn; Deferred as there."""
        await asyncio.sleep(self.reserve(chat))

    def reserve(self, chat: int) -> float:
        """Take the next turn: the seconds until it comes. Deferred, and nothing taken, when that is too long."""
        now, rate = self._now(), _rate(chat)
        due = max(self._next.get(chat, 0.0) - rate.slack, self._next_of_all - ALL.slack, now + self._silence(chat))
        wait = max(0.0, due - now)
        if wait > LONGEST_WAIT:
            raise Deferred("too much is being written to this chat", after=timedelta(seconds=wait))
        self._next[chat] = max(self._next.get(chat, 0.0), now) + rate.every
        self._next_of_all = max(self._next_of_all, now) + ALL.every
        self._forget(now)
        return wait

    def flooded(self, chat: int, seconds: float) -> None:
        """Telegram wants nothing for this chat for so long."""
        until = self._now() + seconds
        self._quiet[chat] = until
        self._next[chat] = max(self._next.get(chat, 0.0), until + _rate(chat).slack)

    def _silence(self, chat: int) -> float:
        """Nothing, or Deferred for as long as the chat is to be left alone: what waits comes back in the order of its making."""
        left = self._quiet.get(chat, 0.0) - self._now()
        if left > 0:
            raise Deferred("Telegram wants this chat left alone", after=timedelta(seconds=left))
        return 0.0

    def _forget(self, now: float) -> None:
        if len(self._next) > _CHATS:
            self._next = {chat: due for chat, due in self._next.items() if due > now}
            self._quiet = {chat: until for chat, until in self._quiet.items() if until > now}


def _rate(chat: int) -> Rate:
    """Ids of groups are below 0."""
    return PERSON if chat > 0 else GROUP
