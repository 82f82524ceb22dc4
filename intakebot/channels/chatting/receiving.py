"""A Telegram bot's line: what is done on each, whichever way updates come."""

from abc import abstractmethod

from telegram.error import Conflict, InvalidToken, RetryAfter

from intakebot.channels.chatting.account import Account
from intakebot.channels.chatting.errands import Errands, Menu
from intakebot.channels.chatting.line import Line, span
from intakebot.channels.chatting.taking import Taker
from intakebot.channels.shared.health import Health
from intakebot.channels.shared.lasting import Failure, Lasting
from intakebot.domain.received import Accept
from intakebot.domain.times import Clock


class Receiving(Lasting[Line]):
    """One bot that is to receive updates."""

    channel = "telegram"

    def __init__(self, account: Account, accept: Accept, clock: Clock, health: Health, menu: Menu) -> None:
        super().__init__(account, health)
        self._account = account
        self._accept = accept
        self._clock = clock
        self._menu = menu
        self._shown = False

    @abstractmethod
    async def _receive(self, line: Line, taker: Taker, errands: Errands) -> None:
        """Receive until something fails."""

    def _open(self) -> Line:
        return Line(self._account)

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

    def _came(self, errands: Errands) -> None:
        """Updates come; the first time the menu is shown."""
        self._well()
        if not self._shown:
            self._shown = True
            errands.show(self._menu)

    def _failure(self, line: Line, error: Exception) -> Failure:
        words = line.words(error)
        if isinstance(error, InvalidToken):
            told = f"Telegram doesn't know the bot's token ({words}): it was revoked or mistyped"
            return Failure(words=told, refused=True)
        if isinstance(error, Conflict):
            return Failure(words=f"another program receives this bot's updates, and only one can: {words}")
        return Failure(words=words, seconds=span(error) if isinstance(error, RetryAfter) else 0.0)
