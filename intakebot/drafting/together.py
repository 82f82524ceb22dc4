"""One letter for given terms in all the languages that these are served in: published together, withdrawn together.

Else some customers would read a manager's words and others the standard ones, for no reason but their language. A letter for all
terms is there in every language already, by its files. Ready answers stand alone: agents read what they send, and where none
is offered they write it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TypeAlias

from intakebot.domain.template import Place, Version
from intakebot.drafting.circumstances import written_in
from intakebot.replies.catalogue import Catalogue
from intakebot.replies.events import is_ready
from intakebot.replies.trial import Proof
from intakebot.store.desk import Desk
from intakebot.terms.library import Library

#: By each other language that nothing is published in, what would be published too; None where there is nothing.
Beside: TypeAlias = Mapping[str, Version | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Publication:
    """What became what customers get, by one act."""

    version: Version
    #: In other languages.
    beside: tuple[Version, ...]
    proof: Proof


def others(terms: Library, catalogue: Catalogue, place: Place) -> tuple[Place, ...]:
    """The same letter in the other languages that we write and these terms are served in; none where it stands alone."""
    if not place.terms or is_ready(place.event):
        return ()
    available = catalogue.languages(place.event)
    spoken = written_in(terms.of(place.terms), available)
    return tuple(replace(place, language=one) for one in available if one in spoken and one != place.language)


def beside(desk: Desk, places: Iterable[Place], by: str, *, back: bool = False) -> Beside:
    """One's own draft before the latest of somebody else; `back`: what customers got there last before any draft."""
    found = {place.language: desk.templates.history(place) for place in places}
    return {
        language: _next(history, by, back=back) for language, history in found.items()
        if not any(one.state == "published" for one in history)
    }  # fmt: skip


def lacking(beside: Beside) -> tuple[str, ...]:
    """Languages that there is nothing in to be published."""
    return tuple(language for language, one in beside.items() if one is None)


def _next(history: list[Version], by: str, *, back: bool) -> Version | None:
    drafts = [one for one in history if one.state == "draft"]
    own = [one for one in drafts if one.made_by == by]
    before = sorted((one for one in history if back and one.published_at), key=attrgetter("published_at"), reverse=True)
    return next(iter((*before, *own, *drafts)), None)
