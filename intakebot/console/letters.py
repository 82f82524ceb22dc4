"""All letters that customers get: by event and language, whose words they are, and which drafts are open."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from starlette.responses import Response

from intakebot.console.call import Call
from intakebot.console.house import House
from intakebot.console.letter import address
from intakebot.console.letter_names import LetterNames
from intakebot.console.ready import shelves
from intakebot.console.render import page
from intakebot.domain.template import Place, Version
from intakebot.replies.catalogue import Reply
from intakebot.replies.events import EVENTS
from intakebot.store.desk import Desk

#: What opens in a place: one's own draft, what managers published for all terms, or the files' words, and whose those are.
Holds: TypeAlias = Literal["draft", "published", "shipped", "operator"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One letter in one language."""

    holds: Holds
    #: What managers published there: for all terms, and for some.
    published: tuple[Version, ...]


def letters(call: Call, house: House) -> Response:
    """The table."""

    def look(desk: Desk) -> tuple[list[Version], list[Version]]:
        return desk.templates.published(), desk.templates.drafts()

    published, drafts = house.store.read(look)
    own = {draft.draft.place for draft in drafts if draft.made_by == call.me.name}
    catalogue = house.editing.catalogue
    lines = {
        event: {language: _cell(catalogue.of_files(event, language), published, own) for language in catalogue.languages(event)}
        for event in EVENTS
    }  # fmt: skip
    languages = tuple(sorted({language for cells in lines.values() for language in cells}))
    return page(call, "letters.html", {
        "lines": lines, "languages": languages, "drafts": drafts, "names": LetterNames(call.language), "address": address,
        "shelves": shelves([*published, *drafts], catalogue.replies), "answered_in": catalogue.languages("answer"), "documents": house.terms.ids,
    })  # fmt: skip


def _cell(reply: Reply | None, published: Iterable[Version], own: Container[Place]) -> Cell | None:
    if reply is None:
        return None
    place = Place(event=reply.event, language=reply.language)
    there = sorted(
        (one for one in published if replace(one.draft.place, terms="") == place), key=lambda one: one.draft.place.terms
    )
    for_all = any(not one.draft.place.terms for one in there)
    return Cell(published=tuple(there), holds=_held(reply, own=place in own, for_all=for_all))


def _held(reply: Reply, *, own: bool, for_all: bool) -> Holds:
    if own:
        return "draft"
    if for_all:
        return "published"
    return "shipped" if all(source.shipped for source in reply.sources.values()) else "operator"
