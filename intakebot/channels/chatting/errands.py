"""Small courtesies to Telegram that nothing waits for: an answer to a press, the bot's menu. They may fail."""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from typing import Any, TypeAlias

import structlog

from intakebot.channels.chatting.line import Line

#: Commands and their descriptions, by language ("" for all others).
Menu: TypeAlias = Mapping[str, Sequence[tuple[str, str]]]

#: How many may be under way; further ones aren't begun.
_AT_ONCE = 200
#: For those under way when the line is closed.
_GRACE = 0.5

_log = structlog.get_logger()


class Errands:
    """Run in the background of one line."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._running: set[asyncio.Task[None]] = set()

    def answer(self, press: str) -> None:
        """Let the button stop spinning: whoever pressed it sees that the press arrived."""
        self._do("answer to a press", self._line.bot.answer_callback_query(press))

    def show(self, menu: Menu) -> None:
        """Set the bot's menu, in each language."""
        for language, commands in menu.items():
            self._do("menu", self._line.bot.set_my_commands(commands, language_code=language or None))

    async def close(self) -> None:
        """Give what is under way a moment, then end it."""
        if self._running:
            await asyncio.wait(self._running, timeout=_GRACE)
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _do(self, what: str, errand: Coroutine[Any, Any, object]) -> None:
        if len(self._running) >= _AT_ONCE:
            errand.close()
            return
        task = asyncio.get_running_loop().create_task(self._quietly(what, errand))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _quietly(self, what: str, errand: Coroutine[Any, Any, object]) -> None:
        try:
            await errand
        except Exception as error:
            _log.info("telegram.errand_failed", what=what, error=self._line.words(error))
