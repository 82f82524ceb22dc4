"""Which way a letter goes: by its address, to a chat or by mail."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from intakebot.domain.chat import is_chat
from intakebot.domain.errors import Refused
from intakebot.domain.letter import Handover, Letter


class Way(Protocol):
    """Whatever hands letters over."""

    async def carry(self, letter: Letter, about_to_send: Callable[[], Awaitable[None]]) -> Handover:
        """Hand one letter over."""

    async def close(self) -> None:
        """Let connections go."""


class Ways:
    """The mail's way, and one for each kind of chat."""

    def __init__(self, mail: Way, chats: Mapping[str, Way]) -> None:
        self._mail = mail
        self._chats = chats

    async def carry(self, letter: Letter, about_to_send: Callable[[], Awaitable[None]]) -> Handover:
        """Hand one letter over its way; Refused where there is none any more."""
        if not is_chat(letter.rcpt_to):
            return await self._mail.carry(letter, about_to_send)
        channel = letter.rcpt_to.partition(":")[0]
        if channel not in self._chats:
            raise Refused(f"no {channel} is configured")
        return await self._chats[channel].carry(letter, about_to_send)

    async def close(self) -> None:
        """Let all connections go."""
        for way in (self._mail, *self._chats.values()):
            await way.close()
