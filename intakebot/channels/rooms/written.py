"""A note as the messages that it becomes.

Matrix has no buttons: each stands below the text with a sign, and whoever types the sign has pressed it. What the signs
stand for is kept in the message itself, so that a press is understood whoever reads it, and after any restart.
"""

import hashlib
import re
from collections.abc import Collection, Iterator
from itertools import count
from typing import Any

from intakebot.channels.shared.pieces import pieces
from intakebot.domain.chat import Button, Note, Rows

#: Of a message that a bot of this kind wrote: what it is, and its buttons (`reading/chats/matrix_facts.py`).
OURS = "org.intakebot"
#: UTF-16 units of one message: an event has 65,536 bytes at most.
LONGEST = 10_000
#: A caption with a sign of its own: "2 – high".
_SIGN = re.compile(r"(\d{1,2}|[A-Z]) – ")
_SLASH = re.compile(r"(?<![\w/.:])/([a-z]{1,32})\b(?![/.:]\w)")


def contents(note: Note, commands: Collection[str]) -> tuple[dict[str, Any], ...]:
    """At least one: the first answers the message that the note answers, the last has the buttons.

    They are plain messages: of m.notice, as bots' should be, people's clients don't tell them, and it is a notice that
    they are told of that counts (CEN-03). Other bots know them by OURS.
    """
    signed = tuple(_signed(note.rows))
    lines = [button.text if own else f"{sign} – {button.text}" for sign, button, own in signed]
    below = "\n\n" + "\n".join(lines) if lines else ""
    texts = pieces(_typed(note.text, commands) + below, LONGEST)
    found = [_content(text) for text in texts]
    if note.answers:
        found[0]["m.relates_to"] = {"m.in_reply_to": {"event_id": note.answers}}
    found[-1][OURS] = {"buttons": [{"sign": sign, "data": button.data} for sign, button, _ in signed]}
    return tuple(found)


def transaction(message_id: str, part: int) -> str:
    """The name under which the homeserver knows a part of a letter again."""
    return f"{hashlib.sha256(message_id.encode()).hexdigest()[:32]}.{part}"


def _content(text: str) -> dict[str, Any]:
    """Nobody is meant by a name that stands in it."""
    return {"msgtype": "m.text", "body": text, "m.mentions": {}, OURS: {}}


def _signed(rows: Rows) -> Iterator[tuple[str, Button, bool]]:
    """The sign of each button, and whether its caption begins with it. Buttons side by side stand beside a question that
    any number may answer (steps): there it is "!2".
    """
    own = {found[1] for row in rows for button in row if (found := _SIGN.match(button.text))}
    numbers = (str(number) for number in count(1) if str(number) not in own)
    for row in rows:
        for button in row:
            if len(row) == 1 and (found := _SIGN.match(button.text)):
                yield found[1], button, True
            else:
                yield ("!" if len(row) > 1 else "") + next(numbers), button, False


def _typed(text: str, commands: Collection[str]) -> str:
    """Commands as they are typed there: most clients keep "/status" for themselves."""
    return _SLASH.sub(lambda found: f"!{found[1]}" if found[1] in commands else found[0], text)
