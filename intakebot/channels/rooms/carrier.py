"""What we say in rooms leaves by room_send, each message under a transaction id that is made from the letter's own id.

Sends are idempotent by it: the homeserver answers the same transaction of the same access token with the same message,
so a letter that is sent again after a doubt or a crash (design.md 4.3) doesn't come twice: `resend` can't double here. How long a homeserver remembers is
its own affair (Synapse: a day); `outbox.ambiguous = "hold"` is for those who won't rely on that.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from weakref import WeakValueDictionary

from intakebot.channels.rooms.account import Account
from intakebot.channels.rooms.line import Line
from intakebot.channels.rooms.outcomes import of_sending
from intakebot.channels.rooms.written import contents, transaction
from intakebot.channels.shared.kept import Kept
from intakebot.domain.chat import Note
from intakebot.domain.errors import Deferred, InDoubt, Refused
from intakebot.domain.letter import Handover, Letter
from intakebot.domain.times import Clock

_ROOM = re.compile(r"matrix:(![^\s\x00-\x20]{1,254})")
#: Tries for each message, and the pause between them.
_TRIES = 3
_PAUSE_SECONDS = 0.5
#: A letter waits no longer here when the homeserver wants to be left alone; then it gives its place up to others.
_LONGEST_WAIT = 5.0


class MatrixCarrier:
    """Carries notes to rooms. For one event loop."""

    def __init__(self, account: Account, clock: Clock) -> None:
        self._kept = Kept(lambda: Line(account))
        self._commands = account.commands
        self._clock = clock
        self._hands: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def carry(self, letter: Letter, about_to_send: Callable[[], Awaitable[None]]) -> Handover:
        """Send one note; the proof is the id and the homeserver's time of its last message.

        `about_to_send` is awaited once, just before the first request; when it raises, nothing is sent and its error
        goes up. Deferred, Refused: it certainly isn't there. InDoubt: it may be, or only its beginning is.
        """
        room, parts = room_of(letter.rcpt_to), contents(note_of(letter.content), self._commands)
        line, event = self._kept.line(), ""
        async with self._hands.setdefault(room, asyncio.Lock()):  # letters to one room keep their order
            await about_to_send()
            for number, content in enumerate(parts):
                event = await self._send(line, room, content, transaction(letter.message_id, number), begun=number > 0)
        return await self._proof(line, room, event)

    async def close(self) -> None:
        """Let connections go."""
        await self._kept.close()

    async def _send(self, line: Line, room: str, content: dict[str, object], name: str, *, begun: bool) -> str:
        """Where there is no answer it is asked again at once, under the same name."""
        doubtful, wait, words = begun, _PAUSE_SECONDS, ""
        for left in reversed(range(_TRIES)):
            try:
                return await line.send(room, content, name)
            except Exception as error:
                told = of_sending(line, error)
            if isinstance(told, Refused) and not begun:
                raise told
            doubtful, words = doubtful or isinstance(told, InDoubt), told.detail
            after = told.after if isinstance(told, Deferred) else None
            wait = after.total_seconds() if after else _PAUSE_SECONDS
            if isinstance(told, Refused) or wait > _LONGEST_WAIT:
                break
            if left:
                await asyncio.sleep(wait)
        if begun:
            raise InDoubt(f"only the beginning arrived: {words}")
        raise InDoubt(words) if doubtful else Deferred(words, after=timedelta(seconds=wait))

    async def _proof(self, line: Line, room: str, event: str) -> Handover:
        """It is there: when the homeserver can't say since when, it is since now."""
        try:
            told = (await line.event(room, event)).get("origin_server_ts")
            at = datetime.fromtimestamp(int(told or 0) / 1000, UTC) if told else self._clock()
        except Exception:
            at = self._clock()
        return Handover(at=at, to=f"matrix room {room}", reply=f"event {event} at {at.isoformat()}", queue_id=event)


def room_of(address: str) -> str:
    """The room of "matrix:!room:hs"; Refused for any other address."""
    found = _ROOM.fullmatch(address)
    if found is None:
        raise Refused(f"{address} is no room of Matrix")
    return found[1]


def note_of(content: bytes) -> Note:
    """A letter's content; Refused for what is no note."""
    try:
        return Note.of(content)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(f"this is nothing to be said in a chat: {type(error).__name__}") from error
