"""What keeps a bot connected: lines are opened one after the other, however often they fail."""

import asyncio
from abc import ABC, abstractmethod
from typing import NoReturn

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter

from intakebot.channels.chatting.account import Account
from intakebot.channels.chatting.errands import Errands, Menu
from intakebot.channels.chatting.health import Health
from intakebot.channels.chatting.line import Line, span
from intakebot.channels.chatting.taking import Taker
from intakebot.channels.fetching.backoff import Backoff
from intakebot.domain.received import Accept
from intakebot.domain.times import Clock

_log = structlog.get_logger()


class Lasting(ABC):
    """One bot that is to receive updates, until its task is cancelled. Errors never end it."""

    def __init__(self, account: Account, accept: Accept, clock: Clock, health: Health, menu: Menu) -> None:
        self._account = account
        self._accept = accept
        self._clock = clock
        self._health = health
        self._menu = menu
        self._backoff = Backoff(first=account.retry_first, longest=account.retry_longest)
        self._failures = 0
        self._shown = False

    async def run(self) -> NoReturn:
        """Receive."""
        while True:
            seconds = await self._connected()
            await asyncio.sleep(seconds)

    @abstractmethod
    async def _receive(self, line: Line, taker: Taker, errands: Errands) -> None:
        """Receive until something fails."""

    async def _connected(self) -> float:
        """One line, from opening to its failure; gives the seconds to wait before the next."""
        line = None
        try:
            line = Line(self._account)
            await self._talk(line)
        except Exception as error:  # among them whatever reading the token may raise
            return self._failed(error, _clearly(line, error))
        return 0.0

    async def _talk(self, line: Line) -> None:
        errands = Errands(line)
        try:
            taker = Taker(
                accept=self._accept, mailbox=self._account.mailbox, bot_id=await line.bot_id(), name=await line.name(),
                clock=self._clock, patience=self._account.accept_timeout,
            )  # fmt: skip
            await self._receive(line, taker, errands)
        finally:
            await errands.close()
            await line.close()

    def _well(self, errands: Errands) -> None:
        """Updates come; the first time the menu is shown."""
        self._failures = 0
        self._health.well()
        if not self._shown:
            self._shown = True
            errands.show(self._menu)

    def _failed(self, error: Exception, words: str) -> float:
        """Say so; gives the seconds to wait, more each time."""
        self._failures += 1
        seconds = self._backoff.seconds(self._failures)
        refused = isinstance(error, InvalidToken)
        if refused:
            seconds = max(seconds, self._account.retry_refused.total_seconds())
        elif isinstance(error, RetryAfter):
            seconds = max(seconds, span(error))
        self._health.failed(words, refused=refused)
        _log.warning("telegram.failed", mailbox=self._account.mailbox, error=words, retry_in=round(seconds, 1))
        return seconds


def _clearly(line: Line | None, error: Exception) -> str:
    if line is None:
        return f"the bot's token can't be used: {error}"
    words = line.words(error)
    if isinstance(error, InvalidToken):
        return f"Telegram doesn't know the bot's token ({words}): it was revoked or mistyped"
    if isinstance(error, Conflict):
        return f"another program receives this bot's updates, and only one can: {words}"
    return words
