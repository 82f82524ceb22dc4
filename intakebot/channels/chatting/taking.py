"""Updates become `Received` and are handed over to be committed."""

import json
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from typing import Any

from intakebot.domain.errors import Temporary
from intakebot.domain.received import Accept, Envelope, Received
from intakebot.domain.times import Clock
from intakebot.domain.waiting import ended

#: What we ask Telegram for.
KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
_CHATS = (
    ("message", "chat", "id"),
    ("edited_message", "chat", "id"),
    ("callback_query", "message", "chat", "id"),
    ("my_chat_member", "chat", "id"),
)


class Taker:
    """Hands updates of one bot to `accept`."""

    def __init__(
        self, *, accept: Accept, mailbox: str, bot_id: str, name: str, clock: Clock, patience: timedelta
    ) -> None:  # fmt: skip
        """`name` is the bot's own, "@our_bot", by which people speak to it in groups."""
        self._name = name
        self._accept = accept
        self._mailbox = mailbox
        self._bot_id = bot_id
        self._clock = clock
        self._patience = patience.total_seconds()

    def offer(self, update: dict[str, Any]) -> "Future[None]":
        """Ends after the commit of that update. Its bytes are JSON as Telegram wrote it, ASCII, keys in its order."""
        return self._accept(Received(envelope=self._envelope(update), raw=json.dumps(update).encode()))

    async def committed(self, work: "Future[None]") -> None:
        """Wait for the commit; Temporary when it didn't happen or takes too long. It isn't cancelled then."""
        if not await ended(work, self._patience):
            raise Temporary(f"nothing was committed within {self._patience:g} s")
        work.result()

    def _envelope(self, update: dict[str, Any]) -> Envelope:
        chat = next((found for path in _CHATS if (found := _number(update, *path)) is not None), None)
        return Envelope(
            channel="telegram",
            mailbox=self._mailbox,
            mail_from=None if chat is None else f"telegram:{chat}",
            rcpt_tos=(self._name,) if self._name else (),
            peer="telegram" if chat is None else f"telegram chat {chat}",
            received_at=self._received_at(update),
            source=f"telegram:{self._bot_id}:{update['update_id']}",
            trusted=True,
        )

    def _received_at(self, update: dict[str, Any]) -> datetime:
        """When Telegram got it, as far as it says so (design.md 4.4); never in the future."""
        said, now = _number(update, "message", "date") or _number(update, "edited_message", "edit_date"), self._clock()
        try:
            return min(datetime.fromtimestamp(said, UTC), now) if said else now
        except (OverflowError, ValueError, OSError):
            return now


def press_of(update: dict[str, Any]) -> str:
    """Id of the press that an update tells of, "" when it tells of none."""
    said = _within(update, "callback_query", "id")
    return said if isinstance(said, str) else ""


def _number(update: dict[str, Any], *path: str) -> int | None:
    said = _within(update, *path)
    return said if isinstance(said, int) else None


def _within(said: Any, *path: str) -> Any:
    """What stands there, None when nothing does: an update may have any form."""
    for key in path:
        said = said.get(key) if isinstance(said, dict) else None
    return said
