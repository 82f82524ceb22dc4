"""Letters leave by the operator's SMTP relay."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from intakebot.channels.sending.dialogue import Lost
from intakebot.channels.sending.relay import Relay, opened
from intakebot.channels.sending.session import Session
from intakebot.channels.sending.wire import Wire
from intakebot.domain.errors import Deferred
from intakebot.domain.letter import Handover, Letter
from intakebot.domain.times import Clock

__all__ = ["Mailer", "Relay"]


class Mailer:
    """Carries letters over a few connections that are kept open; whoever waits for one is served in turn."""

    def __init__(self, relay: Relay, clock: Clock) -> None:
        self._relay = relay
        self._clock = clock
        self._turns = asyncio.Semaphore(relay.connections)
        self._idle: deque[Session] = deque()
        self._farewells: set[asyncio.Task[None]] = set()
        self._sweeping: asyncio.TimerHandle | None = None
        self._closed = False

    async def carry(self, letter: Letter, about_to_send: Callable[[], Awaitable[None]]) -> Handover:
        """Hand over one letter.

        `about_to_send` is awaited once, after the relay took sender and recipient and before DATA; when it raises, the
        letter isn't sent and its error goes up. Deferred, Refused: the relay certainly hasn't got the letter. InDoubt:
        the content was written and no answer came.
        """
        wire = Wire.of(letter)
        async with self._turns:
            session = await self._announced(wire)
            try:
                await about_to_send()
                answer = await session.send(wire)
            finally:
                await self._put_back(session)
        return Handover(at=self._clock(), to=self._relay.name, reply=answer.line, queue_id=answer.queue_id)

    async def close(self) -> None:
        """Take leave of the relay. A letter still in hand is finished, and its connection closed after it."""
        self._closed = True
        if self._sweeping is not None:
            self._sweeping.cancel()
        while self._idle:
            self._dismiss(self._idle.popleft())
        await asyncio.gather(*self._farewells)

    async def _announced(self, wire: Wire) -> Session:
        """A session that took sender and recipient; an idle one that turns out dead is replaced once."""
        if idle := self._take_idle():
            try:
                return await self._announce(idle, wire)
            except Lost:
                pass
        if self._closed:
            raise Deferred("the mailer is closed")
        try:
            return await self._announce(await opened(self._relay), wire)
        except Lost as lost:
            raise Deferred(str(lost)) from lost

    async def _announce(self, session: Session, wire: Wire) -> Session:
        try:
            await session.announce(wire)
        except BaseException:
            await self._put_back(session)
            raise
        return session

    def _take_idle(self) -> Session | None:
        while self._idle:
            session = self._idle.pop()
            if session.fit:
                return session
            self._dismiss(session)
        return None

    async def _put_back(self, session: Session) -> None:
        await session.reset()
        if self._closed:
            await session.quit()
            return
        if not session.fit or session.letters >= self._relay.letters_per_connection:
            self._dismiss(session)
            return
        loop = asyncio.get_running_loop()
        session.idle_since = loop.time()
        self._idle.append(session)
        if self._sweeping is None:
            self._sweeping = loop.call_later(self._relay.idle_seconds, self._sweep)

    def _sweep(self) -> None:
        """Dismiss what has been idle too long; the longest idle stands first."""
        loop = asyncio.get_running_loop()
        limit = loop.time() - self._relay.idle_seconds
        while self._idle and (self._idle[0].idle_since <= limit or not self._idle[0].fit):
            self._dismiss(self._idle.popleft())
        self._sweeping = None
        if self._idle:
            next_at = self._idle[0].idle_since + self._relay.idle_seconds
            self._sweeping = loop.call_at(next_at, self._sweep)

    def _dismiss(self, session: Session) -> None:
        task = asyncio.get_running_loop().create_task(session.quit())
        self._farewells.add(task)
        task.add_done_callback(self._farewells.discard)
