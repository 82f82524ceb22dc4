"""Answers that managers keep ready for agents: which there are, and where a new one begins."""

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from intakebot.console.call import Call, Unwell
from intakebot.console.house import House
from intakebot.console.letter import address
from intakebot.console.words import words
from intakebot.domain.template import Place, Version
from intakebot.replies.catalogue import Reply
from intakebot.replies.events import is_ready, ready_event


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """One answer: its versions that are published or still drafts, and languages that files suggest words in."""

    event: str
    versions: dict[str, list[Version]]
    suggested: frozenset[str]


def shelves(found: Iterable[Version], suggested: Iterable[Reply]) -> list[Shelf]:
    """All answers among these versions and files, by name."""
    versions: dict[str, dict[str, list[Version]]] = {}
    for one in found:
        versions.setdefault(one.draft.place.event, {}).setdefault(one.draft.place.language, []).append(one)
    languages: dict[str, set[str]] = {}
    for reply in suggested:
        languages.setdefault(reply.event, set()).add(reply.language)
    return [
        Shelf(event=event, versions=versions.get(event, {}), suggested=frozenset(languages.get(event, ())))
        for event in sorted({*versions, *languages}) if is_ready(event)
    ]  # fmt: skip


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
