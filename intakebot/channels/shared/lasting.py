"""What keeps a bot connected: lines are opened one after the other, however often they fail."""

import asyncio
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, NoReturn, Protocol, TypeVar

import structlog

from intakebot.channels.shared.backoff import Backoff
from intakebot.channels.shared.health import Health

_log = structlog.get_logger()


class Patience(Protocol):
    """How long an account waits between lines."""

    @property
    def mailbox(self) -> str:
        """Whose bot it is."""

    @property
    def retry_first(self) -> timedelta:
        """At first."""

    @property
    def retry_longest(self) -> timedelta:
        """In the end."""

    @property
    def retry_refused(self) -> timedelta:
        """At least, where the token is refused."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """Why a line ended."""

    #: For people.
    words: str
    #: The token is refused: nothing will work until somebody mends that.
    refused: bool = False
    #: For how many seconds the other side wants peace.
    seconds: float = 0.0


L = TypeVar("L")


class Lasting(ABC, Generic[L]):
    """One bot that is to receive, until its task is cancelled. Errors never end it."""

    #: For the log: "telegram".
    channel: str

    def __init__(self, account: Patience, health: Health) -> None:
        self._patience = account
        self._health = health
        self._backoff = Backoff(first=account.retry_first, longest=account.retry_longest)
        self._failures = 0

    async def run(self) -> NoReturn:
        """Receive."""
        while True:
            seconds = await self._connected()
            await asyncio.sleep(seconds)

    @abstractmethod
    def _open(self) -> L:
        """A new line; it may raise whatever reading the token may."""

    @abstractmethod
    async def _talk(self, line: L) -> None:
        """Receive until something fails, then close the line."""

    @abstractmethod
    def _failure(self, line: L, error: Exception) -> Failure:
        """What an error means."""

    def _well(self) -> None:
        """What was asked for came."""
        self._failures = 0
        self._health.well()

    async def _connected(self) -> float:
        """One line, from opening to its failure; gives the seconds to wait before the next."""
        try:
            line = self._open()
        except Exception as error:
            return self._failed(Failure(words=f"the token can't be used: {error}"))
        try:
            await self._talk(line)
        except Exception as error:
            return self._failed(self._failure(line, error))
        return 0.0

    def _failed(self, why: Failure) -> float:
        """Say so; gives the seconds to wait, more each time."""
        self._failures += 1
        least = self._patience.retry_refused.total_seconds() if why.refused else why.seconds
        seconds = max(self._backoff.seconds(self._failures), least)
        self._health.failed(why.words, refused=why.refused)
        mailbox = self._patience.mailbox
        _log.warning(f"{self.channel}.failed", mailbox=mailbox, error=why.words, retry_in=round(seconds, 1))
        return seconds
