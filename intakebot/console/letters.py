"""All letters that customers get: by event and language, whose words they are, and which drafts are open."""

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.responses import Response

from intakebot.console.call import Call
from intakebot.console.house import House
from intakebot.console.letter_names import LetterNames
from intakebot.console.render import page
from intakebot.domain.template import Version
from intakebot.replies.catalogue import Reply
from intakebot.replies.events import EVENTS
from intakebot.store.desk import Desk


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One letter in one language."""

    language: str
    #: Whose words the files hold: "shipped" or "operator".
    files: str
    #: What managers published there: for all terms, and for some.
    published: tuple[Version, ...]


def letters(call: Call, house: House) -> Response:
    """The table."""

    def look(desk: Desk) -> tuple[list[Version], list[Version]]:
        return desk.templates.published(), desk.templates.drafts()

    published, drafts = house.store.read(look)
    catalogue = house.editing.catalogue
    lines = {
        event: {language: _cell(catalogue.of_files(event, language), published) for language in catalogue.languages(event)}
        for event in EVENTS
    }  # fmt: skip
    languages = tuple(sorted({language for cells in lines.values() for language in cells}))
    return page(call, "letters.html", {
        "lines": lines, "languages": languages, "drafts": drafts, "names": LetterNames(call.language),
    })  # fmt: skip


def _cell(reply: Reply | None, published: Iterable[Version]) -> Cell | None:
    if reply is None:
        return None
    ours = all(source.shipped for source in reply.sources.values())
    place = (reply.event, reply.language)
    there = (one for one in published if (one.draft.place.event, one.draft.place.language) == place)
    return Cell(
        language=reply.language, files="shipped" if ours else "operator",
        published=tuple(sorted(there, key=lambda version: version.draft.place.terms)),
    )  # fmt: skip
