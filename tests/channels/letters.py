"""Letters and relays for the tests of what leaves."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any, TypeAlias, TypeVar

import uvloop

from intakebot.channels.mailer import Mailer, Relay
from intakebot.domain.letter import Handover, Letter

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
VERP = "support+intk-1234-5678-b0-abcdefghijklmnop@desk.example"
_T = TypeVar("_T")
#: `asyncio.run`, with either event loop.
Run: TypeAlias = Callable[[Coroutine[Any, Any, None]], None]


def run_uvloop(main: Coroutine[Any, Any, _T]) -> _T:
    """As `asyncio.run`, on uvloop."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(main)


def clock() -> datetime:
    return NOW


def letter(
    message_id: str = "intk-1234-5678-m0@desk.example",
    *,
    mail_from: str = VERP,
    rcpt_to: str = "anna@customers.example",
    text: bytes = b"Registered.\r\n",
) -> Letter:
    head = (
        f"From: support@desk.example\r\nTo: anna@customers.example\r\nMessage-ID: <{message_id}>\r\nSubject: x\r\n\r\n"
    )
    return Letter(
        message_id=message_id,
        mail_from=mail_from,
        rcpt_to=rcpt_to,
        content=head.encode("utf-8", "surrogateescape") + text,
        language="en",
        template="registered/en@1",
    )


class Sending:
    """An `about_to_send` that counts, and may fail."""

    def __init__(self, error: Exception | None = None) -> None:
        self.times = 0
        self.error = error

    async def __call__(self) -> None:
        self.times += 1
        if self.error is not None:
            raise self.error


def relay(
    port: int,
    *,
    command_seconds: float = 5.0,
    data_seconds: float = 5.0,
    connections: int = 4,
    idle_seconds: float = 20.0,
) -> Relay:
    """A relay on loopback without TLS, which is soon thought dead."""
    return Relay(
        host="127.0.0.1",
        port=port,
        tls="none",
        hostname="desk.example",
        connections=connections,
        idle_seconds=idle_seconds,
        connect_seconds=command_seconds,
        command_seconds=command_seconds,
        data_seconds=data_seconds,
    )


async def carry_all(to: Relay, *letters: Letter, sending: Sending | None = None) -> list[Handover | BaseException]:
    """Carry one after another by one mailer; what came of each."""
    mailer = Mailer(to, clock)
    outcomes: list[Handover | BaseException] = []
    for each in letters:
        outcomes += await asyncio.gather(mailer.carry(each, sending or Sending()), return_exceptions=True)
    await mailer.close()
    return outcomes


def carry(to: Relay, *letters: Letter, sending: Sending | None = None) -> list[Handover | BaseException]:
    """`carry_all` in a loop of its own."""
    return asyncio.run(carry_all(to, *letters, sending=sending))
