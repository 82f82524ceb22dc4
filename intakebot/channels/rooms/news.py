"""What a homeserver answers, with the shape that we expect: whatever has another is as if it weren't there.

nio would read it too, but events of other servers may have any form, and one that it can't read stops it for good.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

#: As the homeserver wrote it.
Event: TypeAlias = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class RoomNews:
    """What came in one room: changed state, then events, oldest first; `limited`: others came before these."""

    state: tuple[Event, ...]
    events: tuple[Event, ...]
    limited: bool
    #: The token before the first event, "" when not told.
    before: str


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """One answer to /sync."""

    #: The token behind it.
    token: str
    #: What is told of rooms that we are invited to, by id.
    invited: Mapping[str, tuple[Event, ...]]
    #: Rooms that we are in, or were until now.
    rooms: Mapping[str, RoomNews]


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A part of a room's history, which may hold nothing that we may see, and from where to ask on, "" at the end."""

    events: tuple[Event, ...]
    end: str


def news_of(said: Event) -> News:
    """An answer to /sync; ValueError without a token."""
    token = said.get("next_batch")
    if not isinstance(token, str) or not token:
        raise ValueError("the homeserver told no token")
    rooms = inner(said, "rooms")
    told = {**inner(rooms, "join"), **inner(rooms, "leave")}
    return News(
        token=token,
        invited={
            room: events(inner(found, "invite_state"), "events") for room, found in inner(rooms, "invite").items()
        },
        rooms={room: _room(found) for room, found in told.items()},
    )


def page_of(said: Event) -> Page:
    """An answer to /messages."""
    return Page(events=events(said, "chunk"), end=word(said, "end"))


def inner(said: object, key: str) -> Event:
    """An object within another, empty when there is none."""
    found = said.get(key) if isinstance(said, dict) else None
    return found if isinstance(found, dict) else {}


def word(said: object, *keys: str) -> str:
    """A string within objects, "" when there is none."""
    *outer, last = keys
    for key in outer:
        said = inner(said, key)
    found = said.get(last) if isinstance(said, dict) else None
    return found if isinstance(found, str) else ""


def events(said: Event, key: str) -> tuple[Event, ...]:
    """A list of events: objects with a type and a sender."""
    found = said.get(key)
    wanted = found if isinstance(found, list) else ()
    return tuple(event for event in wanted if word(event, "type") and word(event, "sender"))


def _room(said: object) -> RoomNews:
    timeline = inner(said, "timeline")
    return RoomNews(
        state=events(inner(said, "state"), "events"),
        events=events(timeline, "events"),
        limited=timeline.get("limited") is True,
        before=word(timeline, "prev_batch"),
    )
