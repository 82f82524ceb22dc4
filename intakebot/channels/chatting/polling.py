"""Updates are asked for (getUpdates), and confirmed to Telegram once they are committed.

python-telegram-bot's Updater moves the offset before anything is stored (design.md 5). Here the offset only passes what
was committed: the first update of a batch that wasn't, and all behind it, are asked for again.
"""

from typing import Any

from intakebot.channels.chatting.errands import Errands
from intakebot.channels.chatting.line import Line
from intakebot.channels.chatting.receiving import Receiving
from intakebot.channels.chatting.taking import KINDS, Taker, press_of


class Poller(Receiving):
    """Asks Telegram for updates, over and over."""

    _offset: int | None = None
    _begun = False

    async def _receive(self, line: Line, taker: Taker, errands: Errands) -> None:
        if not self._begun:  # a webhook that somebody sets later is theirs: we say so (409) and leave it
            await line.bot.delete_webhook(drop_pending_updates=False)
            self._begun = True
        seconds = 0  # the first poll tells at once whether all is well
        while True:
            await self._take(await line.updates(self._offset, seconds, KINDS), taker, errands)
            self._came(errands)
            seconds = self._account.poll_seconds

    async def _take(self, updates: list[dict[str, Any]], taker: Taker, errands: Errands) -> None:
        """Hand over in order, and move the offset behind each that was committed, up to the first that wasn't.

        Those behind that one may be committed too; they come again under the same `Envelope.source`.
        """
        offers, problem = [], None
        for update in updates:
            try:
                offers.append((update, taker.offer(update)))
            except Exception as error:
                problem = error
                break
        for update, work in offers:
            await taker.committed(work)
            self._offset = max(self._offset or 0, update["update_id"] + 1)
            self._health.message()
            if press := press_of(update):
                errands.answer(press)
        if problem:
            raise problem
