"""What a Telegram message shares instead of words, told in words of no language: numbers, names, lists."""

from collections.abc import Callable, Mapping

from intakebot.reading.chats.characters import name
from intakebot.reading.chats.fields import Fields

#: Nobody can work with these when no words stand beside them.
_WORDLESS = ("animation", "dice", "location", "sticker")


def form(said: Fields) -> str:
    """The shared data as text, "" when there is none that could be told so."""
    return next((told for kind, tell in _FORMS.items() if said.has(kind) and (told := tell(said.inner(kind)))), "")


def is_wordless(said: Fields) -> bool:
    """Whether a message without words is a mere sign; a venue has a location, but a name and an address too."""
    return not said.has("venue") and any(said.has(kind) for kind in _WORDLESS)


def _contact(contact: Fields) -> str:
    """The number first, as it was shared: "+48600100200 Anna Nowak"."""
    names = f"{contact.text('first_name')} {contact.text('last_name')}"
    return name(f"{name(contact.text('phone_number'))} {name(names)}")


def _location(location: Fields) -> str:
    """Latitude and longitude in degrees, to a tenth of a metre: "52.23, 21.01"."""
    latitude, longitude = location.real("latitude", 90), location.real("longitude", 180)
    return "" if latitude is None or longitude is None else f"{_degrees(latitude)}, {_degrees(longitude)}"


def _degrees(angle: float) -> str:
    return f"{angle:.6f}".rstrip("0").rstrip(".")


def _venue(venue: Fields) -> str:
    parts = (name(venue.text("title")), name(venue.text("address")), _location(venue.inner("location")))
    return "\n".join(part for part in parts if part)


def _poll(poll: Fields) -> str:
    return _listed(poll.text("question"), poll, "options")


def _checklist(checklist: Fields) -> str:
    return _listed(checklist.text("title"), checklist, "tasks")


def _listed(title: str, fields: Fields, entries: str) -> str:
    lines = (name(entry.text("text")) for entry in fields.entries(entries))
    return "\n".join(part for part in (name(title), *(f"- {line}" for line in lines if line)) if part)


def _dice(dice: Fields) -> str:
    value = dice.number("value")
    return name(f"{dice.text('emoji')} {'' if value is None else value}")


def _sticker(sticker: Fields) -> str:
    return name(sticker.text("emoji"))


def _game(game: Fields) -> str:
    return name(game.text("title"))


#: The fullest first: a venue comes with its bare location beside it.
_FORMS: Mapping[str, Callable[[Fields], str]] = {
    "contact": _contact,
    "venue": _venue,
    "location": _location,
    "poll": _poll,
    "checklist": _checklist,
    "dice": _dice,
    "sticker": _sticker,
    "game": _game,
}
