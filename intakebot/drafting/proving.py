"""Whether a draft may be published."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from intakebot.domain.sentence import Sentence
from intakebot.domain.template import Draft, Kind, Place
from intakebot.drafting.circumstances import circumstances
from intakebot.drafting.reach import reach
from intakebot.replies.apart import apart
from intakebot.replies.catalogue import Catalogue, reply_of
from intakebot.replies.events import is_ready
from intakebot.replies.promises import named
from intakebot.replies.render import Fault
from intakebot.replies.trial import SECONDS, Proof, proved
from intakebot.terms.library import Library

_OF_FILES = Sentence("no version of yours; customers get the letter of the files")
_NO_READY = Sentence("no version of yours; agents have no such answer for these customers")
_NO_DRAFT = Sentence("no version of yours and no draft; for these terms all their languages are published together")
_NONE = Sentence("no version of yours; there is none: customers get another language")


def proof_of(
    terms: Library, catalogue: Catalogue, draft: Draft, seconds: float = SECONDS, lacking: tuple[str, ...] = ()
) -> Proof:
    """Rendered as the product would, under every document, plan and level that it is for; BadTerms for unknown terms.

    `lacking`: languages that must be there before it is published (drafting/together.py).
    """
    languages = catalogue.languages(draft.place.event)
    proof = proved(reply_of(draft), circumstances(terms, draft.place, languages), seconds)
    place = draft.place
    return replace(
        proof, faults=(*proof.faults, *_in_vain(terms, catalogue, place), *_lacking(place, lacking)), lacking=lacking,
        warnings=(*proof.warnings, *_languages(terms, catalogue, place), *_times(draft)),
        apart=apart(draft.parts, _present(catalogue, place)),
    )  # fmt: skip


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


def _in_vain(terms: Library, catalogue: Catalogue, place: Place) -> Iterator[Fault]:
    """A letter that nobody gets isn't published: whoever did would think that customers read it."""
    reached = reach(terms, catalogue, place)
    for why in reached.excluded if reached.nobody else ():
        yield Fault(
            file=f"{place.terms}/{place.language}/{place.event}", reason=Sentence("nobody gets it: {why}", why=why)
        )


def _lacking(place: Place, languages: Iterable[str]) -> Iterator[Fault]:
    """Languages that the same customers are written to in, and would read other words in."""
    for language in languages:
        yield Fault(file=f"{place.terms}/{language}/{place.event}", reason=_NO_DRAFT)


def _languages(terms: Library, catalogue: Catalogue, place: Place) -> Iterator[Fault]:
    """Other languages of the same customers that nothing can be done about here, or need not: a letter for all terms is there by
    its file, and where no ready answer is offered agents write their own.
    """
    available = catalogue.languages(place.event)
    alone = is_ready(place.event) or not place.terms
    for language in (terms.languages(place.terms) if place.terms else ()) or available:
        there = catalogue.reply(place.event, language, place.terms)
        if language != place.language and (there is None or (alone and there.published is None)):
            reason = _NO_READY if is_ready(place.event) else _OF_FILES if there else _NONE
            yield Fault(file=f"{language}/{place.event}", reason=reason)
