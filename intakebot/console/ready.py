"""Answers that managers keep ready for agents: which there are, and where a new one begins."""

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from intakebot.console.call import Call, Unwell
from intakebot.console.house import House
from intakebot.console.letter import address
from intakebot.console.words import words
from intakebot.domain.template import Place, Version
from intakebot.replies.events import is_ready, ready_event


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """One answer: its versions that are published or still drafts, by language."""

    event: str
    versions: dict[str, list[Version]]


def shelves(found: Iterable[Version]) -> list[Shelf]:
    """All answers of these versions, by name."""
    by_event: dict[str, Shelf] = {}
    for one in found:
        place = one.draft.place
        if is_ready(place.event):
            shelf = by_event.setdefault(place.event, Shelf(event=place.event, versions={}))
            shelf.versions.setdefault(place.language, []).append(one)
    return [by_event[event] for event in sorted(by_event)]


def begun(call: Call, house: House) -> Response:
    """The editor of a new one opens; nothing is kept yet."""
    event = ready_event(call.asked("name", 60))
    if not is_ready(event):
        said = words(call.language).gettext("A short name has Latin letters, digits and hyphens, 26 at most.")
        raise Unwell(said)
    language = call.asked("language", 8)
    known = house.editing.catalogue.languages(event)
    place = Place(event=event, language=language if language in known else known[0], terms=call.asked("terms", 60))
    return RedirectResponse(address(place), 303)
