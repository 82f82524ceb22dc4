"""What we say in chats leaves by sendMessage, which can't be made idempotent: doubts are told (design.md 4.3)."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from telegram import LinkPreviewOptions, Message
from telegram.error import RetryAfter

from intakebot.channels.chatting.account import Account
from intakebot.channels.chatting.line import Line, span
from intakebot.channels.chatting.outcomes import of_sending
from intakebot.channels.chatting.pace import LONGEST_WAIT, Pace
from intakebot.channels.chatting.parts import Part, chat_of, note_of, parts
from intakebot.channels.shared.kept import Kept
from intakebot.domain.errors import Deferred, InDoubt
from intakebot.domain.letter import Handover, Letter
from intakebot.domain.times import Clock

#: Tries for each further part of a long text, and the pause between them unless Telegram says how long.
_TRIES = 4
_PAUSE = timedelta(seconds=1)


class TelegramCarrier:
    """Carries notes to chats, no faster than Telegram allows. For one event loop."""

    def __init__(self, account: Account, clock: Clock) -> None:
        self._kept = Kept(lambda: Line(account))
        self._clock = clock
        self._pace = Pace()

    async def carry(self, letter: Letter, about_to_send: Callable[[], Awaitable[None]]) -> Handover:
        """Send one note; the proof is the id and date of its last message.

        `about_to_send` is awaited once, just before the first request; when it raises, nothing is sent and its error
        goes up. Deferred, Refused: it certainly isn't there. InDoubt: it may be, or only its beginning is.
        """
        chat, (first, *further), line = chat_of(letter.rcpt_to), parts(note_of(letter.content)), self._kept.line()
        async with self._pace.turn(chat):
            await about_to_send()
            sent = await self._send(line, chat, first)
            for part in further:
                sent = await self._send_further(line, chat, part)
        return self._proof(chat, sent)

    async def close(self) -> None:
        """Let connections go."""
        await self._kept.close()

    async def _send(self, line: Line, chat: int, part: Part) -> Message:
        """Plain text: nothing in it is markup, and nobody's link is looked up."""
        try:
            return await line.bot.send_message(
                chat, part.text, link_preview_options=LinkPreviewOptions(is_disabled=True), reply_markup=part.keyboard,
                reply_parameters=part.reply,
            )  # fmt: skip
        except Exception as error:
            if isinstance(error, RetryAfter):
                self._pace.flooded(chat, span(error))
            raise of_sending(line, error) from None  # its context may hold the token

    async def _send_further(self, line: Line, chat: int, part: Part) -> Message:
        """The customer has the beginning already: where the outbox would try again, we do."""
        for _ in range(_TRIES):
            try:
                await self._pace.further(chat)
                return await self._send(line, chat, part)
            except Deferred as error:
                pause, words = (error.after or _PAUSE).total_seconds(), error.detail
            if pause > LONGEST_WAIT:
                break
            await asyncio.sleep(pause)
        raise InDoubt(f"only the beginning arrived: {words}")

    def _proof(self, chat: int, sent: Message) -> Handover:
        at = sent.date if sent.date.timestamp() > 0 else self._clock()  # 0 is Telegram's "no date"
        reply = f"message {sent.message_id} at {at.isoformat()}"
        return Handover(at=at, to=f"telegram chat {chat}", reply=reply, queue_id=str(sent.message_id))
