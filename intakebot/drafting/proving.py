"""Whether a draft may be published."""

from collections.abc import Iterator
from dataclasses import replace

from intakebot.domain.sentence import Sentence
from intakebot.domain.template import Draft, Place
from intakebot.drafting.circumstances import circumstances
from intakebot.replies.catalogue import Catalogue, reply_of
from intakebot.replies.render import Fault
from intakebot.replies.trial import SECONDS, Proof, proved
from intakebot.terms.library import Library

_OF_FILES = Sentence("no version of yours; customers get the letter of the files")
_NONE = Sentence("no version of yours; there is none: customers get another language")


def proof_of(terms: Library, catalogue: Catalogue, draft: Draft, seconds: float = SECONDS) -> Proof:
    """Rendered as the product would, under every document, plan and level that it is for; BadTerms for unknown terms."""
    languages = catalogue.languages(draft.place.event)
    proof = proved(reply_of(draft), circumstances(terms, draft.place, languages), seconds)
    return replace(proof, warnings=(*proof.warnings, *_languages(terms, catalogue, draft.place)))


def _languages(terms: Library, catalogue: Catalogue, place: Place) -> Iterator[Fault]:
    """Other languages that the same customers are written to in: there they read other words, or English."""
    spoken = terms.languages(place.terms) if place.terms else ()
    if spoken and place.language not in spoken:
        why = Sentence("{terms} is served in {known}: hardly anybody gets it", terms=place.terms, known=tuple(spoken))
        yield Fault(file=f"{place.terms}/{place.language}/{place.event}", reason=why)
    available = catalogue.languages(place.event)
    for language in spoken or available:
        there = catalogue.reply(place.event, language, place.terms)
        if language != place.language and (there is None or there.published is None):
            yield Fault(file=f"{language}/{place.event}", reason=_OF_FILES if there else _NONE)
