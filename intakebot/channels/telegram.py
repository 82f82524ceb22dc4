"""Telegram: what people write to a bot comes in by long polling or a webhook, what we say goes out as messages.

What is here is transport: an update is handed over as Telegram wrote it, and confirmed after its commit.
"""

import asyncio

from intakebot.channels.chatting.account import Account, Webhook
from intakebot.channels.chatting.carrier import TelegramCarrier
from intakebot.channels.chatting.errands import Menu
from intakebot.channels.chatting.files import Files
from intakebot.channels.chatting.polling import Poller
from intakebot.channels.chatting.posting import Posts
from intakebot.channels.shared.health import Health, State
from intakebot.domain.received import Accept
from intakebot.domain.times import Clock

__all__ = ["Account", "Files", "Menu", "State", "TelegramCarrier", "TelegramChannel", "Webhook"]


class TelegramChannel:
    """One bot. Only one may receive for it among all hosts. `start`, `stop` and `accept` belong to one event loop.

    `accept` must not block. It is called in the order of updates, several times before the first of its futures has
    ended; what wasn't committed is offered again under the same `Envelope.source`.
    """

    def __init__(self, account: Account, accept: Accept, clock: Clock) -> None:
        self._account = account
        self._accept = accept
        self._clock = clock
        self._health = Health(clock)
        self._menu: Menu = {}
        self._receiving: Poller | Posts | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def state(self) -> State:
        """How it is doing just now."""
        return self._health.state

    @property
    def port(self) -> int:
        """The port that the webhook listens on, 0 while it doesn't."""
        return self._receiving.port if isinstance(self._receiving, Posts) else 0

    def menu(self, commands: Menu) -> None:
        """What the bot's menu shows from the next start on: commands without slash and their descriptions, by language."""
        self._menu = commands

    def start(self) -> None:
        """Receive in a task of its own; nothing happens when it runs already."""
        if self._task is not None and not self._task.done():
            return
        kind = Poller if self._account.webhook is None else Posts
        self._receiving = kind(self._account, self._accept, self._clock, self._health, self._menu)
        self._task = asyncio.get_running_loop().create_task(self._receiving.run())

    async def stop(self) -> None:
        """End within two seconds. What was handed over and not yet confirmed is offered again at the next start."""
        if self._task is None:
            return
        task, self._task, self._receiving = self._task, None, None
        task.cancel()
        await asyncio.wait({task})
        self._health.stopped()
