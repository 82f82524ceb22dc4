"""Whether a draft may be published."""

from collections.abc import Iterator
from dataclasses import replace

from intakebot.domain.sentence import Sentence
from intakebot.domain.template import Draft, Place
from intakebot.drafting.circumstances import circumstances
from intakebot.replies.apart import apart
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
    warnings = (*proof.warnings, *_parts(catalogue, draft), *_languages(terms, catalogue, draft.place))
    return replace(proof, warnings=warnings)


def _parts(catalogue: Catalogue, draft: Draft) -> Iterator[Fault]:
    """Text and HTML of which one was changed without the other, or that say different things."""
    place = draft.place
    present = catalogue.reply(place.event, place.language, place.terms)
    old = {kind: source.text for kind, source in present.sources.items()} if present else {}
    if found := apart(draft.parts, old):
        only = {"text": found.only_text, "HTML": found.only_html}
        told = [f"only in the {name}: {', '.join(what)}" for name, what in only.items() if what]
        if found.alone:
            told.insert(0, f"only the {'HTML' if found.alone == 'html' else 'text'} was changed")
        yield Fault(file=f"{place.language}/{place.event}", reason=f"text and HTML differ; {'; '.join(told)}")


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
