"""Who, where, when and in answer to what in the events of Matrix."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from intakebot.domain.errors import Unreadable
from intakebot.reading.chats.fields import Fields

#: Where our own messages keep what they are, and their buttons (`channels/rooms/written.py`).
OURS = "org.intakebot"
#: Ids are at most 255 bytes; of rooms from version 12 on and of events from version 3 on they name no server.
_SEEN = r"[^\s\x00-\x20\x7f-\x9f\ud800-\udfff]"
_ROOM = re.compile(rf"!{_SEEN}{{1,254}}")
_PERSON = re.compile(rf"@{_SEEN}{{1,254}}")
_EVENT = re.compile(rf"\${_SEEN}{{1,254}}")
#: What the store would take for the same as something else: it looks addresses up in lower case.
_FOLDED = re.compile(r"[^a-z0-9@:._\-/+\[\]]")
#: The first millisecond that Python's years don't reach.
_END_OF_TIME = 253_402_300_800_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Relation:
    """Which other events an event is about, by their ids; "" where it isn't."""

    answers: str = ""
    replaces: str = ""


def room_of(told: Fields) -> str:
    """The room's id; Unreadable without."""
    return _id(told.text("room"), _ROOM, "its room has no id")


def event_of(event: Fields) -> str:
    """The event's id; Unreadable without."""
    return _id(event.text("event_id"), _EVENT, "it has no id")


def person(event: Fields) -> str:
    """The sender's address; Unreadable without. Old accounts may differ in capitals alone (historical user ids): those
    are written out as Matrix does it for names from elsewhere ("=41").
    """
    sender = _id(event.text("sender"), _PERSON, "its sender has no id")
    if ":" not in sender:
        raise Unreadable("its sender has no id")
    return "matrix:" + _FOLDED.sub(lambda odd: "".join(f"={byte:02x}" for byte in odd[0].encode()), sender)


def message_name(room: str, event: str, sender: str) -> str:
    """Of one sender's message: whoever claims to rewrite another's names one that nobody wrote."""
    return f"{hashlib.sha256(f'{room}/{event}/{sender}'.encode()).hexdigest()[:40]}@matrix"


def relation_of(content: Fields) -> Relation:
    """What it answers or replaces. Clients that know no threads see each message of one answer the one before: it is the
    thread's first that is meant.
    """
    about = content.inner("m.relates_to")
    event, kind = _maybe(about.text("event_id")), about.text("rel_type")
    if kind == "m.replace" and event:
        return Relation(replaces=event)
    answered = _maybe(about.inner("m.in_reply_to").text("event_id"))
    thread = kind == "m.thread" and (about.flag("is_falling_back") or not answered)
    return Relation(answers=event if thread else answered)


def is_ours(content: Fields) -> bool:
    """Whether a bot like this one wrote it."""
    return content.has(OURS)


def time_of(milliseconds: int | None) -> datetime | None:
    """Unix time in milliseconds, as the sender's own homeserver tells it."""
    known = milliseconds is not None and 0 < milliseconds < _END_OF_TIME
    return datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds is not None and known else None


def _id(value: str, shape: re.Pattern[str], lacking: str) -> str:
    if not shape.fullmatch(value):
        raise Unreadable(lacking)
    return value


def _maybe(value: str) -> str:
    return value if _EVENT.fullmatch(value) else ""
