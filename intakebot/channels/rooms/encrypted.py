"""In encrypted rooms we can't read: whoever writes there is told so, once."""

import asyncio

import structlog

from intakebot.channels.rooms.account import Account
from intakebot.channels.rooms.line import Line
from intakebot.channels.rooms.news import word
from intakebot.channels.rooms.written import OURS, transaction

_KIND = "encrypted"

_log = structlog.get_logger()


class Encrypted:
    """Remembers where it said so; after a restart the room's own history tells."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._told: set[str] = set()

    async def came(self, line: Line, room: str, event: str) -> None:
        """Something came that we can't read; a failure to say so isn't worth more than a line in the log."""
        if room in self._told:
            return
        self._told.add(room)
        try:
            async with asyncio.timeout(self._account.answer_seconds):
                own = await line.before(room, event, (line.user,))
                if not any(word(said, "content", OURS, "about") == _KIND for said in own):
                    await line.send(room, self._content(), transaction(f"{_KIND}:{room}", 0))
        except Exception as error:
            self._told.discard(room)
            _log.info("matrix.encrypted", room=room, error=line.words(error))

    def _content(self) -> dict[str, object]:
        return {"msgtype": "m.notice", "body": self._account.encrypted, "m.mentions": {}, OURS: {"about": _KIND}}
