"""The words of a Telegram message: its text or caption, the command it begins with, what in it is quoted."""

import re
from collections.abc import Iterator, Sequence

from intakebot.reading.chats.characters import Units, plain, shown
from intakebot.reading.chats.fields import Fields
from intakebot.reading.chats.telegram_forms import form, is_wordless
from intakebot.reading.chats.written import Words

#: Characters of a text; Telegram itself takes 4,096, and 1,024 below a file.
MAX_TEXT = 20_000
#: "/status" or "/status@our_bot" (https://core.telegram.org/bots/features#commands).
_COMMAND = re.compile(r"/([A-Z0-9_]{1,32})(?:@\w{1,64})?\Z", re.ASCII | re.IGNORECASE)
#: Names of one message that are looked at.
_MOST_NAMED = 50
_QUOTES = ("blockquote", "expandable_blockquote")


def words(said: Fields) -> Words:
    """The words of a message, or its shared data told in words."""
    kind = "text" if said.text("text") else "caption"
    whole = said.text(kind)
    raw = whole[:MAX_TEXT]
    text = plain(raw)
    if not shown(text):
        told = form(said)
        return Words(text=told, reply=told, wordless=not told or is_wordless(said))
    entities = said.entries("entities" if kind == "text" else "caption_entities")
    command, argument = _command(raw, entities)
    return Words(
        text=text, reply=_own(raw, entities) or text, command=command, argument=argument, cut=len(whole) > len(raw),
        named=tuple(Units(raw).between(*span).lower() for span in _spans(entities, ("mention",)))[:_MOST_NAMED],
    )  # fmt: skip


def _spans(entities: Sequence[Fields], kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Start and end of the entities of these kinds, in UTF-16 units."""
    for entity in entities:
        offset, length = entity.number("offset"), entity.number("length")
        if offset is not None and length is not None and offset >= 0 < length and entity.text("type") in kinds:
            yield offset, offset + length


def _command(raw: str, entities: Sequence[Fields]) -> tuple[str, str]:
    """The command at the very beginning and the words behind it, or twice nothing."""
    end = next((end for start, end in _spans(entities, ("bot_command",)) if start == 0), 0)
    units = Units(raw)
    found = _COMMAND.match(units.between(0, end))
    return (found[1].lower(), plain(units.between(end)).strip()) if found else ("", "")


def _own(raw: str, entities: Sequence[Fields]) -> str:
    """The words outside of quotations; "" when there are none, or nothing is quoted."""
    units, at, kept = Units(raw), 0, []
    for start, end in sorted(_spans(entities, _QUOTES)):
        if start > at:
            kept.append(units.between(at, start))
        at = max(at, end)
    own = plain("".join([*kept, units.between(at)])).strip()
    return own if at and shown(own) else ""
