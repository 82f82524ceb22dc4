"""A note as the messages that it becomes."""

from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters

from intakebot.channels.shared.pieces import pieces
from intakebot.domain.chat import Note
from intakebot.domain.errors import Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One message to be sent."""

    text: str
    reply: ReplyParameters | None
    keyboard: InlineKeyboardMarkup | None


def parts(note: Note) -> tuple[Part, ...]:
    """At least one: the first answers the message that the note answers, the last has the buttons."""
    texts = pieces(note.text)
    return tuple(
        Part(
            text=text,
            reply=_reply(note.answers) if number == 1 else None,
            keyboard=_keyboard(note) if number == len(texts) else None,
        )
        for number, text in enumerate(texts, 1)
    )


def note_of(content: bytes) -> Note:
    """A letter's content; Refused for what is no note."""
    try:
        return Note.of(content)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(f"this is nothing to be said in a chat: {type(error).__name__}") from error


def chat_of(address: str) -> int:
    """The chat of "telegram:12345"; Refused for any other address."""
    channel, _, number = address.partition(":")
    if channel != "telegram" or not number.removeprefix("-").isdecimal():
        raise Refused(f"{address} is no chat of Telegram")
    return int(number)


def _reply(message: str) -> ReplyParameters | None:
    """What was answered may have been deleted meanwhile: then it is sent without."""
    if not message.isdecimal():
        return None
    return ReplyParameters(int(message), allow_sending_without_reply=True)


def _keyboard(note: Note) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(button.text, callback_data=button.data) for button in row] for row in note.rows]
    return InlineKeyboardMarkup(rows) if rows else None
