"""Presses of buttons that Matrix doesn't have: their signs stand below the text, and whoever types one has pressed.

A sign is a number or a letter. "!2" presses the last message with such a sign, "2" alone only the one that it answers, or
that was the last we had said; where a bare number could be an answer the sign itself is "!2".
"""

import re
from dataclasses import dataclass

from intakebot.reading.chats.characters import plain
from intakebot.reading.chats.fields import Fields
from intakebot.reading.chats.matrix_facts import OURS, event_of

_TYPED = re.compile(r"\s{0,10}([!/]?)\s?([0-9]{1,2}|[A-ZА-ЯЁ])[.)]?\s{0,10}", re.IGNORECASE)
#: Letters that look alike: X is a level's name in one of the documents.
_LATIN = str.maketrans("аверкмнорстх", "abepkmhopctx")
#: Bytes of what a button stands for.
_MAX_DATA = 64


@dataclass(frozen=True, kw_only=True, slots=True)
class Pressed:
    """A button: what it stands for, and the id of the message that it is below."""

    data: str
    below: str


def pressed(told: Fields, text: str, answers: str) -> Pressed | None:
    """What a text presses, None when it presses nothing."""
    typed, ours = _TYPED.fullmatch(text), told.inner("below").inner("event")
    if typed is None or ours.text("sender") != told.text("own") or not told.text("own"):
        return None
    marked, sign = bool(typed[1]), _folded(typed[2])
    meant = told.inner("below").flag("latest") or answers == ours.text("event_id")
    for button in ours.inner("content").inner(OURS).entries("buttons"):
        shown, data = button.text("sign"), plain(button.text("data"))
        plainly = meant and not shown.startswith("!")
        if _folded(shown.removeprefix("!")) == sign and (marked or plainly) and len(data.encode()) <= _MAX_DATA:
            return Pressed(data=data, below=event_of(ours))
    return None


def _folded(sign: str) -> str:
    return sign.lower().translate(_LATIN)
