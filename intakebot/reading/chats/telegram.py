"""One update of the Bot API (https://core.telegram.org/bots/api#update), read.

People are named by what Telegram vouches for: "telegram:" and the id of the account, or of the channel or group in whose
name somebody writes. That proves an account, not a mail address: `authentication` stays unproven until it is linked.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from intakebot.domain.chat import Act, Chat
from intakebot.domain.errors import Unreadable
from intakebot.domain.message import Message
from intakebot.domain.received import Received
from intakebot.reading.chats.characters import plain
from intakebot.reading.chats.fields import Fields, opened
from intakebot.reading.chats.telegram_facts import (
    answered_by,
    auto_of,
    id_of,
    is_out,
    is_private,
    language_of,
    message_name,
    sender_of,
    time_of,
)  # fmt: skip
from intakebot.reading.chats.telegram_files import files
from intakebot.reading.chats.telegram_words import words
from intakebot.reading.chats.written import message

#: Bytes of what a button stands for (https://core.telegram.org/bots/api#inlinekeyboardbutton).
_MAX_DATA = 64
#: Ids that Telegram gives as strings; their shape isn't promised.
_ID = re.compile(r"[!-~]{1,64}")


def read(received: Received) -> Message:
    """Read an update; Unreadable for what is none, and for one that doesn't say who wrote what where."""
    update = opened(received.raw)
    update_id = update.number("update_id")
    if update_id is None:
        raise Unreadable("it has no update_id")
    for kind, reader in _KINDS.items():
        if update.has(kind):
            return reader(update.inner(kind), update_id, received.envelope.rcpt_tos)
    raise Unreadable(f"it is none of {', '.join(_KINDS)}")


def _said(said: Fields, _: int, us: Sequence[str]) -> Message:
    return _written(said, "said", said.number("date"), us)


def _edited(said: Fields, _: int, us: Sequence[str]) -> Message:
    date = said.number("edit_date")
    return _written(said, "edited", said.number("date") if date is None else date, us)


def _written(said: Fields, act: Act, date: int | None, us: Sequence[str]) -> Message:
    """A message, as first written or as rewritten."""
    chat_id, message_id = id_of(said.inner("chat"), "its chat"), id_of(said, "its message", "message_id")
    told = words(said)
    attachments, lacking = files(said, message_id)
    answered = answered_by(said)
    chat = Chat(
        address=f"telegram:{chat_id}",
        private=is_private(said.inner("chat")),
        message=str(message_id),
        act=act,
        command=told.command,
        argument=told.argument,
        answers="" if answered is None else str(answered),
        album=_id(said, "media_group_id"),
        addressed=any(name.lower() in told.named for name in us),
        wordless=told.wordless and (said.has("animation") or not (attachments or lacking)),
        forwarded=said.has("forward_origin"),
        language=language_of(said.inner("from")),
    )
    return message(
        message_name(message_id, chat_id),
        sender_of(said),
        time_of(date),
        chat,
        said=told,
        in_reply_to=() if answered is None else (message_name(answered, chat_id),),
        attachments=attachments,
        auto=auto_of(said),
        defects=told.defects(lacking=bool(lacking)),
    )


def _pressed(query: Fields, _: int, _us: Sequence[str]) -> Message:
    """A button was pressed: below a message of ours, or below one that somebody sent by way of us (inline), whose chat
    isn't told. When isn't told either: the date there is that of the message with the button.
    """
    query_id = _id(query, "id")
    if not query_id:
        raise Unreadable("its press has no id")
    below = query.inner("message")
    message_id, chat_id = below.number("message_id"), below.inner("chat").number("id")
    inline = message_id is None or chat_id is None
    data = plain(query.text("data"))
    fits = len(data.encode()) <= _MAX_DATA
    chat = Chat(
        address=f"telegram:{id_of(query.inner('from'), 'its sender') if inline else chat_id}",
        private=not inline and is_private(below.inner("chat")),
        message="" if inline else str(message_id),
        act="pressed",
        pressed=data if fits else "",
        answers="" if inline else str(message_id),
        language=language_of(query.inner("from")),
    )
    return message(
        f"press.{query_id}@telegram",
        sender_of(query),
        None,
        chat,
        in_reply_to=() if message_id is None or chat_id is None else (message_name(message_id, chat_id),),
        auto="loop" if query.inner("from").flag("is_bot") else None,
        defects=() if fits else ("press-too-long",),
    )


def _membership(change: Fields, update_id: int, _us: Sequence[str]) -> Message:
    """The bot was blocked, thrown out, or let in: told by Telegram, there is nothing to answer."""
    chat = Chat(
        address=f"telegram:{id_of(change.inner('chat'), 'its chat')}",
        private=is_private(change.inner("chat")),
        message="",
        act="left" if is_out(change.inner("new_chat_member")) else "said",
        wordless=True,
        language=language_of(change.inner("from")),
    )
    left, date = f"left.{update_id}@telegram", time_of(change.number("date"))
    return message(left, sender_of(change), date, chat, auto="auto-generated")


def _id(fields: Fields, field: str) -> str:
    value = fields.text(field)
    return value if _ID.fullmatch(value) else ""


_KINDS: Mapping[str, Callable[[Fields, int, Sequence[str]], Message]] = {
    "message": _said,
    "edited_message": _edited,
    "callback_query": _pressed,
    "my_chat_member": _membership,
}
