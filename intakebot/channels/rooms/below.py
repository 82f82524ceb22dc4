"""Which of our messages a short text may press a button of."""

import re
from typing import Any

from intakebot.channels.rooms.line import Line, NotOk
from intakebot.channels.rooms.news import Event, inner, word
from intakebot.channels.rooms.written import OURS

#: "2", "!2", "x)": whether it is a sign is decided by whoever reads the event.
_SHORT = re.compile(r"\s{0,10}[!/]?\s?(?:\d{1,2}|[^\W\d])[.)]?\s{0,10}")


async def below(line: Line, room: str, event: Event) -> dict[str, Any] | None:
    """Our message, and whether it is the `latest` that we said of ourselves; None for what can press nothing.

    It is the message that this one answers, else the last one with buttons: asked of the homeserver each time, as they
    may be older than this process. Presses are few.
    """
    if not _is_short(event):
        return None
    try:
        if answers := word(event, "content", "m.relates_to", "m.in_reply_to", "event_id"):
            return _told(await line.event(room, answers), line.user, latest=False)
        return _last(await line.before(room, str(event.get("event_id"))), line.user)
    except NotOk as error:
        if error.final:
            return None
        raise


def _last(said: tuple[Event, ...], user: str) -> dict[str, Any] | None:
    """The last message with buttons among these, the latest first. Our answers to presses since then don't count: who has
    chosen a level may go on to press another button below it; but nothing else may lie between.
    """
    latest, answer = True, False
    for event in said:
        if event.get("sender") != user:
            latest, answer = latest and (not answer or _is_short(event)), False
        elif inner(inner(event, "content"), OURS).get("buttons"):
            return _told(event, user, latest=latest and not answer)
        else:
            latest, answer = latest and not answer, True
    return None


def _is_short(event: Event) -> bool:
    return _SHORT.fullmatch(word(event, "content", "body").rpartition("\n")[2]) is not None


def _told(event: Event, user: str, *, latest: bool) -> dict[str, Any] | None:
    return {"event": event, "latest": latest} if event.get("sender") == user else None
