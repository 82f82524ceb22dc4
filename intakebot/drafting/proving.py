"""Whether a draft may be published."""

from collections.abc import Iterator
from dataclasses import replace

from intakebot.domain.template import Draft, Place
from intakebot.drafting.circumstances import circumstances
from intakebot.replies.catalogue import Catalogue, reply_of
from intakebot.replies.events import is_ready
from intakebot.replies.promises import named
from intakebot.replies.render import Fault
from intakebot.replies.trial import SECONDS, Proof, proved
from intakebot.terms.library import Library


def proof_of(terms: Library, catalogue: Catalogue, draft: Draft, seconds: float = SECONDS) -> Proof:
    """Rendered as the product would, under every document, plan and level that it is for; BadTerms for unknown terms."""
    languages = catalogue.languages(draft.place.event)
    proof = proved(reply_of(draft), circumstances(terms, draft.place, languages), seconds)
    beside = (*_languages(terms, catalogue, draft.place), *_times(draft))
    return replace(proof, warnings=(*proof.warnings, *beside))


def _times(draft: Draft) -> Iterator[Fault]:
    """Spans that a ready answer names: "restart after 5 minutes" is no promise, but whoever reads it may see one."""
    if is_ready(draft.place.event):
        for time in named(draft.parts.get("text", "")):
            why = f"names {time.words!r}: customers may take it for a promise"
            yield Fault(file=f"{draft.place.language}/{draft.place.event}", reason=why)


def _languages(terms: Library, catalogue: Catalogue, place: Place) -> Iterator[Fault]:
    """Other languages that the same customers are written to in: there they read other words, or English."""
    spoken = terms.languages(place.terms) if place.terms else ()
    if spoken and place.language not in spoken:
        why = f"{place.terms} is served in {', '.join(spoken)}: hardly anybody gets it"
        yield Fault(file=f"{place.terms}/{place.language}/{place.event}", reason=why)
    available = catalogue.languages(place.event)
    for language in spoken or available:
        there = catalogue.reply(place.event, language, place.terms)
        if language != place.language and (there is None or there.published is None):
            what = "customers get the letter of the files" if there else "there is none: customers get another language"
            what = "agents have no such answer for these customers" if is_ready(place.event) else what
            yield Fault(file=f"{language}/{place.event}", reason=f"no version of yours; {what}")
