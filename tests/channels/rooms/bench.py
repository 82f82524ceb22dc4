"""What the tests of the Matrix channel share: accounts on a real Synapse, and a channel that hands over to a desk."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, TypeVar

from intakebot.channels.matrix import Account, MatrixCarrier, MatrixChannel
from intakebot.domain.chat import Button, Note
from intakebot.domain.letter import Handover, Letter
from intakebot.domain.received import Received
from intakebot.domain.times import Clock, utc_now
from tests.channels.chatting.bench import Desk
from tests.servers.ports import wait_until
from tests.servers.synapse import Person

MAILBOX = "support@example.test"
_T = TypeVar("_T")
COMMANDS = frozenset(("help", "status"))


def account(bot: Person, **settings: Any) -> Account:
    """Quick to try again."""
    given = {
        "homeserver": bot.url, "user": bot.id, "token": lambda: bot.token, "mailbox": MAILBOX, "poll_seconds": 5,
        "answer_seconds": 5.0, "retry_first": timedelta(milliseconds=20), "commands": COMMANDS,
        "retry_longest": timedelta(milliseconds=200), "encrypted": "Proszę pisać bez szyfrowania.",
    }  # fmt: skip
    return Account(**{**given, **settings})


@asynccontextmanager
async def running(settings: Account, desk: Desk, clock: Clock = utc_now) -> AsyncIterator[MatrixChannel]:
    channel = MatrixChannel(settings, desk.accept, clock)
    channel.start()
    try:
        yield channel
    finally:
        await channel.stop()


def received(settings: Account, desk: Desk, act: Callable[[], object], clock: Clock = utc_now) -> None:
    """Do something, in a thread, while the channel runs."""

    async def go() -> None:
        async with running(settings, desk, clock):
            await asyncio.to_thread(act)

    asyncio.run(go())


def until(true: Callable[[], object], what: str) -> None:
    wait_until(true, what, 20)


def told(item: Received) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(item.raw)
    return found


def texts(desk: Desk) -> list[str]:
    """What people wrote, as committed; "" for everything else."""
    return [told(item)["event"]["content"].get("body", "") for item in desk.committed]


def letter(room: str, text: str = "Zarejestrowaliśmy zgłoszenie.", *rows: tuple[Button, ...], **more: str) -> Letter:
    """A note as the outbox has it."""
    content = Note(text=text, rows=rows, answers=more.get("answers", "")).written()
    return Letter(
        message_id=more.get("id", "id@example.test"), mail_from="chat", rcpt_to=f"matrix:{room}", content=content,
        language="pl", template="registered/pl@1",
    )  # fmt: skip


def carried(settings: Account, *letters: Letter) -> list[Handover]:
    """Carry letters, one after the other."""

    async def go(carrier: MatrixCarrier) -> list[Handover]:
        return [await carrier.carry(one, ready) for one in letters]

    return carrying(settings, go)


def carrying(settings: Account, act: Callable[[MatrixCarrier], Coroutine[Any, Any, _T]]) -> _T:
    """Do something with a carrier."""

    async def go() -> _T:
        carrier = MatrixCarrier(settings, utc_now)
        try:
            return await act(carrier)
        finally:
            await carrier.close()

    return asyncio.run(go())


async def ready() -> None:
    pass
