"""Matrix: what people write in rooms comes in by /sync, what we say goes out as messages there.

What is here is transport: an event is handed over as the homeserver wrote it, and confirmed after its commit.
"""

import asyncio

from intakebot.channels.rooms.account import Account
from intakebot.channels.rooms.carrier import MatrixCarrier
from intakebot.channels.rooms.files import Files
from intakebot.channels.rooms.syncing import Syncer
from intakebot.channels.shared.health import Health, State
from intakebot.domain.received import Accept
from intakebot.domain.times import Clock

__all__ = ["Account", "Files", "MatrixCarrier", "MatrixChannel", "State"]


class MatrixChannel:
    """One account. Only one may receive for it among all hosts. `start`, `stop` and `accept` belong to one event loop.

    `accept` must not block. It is called in each room's order, several times before the first of its futures has ended;
    what wasn't committed is offered again under the same `Envelope.source`.
    """

    def __init__(self, account: Account, accept: Accept, clock: Clock) -> None:
        self._account = account
        self._accept = accept
        self._clock = clock
        self._health = Health(clock)
        self._task: asyncio.Task[None] | None = None

    @property
    def state(self) -> State:
        """How it is doing just now."""
        return self._health.state

    def start(self) -> None:
        """Receive in a task of its own; nothing happens when it runs already."""
        if self._task is not None and not self._task.done():
            return
        syncer = Syncer(self._account, self._accept, self._clock, self._health)
        self._task = asyncio.get_running_loop().create_task(syncer.run())

    async def stop(self) -> None:
        """End within two seconds. What was handed over and not yet confirmed is offered again at the next start."""
        if self._task is None:
            return
        task, self._task = self._task, None
        task.cancel()
        await asyncio.wait({task})
        self._health.stopped()
