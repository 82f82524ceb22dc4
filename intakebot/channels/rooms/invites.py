"""Invitations: to a room for two they are accepted, to a group only where the operator lists it."""

import asyncio

import structlog

from intakebot.channels.rooms.account import Account
from intakebot.channels.rooms.line import Line, NotOk
from intakebot.channels.rooms.news import Event, inner

#: Rooms that are joined at a time: one on another server may take a minute.
_AT_ONCE = 4
_TRIES = 3
_PAUSE_SECONDS = 1.0

_log = structlog.get_logger()


class Invites:
    """Answers invitations in the background; what isn't answered yet is owed, across lines."""

    def __init__(self, account: Account) -> None:
        self._account = account
        #: Whether to join, by room.
        self._owed: dict[str, bool] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._hands = asyncio.Semaphore(_AT_ONCE)

    @property
    def owed(self) -> bool:
        """Whether some wait for an answer."""
        return bool(self._owed)

    def came(self, line: Line, room: str, state: tuple[Event, ...]) -> None:
        """We were invited; `state`: what the homeserver tells of the room."""
        ours = (event for event in state if event.get("state_key") == self._account.user)
        direct = any(inner(event, "content").get("is_direct") is True for event in ours)
        known = room in self._owed
        self._owed[room] = direct or room in self._account.rooms
        if not known:
            self._begin(line, room)

    def resume(self, line: Line) -> None:
        """Go on with what a former line left."""
        for room in self._owed:
            self._begin(line, room)

    async def pause(self) -> None:
        """The line is being closed."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _begin(self, line: Line, room: str) -> None:
        task = asyncio.get_running_loop().create_task(self._answer(line, room))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, line: Line, room: str) -> None:
        async with self._hands:
            for tries in range(1, _TRIES + 1):
                if await self._answered(line, room) or tries == _TRIES:
                    break
                await asyncio.sleep(_PAUSE_SECONDS * tries)
        self._owed.pop(room, None)

    async def _answered(self, line: Line, room: str) -> bool:
        """Whether there is nothing more to be done."""
        try:
            async with asyncio.timeout(self._account.join_seconds):
                await (line.join(room) if self._owed[room] else line.leave(room))
        except Exception as error:
            _log.info("matrix.invite_failed", room=room, error=line.words(error))
            return isinstance(error, NotOk) and error.final
        return True
