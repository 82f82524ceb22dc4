"""Whether a draft may be published."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from intakebot.domain.sentence import Sentence
from intakebot.domain.template import Draft, Kind, Place
from intakebot.drafting.circumstances import circumstances
from intakebot.replies.apart import apart
from intakebot.replies.catalogue import Catalogue, reply_of
from intakebot.replies.events import is_ready
from intakebot.replies.promises import named
from intakebot.replies.render import Fault
from intakebot.replies.trial import SECONDS, Proof, proved
from intakebot.terms.library import Library

_OF_FILES = Sentence("no version of yours; customers get the letter of the files")
_NO_READY = Sentence("no version of yours; agents have no such answer for these customers")
_NONE = Sentence("no version of yours; there is none: customers get another language")


def proof_of(terms: Library, catalogue: Catalogue, draft: Draft, seconds: float = SECONDS) -> Proof:
    """Rendered as the product would, under every document, plan and level that it is for; BadTerms for unknown terms."""
    languages = catalogue.languages(draft.place.event)
    proof = proved(reply_of(draft), circumstances(terms, draft.place, languages), seconds)
    beside = (*_languages(terms, catalogue, draft.place), *_times(draft))
    return replace(
        proof, warnings=(*proof.warnings, *beside), apart=apart(draft.parts, _present(catalogue, draft.place))
    )


def _present(catalogue: Catalogue, place: Place) -> Mapping[Kind, str]:
    """What customers get there now."""
    found = catalogue.reply(place.event, place.language, place.terms)
    return {kind: source.text for kind, source in found.sources.items()} if found else {}


def _times(draft: Draft) -> Iterator[Fault]:
    """Spans that a ready answer names: "restart after 5 minutes" is no promise, but whoever reads it may see one."""
    if is_ready(draft.place.event):
        for time in named(draft.parts.get("text", "")):
            reason = Sentence("names {words!r}: customers may take it for a promise", words=time.words)
            yield Fault(file=f"{draft.place.language}/{draft.place.event}", reason=reason)


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
            reason = _NO_READY if is_ready(place.event) else _OF_FILES if there else _NONE
            yield Fault(file=f"{language}/{place.event}", reason=reason)
