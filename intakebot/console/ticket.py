"""One ticket whole: history with proof, and why each deadline is when it is."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from starlette.responses import Response

from intakebot.casework.explaining import Explained, explained
from intakebot.console.answering import Answering, answering
from intakebot.console.call import Call, Missing
from intakebot.console.dossier import Dossier, dossier
from intakebot.console.facts import Facts
from intakebot.console.hours_said import spoken
from intakebot.console.house import House
from intakebot.console.letter_names import LetterNames
from intakebot.console.render import page
from intakebot.console.whence import history_at, whence
from intakebot.console.words import words
from intakebot.domain.event import Event
from intakebot.store.desk import Desk
from intakebot.terms.clocks.due import Deadline
from intakebot.triage.resending import may_go_again


def history(call: Call, house: House) -> Response:
    """Everything that is known of a ticket."""
    number = call.path["number"].upper()

    def look(desk: Desk) -> tuple[Dossier, Answering, list[Explained], dict[int, bool]]:
        found = dossier(desk, house, call, number)
        if found is None:
            raise Missing
        answer = answering(desk, house, call, found.case)
        deadlines = explained(desk, house.terms, number, call.language, call.zone)
        return found, answer, deadlines, may_go_again(desk, [letter.id for letter in found.proof.letters])

    found, answer, deadlines, again = house.store.read(look)
    came_from = whence(call)
    return page(call, "history.html", {
        "ticket": found, "answer": answer, "deadlines": deadlines, "undated": undated(found.deadlines),
        "letters_said": LetterNames(call.language), "written": {letter.id: letter for letter in found.proof.letters}, **spoken(words(call.language)),
        "days": days(found.proof.events, call.zone), "facts": Facts(found, words(call.language), call.zone),
        "again": again, "came_from": came_from, "from_message": came_from.startswith("/triage?"), "here_at": history_at(number, came_from),
        "desks": [one.name for one in house.triage.others], "done": call.asked("done", 20), "what": call.asked("what", 20),
    })  # fmt: skip


def undated(deadlines: Sequence[Deadline]) -> dict[str, list[Deadline]]:
    """Clocks without a date, by what is promised instead."""
    found: dict[str, list[Deadline]] = {}
    for deadline in deadlines:
        if deadline.due_at is None:
            found.setdefault(str(deadline.promise), []).append(deadline)
    return found


def days(events: Sequence[Event], zone: str) -> list[tuple[date, list[Event]]]:
    """A history by the reader's days; a day stands again where clocks went back over midnight."""
    place = ZoneInfo(zone)

    def day(event: Any) -> date:
        found: date = event.at.astimezone(place).date()
        return found

    return [(one, list(group)) for one, group in groupby(events, day)]
