"""Every circumstance that a draft may be written in: each plan and level of each document that it is for."""

from collections.abc import Iterator

from intakebot.domain.sentence import Sentence
from intakebot.domain.template import Place
from intakebot.drafting.situations import applies, situations
from intakebot.drafting.under import Under
from intakebot.replies.events import WITHOUT_REQUEST
from intakebot.replies.proof import sample
from intakebot.replies.trial import Circumstance
from intakebot.terms.document import Document
from intakebot.terms.library import Library

#: What is written for an unknown plan or level.
UNKNOWN = Sentence("unknown")


def documents(terms: Library, place: Place, languages: tuple[str, ...]) -> tuple[Document, ...]:
    """Those under which such a letter can be written: the one that it is for, else all that are served in its language."""
    if place.terms:
        return (terms.of(place.terms),)
    return tuple(document for document in terms if place.language in written_in(document, languages))


def circumstances(terms: Library, place: Place, languages: tuple[str, ...]) -> tuple[Circumstance, ...]:
    """All of them. `languages`: those that there are letters in."""
    found = [
        _circumstance(place, under)
        for document in documents(terms, place, languages)
        if place.event not in WITHOUT_REQUEST
        for under in combinations(document, place.language)
        if applies(place.event, under)
    ]
    if not place.terms or not found:
        values = (_nothing(place), sample(place.event, place.language))
        found.append(Circumstance(name=Sentence("no terms"), situations=values))
    return tuple(found)


def combinations(document: Document, language: str) -> Iterator[Under]:
    """Each plan with each level, either of them unknown, too."""
    for plan in (*document.plans, None):
        for level in (*document.severities, None):
            yield Under(document=document, plan=plan, level=level, language=language)


def _circumstance(place: Place, under: Under) -> Circumstance:
    document = under.document
    name = Sentence(
        "{terms}, {plan}, {level}", terms=document.id,
        plan=document.plans[under.plan].name.name(under.plan) if under.plan else UNKNOWN,
        level=document.level_name(under.level) if under.level else UNKNOWN,
    )  # fmt: skip
    promise = str(under.promise.promise) if under.promise else None
    return Circumstance(name=name, situations=situations(place.event, under), promise=promise)


def _nothing(place: Place) -> dict[str, str | None]:
    """As little as there can be to say."""
    known = ("number", "sender", "mailbox", "received")
    return {name: value if name in known else None for name, value in sample(place.event, place.language).items()}


def written_in(document: Document, languages: tuple[str, ...]) -> frozenset[str]:
    """Languages of its letters: those that it names and we have, or all of ours; English where none is left."""
    regions = (spoken for region in document.languages.regions.values() for spoken in region.languages)
    named = {*document.languages.spoken, *document.languages.outside, *regions}
    return frozenset(named & set(languages) if named else languages) or frozenset(["en"])
