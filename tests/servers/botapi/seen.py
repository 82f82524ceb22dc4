"""What a person sees of the bot's messages."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Button:
    """A button below a message."""

    text: str
    data: str


@dataclass(frozen=True, kw_only=True)
class Heard:
    """One message of the bot, as it looks now."""

    message_id: int
    text: str
    rows: tuple[tuple[Button, ...], ...]
    #: Id of the message that it answers, None when it answers none.
    reply_to: int | None
    edited: bool
    at: datetime
    #: The message in Telegram's words.
    json: dict[str, Any]

    @property
    def buttons(self) -> dict[str, str]:
        """What each button stands for, by its words."""
        return {button.text: button.data for row in self.rows for button in row}


def heard(message: dict[str, Any]) -> Heard:
    """A message of the bot as people see it."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    answered = message.get("reply_to_message")
    return Heard(
        message_id=message["message_id"],
        text=message.get("text", ""),
        rows=tuple(tuple(Button(text=b["text"], data=b.get("callback_data", "")) for b in row) for row in rows),
        reply_to=answered["message_id"] if answered else None,
        edited="edit_date" in message,
        at=datetime.fromtimestamp(message["date"], UTC),
        json=message,
    )
