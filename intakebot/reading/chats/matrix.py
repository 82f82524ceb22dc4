"""One event of a Matrix room (https://spec.matrix.org/latest/client-server-api/#events), read.

An event alone says too little, so the channel hands over an object: `room` (its id), `own` (our account), `private`
(nobody else is there), `name` (the sender's display name), `event` (as the homeserver wrote it) and, where the event may
be a press, `below` (our message with the buttons: `event`, and whether it was the `latest` that we had said).

People are named by what the homeserver vouches for: "matrix:" and the id of the account. That proves an account, not a
mail address: `authentication` stays unproven until it is linked.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from intakebot.domain.address import Address
from intakebot.domain.chat import Chat
from intakebot.domain.errors import Unreadable
from intakebot.domain.message import Attachment, Auto, Message
from intakebot.domain.received import Received
from intakebot.reading.chats.characters import name
from intakebot.reading.chats.fields import Fields, opened
from intakebot.reading.chats.matrix_facts import (
    event_of,
    is_ours,
    message_name,
    person,
    relation_of,
    room_of,
    time_of,
)
from intakebot.reading.chats.matrix_files import attachment
from intakebot.reading.chats.matrix_presses import pressed
from intakebot.reading.chats.matrix_words import words
from intakebot.reading.chats.written import NOTHING, Words, message


def read(received: Received) -> Message:
    """Read an event; Unreadable for what is none, and for one that doesn't say who wrote what where."""
    told = opened(received.raw)
    kind = told.inner("event").text("type")
    reader = _KINDS.get(kind)
    if reader is None:
        raise Unreadable(f"it is none of {', '.join(_KINDS)}")
    return reader(told, told.inner("event"))


def _written(told: Fields, event: Fields) -> Message:
    """A message, as first written or as rewritten, or the press of a button."""
    content = event.inner("content")
    relation = relation_of(content)
    if relation.replaces:
        content = content.inner("m.new_content")
    said = words(content, stripped=bool(relation.answers))
    press = pressed(told, said.reply, relation.answers) if not relation.replaces else None
    if press:
        chat = replace(_chat(told, press.below), act="pressed", pressed=press.data, answers=press.below)
        return _message(told, event, chat, answers=press.below)
    file, lacking = attachment(content, relation.replaces or event_of(event))
    chat = replace(
        _chat(told, relation.replaces or event_of(event)),
        act="edited" if relation.replaces else "said",
        command=said.command,
        argument=said.argument,
        answers=relation.answers,
        wordless=said.wordless and not (file or lacking),
    )
    return _message(
        told, event, chat, answers=relation.answers, said=said, attachments=(file,) if file else (),
        auto=_auto(told, event, content), defects=said.defects(lacking=bool(lacking)),
    )  # fmt: skip


def _sticker(told: Fields, event: Fields) -> Message:
    body = name(event.inner("content").text("body"))
    relation = relation_of(event.inner("content"))
    chat = replace(_chat(told, event_of(event)), wordless=True, answers=relation.answers)
    return _message(told, event, chat, answers=relation.answers, said=Words(text=body, reply=body, wordless=True))


def _left(told: Fields, event: Fields) -> Message:
    """Somebody went, or was thrown out: told by the homeserver, there is nothing to answer."""
    out = event.inner("content").text("membership") in ("leave", "ban")
    chat = replace(_chat(told, ""), act="left" if out else "said", wordless=True)
    return _message(told, event, chat, auto="auto-generated")


def _chat(told: Fields, message: str) -> Chat:
    return Chat(address=f"matrix:{room_of(told)}", private=told.flag("private"), message=message)


def _auto(told: Fields, event: Fields, content: Fields) -> Auto | None:
    """What no person wrote: other bots mark it so (m.notice), and one of our kind names itself."""
    if event.text("sender") == told.text("own"):
        return "loop"
    return "auto-generated" if content.text("msgtype") == "m.notice" or is_ours(content) else None


def _message(
    told: Fields,
    event: Fields,
    chat: Chat,
    *,
    answers: str = "",
    said: Words = NOTHING,
    attachments: tuple[Attachment, ...] = (),
    auto: Auto | None = None,
    defects: tuple[str, ...] = (),
) -> Message:
    """What all events have in common."""
    sender = Address(name=name(told.text("name")), address=person(event))
    rewritten = chat.message if chat.act == "edited" else event_of(event)
    return message(
        message_name(room_of(told), rewritten, sender.address),
        sender,
        time_of(event.number("origin_server_ts")),
        chat,
        said=said,
        in_reply_to=(message_name(room_of(told), answers, sender.address),) if answers else (),
        attachments=attachments,
        auto=auto,
        defects=defects,
    )


_KINDS: Mapping[str, Callable[[Fields, Fields], Message]] = {
    "m.room.message": _written,
    "m.sticker": _sticker,
    "m.room.member": _left,
}
