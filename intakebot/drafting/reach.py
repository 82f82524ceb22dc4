"""Whose customers get a letter, and why others don't."""

from dataclasses import dataclass

from intakebot.domain.sentence import Sentence
from intakebot.domain.template import Place
from intakebot.drafting.circumstances import combinations, written_in
from intakebot.drafting.situations import applies
from intakebot.replies.catalogue import Catalogue
from intakebot.replies.events import WITHOUT_REQUEST
from intakebot.terms.document import Document
from intakebot.terms.library import Library


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """Who is reached by a letter in its language."""

    #: Documents whose customers get it.
    terms: tuple[str, ...]
    #: Why customers under others don't.
    excluded: tuple[Sentence, ...]
    #: Customers whom no document applies to get it, too.
    without_terms: bool

    @property
    def nobody(self) -> bool:
        """Whether it would be written in vain."""
        return not self.terms and not self.without_terms


def reach(terms: Library, catalogue: Catalogue, place: Place) -> Reach:
    """Who gets what is published in this place; BadTerms."""
    asked = (terms.of(place.terms),) if place.terms else tuple(terms)
    found = {document.id: _why_not(document, catalogue, place) for document in asked}
    return Reach(
        terms=tuple(key for key, why in found.items() if why is None), without_terms=not place.terms,
        excluded=tuple(why for why in found.values() if why is not None),
    )  # fmt: skip


def _why_not(document: Document, catalogue: Catalogue, place: Place) -> Sentence | None:
    event, language, key = place.event, place.language, document.id
    if not place.terms and any(
        (one.event, one.language, one.terms) == (event, language, key) for one in catalogue.published
    ):
        return Sentence("{terms} has a letter of its own", terms=key)
    if event in WITHOUT_REQUEST:  # in a chat, whose language people choose whatever their terms
        return None
    if language not in written_in(document, catalogue.languages(event)):
        return Sentence("{terms} isn't served in this language", terms=key)
    if not any(applies(event, under) for under in combinations(document, language)):
        return Sentence("no such letter is ever written under {terms}", terms=key)
    return None
