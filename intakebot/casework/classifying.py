"""What a message means under some terms: the answer of `intakebot classify`, one question at a time or many."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Self

from intakebot.casework.proposing import propose
from intakebot.classify import details, stated
from intakebot.classify.impact.model import Model
from intakebot.classify.language import detect_message
from intakebot.domain.impact import FACETS, Cue, Impact
from intakebot.domain.jsonlines import BadQuestion, identity
from intakebot.reading.quotes.cutting import cut
from intakebot.terms.document import Document
from intakebot.terms.library import Library
from intakebot.terms.seeking import missing

#: Characters of a text that are looked at; the rest of a longer one changes nothing.
_LOOKED_AT = 200_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One message to be classified, as somebody asks."""

    id: str | int | None
    terms: str | None
    plan: str | None
    channel: Literal["email", "chat"]
    subject: str
    text: str

    @classmethod
    def of(cls, asked: Mapping[str, object]) -> Self:
        """From the object of a line; BadQuestion says what is wrong."""
        channel = _text(asked, "channel") or "email"
        if channel not in ("email", "chat"):
            raise BadQuestion(f"channel {channel[:100]!r} is none of email, chat")
        text = _text(asked, "text")
        if text is None:
            raise BadQuestion("text is missing")
        return cls(
            id=identity(asked), terms=_text(asked, "terms"), plan=_text(asked, "plan"),
            channel="chat" if channel == "chat" else "email", subject=_text(asked, "subject") or "", text=text,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Classified:
    """What is printed, in this order (design.md 8). Places of evidence are code points of what was given."""

    id: str | int | None
    #: ISO 639-1 or "und".
    language: str
    language_confidence: float
    #: The likeliest level; None without terms.
    severity: str | None
    #: The product won't propose it.
    abstains: bool
    confidence: float
    probabilities: Mapping[str, float]
    clause: str | None
    kind: str
    facets: Mapping[str, str]
    #: The level that the customer names.
    stated: str | None
    evidence: tuple[Cue, ...]
    #: Ids of what the terms ask for and the message doesn't tell.
    missing: tuple[str, ...]
    #: It may well have an urgent level: agents hear of it at once.
    urgent: bool
    #: What read it, and the version of the terms.
    versions: Mapping[str, str]


class Classifier:
    """Brings the model and the terms together."""

    def __init__(self, terms: Library, model: Model) -> None:
        self._terms = terms
        self._model = model

    def classify(self, asked: Sequence[Asked]) -> list[Classified]:
        """In order; reading many together is cheaper. BadTerms, or BadQuestion for an unknown plan."""
        documents = [self._document(one) for one in asked]
        shortened = [cut(one.text[:_LOOKED_AT]) for one in asked]
        impacts = self._model.read([(one.subject, text) for one, text in zip(asked, shortened, strict=True)])
        return [
            self._classified(one, text, impact, document)
            for one, text, impact, document in zip(asked, shortened, impacts, documents, strict=True)
        ]

    def _document(self, one: Asked) -> Document | None:
        if one.terms is None:
            return None
        document = self._terms.of(one.terms)
        if one.plan is not None and one.plan not in document.plans:
            raise BadQuestion(f"{one.terms} has no plan {one.plan[:100]!r}; it has {', '.join(document.plans)}")
        return document

    def _classified(self, one: Asked, text: str, impact: Impact, document: Document | None) -> Classified:
        languages = document.languages.spoken if document else ()
        found = detect_message(one.subject, text, languages)
        proposal = propose(document, impact) if document else None
        level = stated.level(self._terms.seeking(document).levels, one.subject, text) if document else None
        kind = impact.likeliest("kind")
        proposed = proposal.level if proposal and not proposal.abstains else None
        counted = level.id if level else proposed
        return Classified(
            id=one.id, language=found.language, language_confidence=found.language_confidence,
            severity=proposal.level if proposal else None, abstains=proposal.abstains if proposal else True,
            confidence=proposal.confidence if proposal else 0.0,
            probabilities=proposal.probabilities if proposal else {}, clause=proposal.clause if proposal else None,
            kind=kind, facets={name: impact.likeliest(name) for name in FACETS}, stated=level.id if level else None,
            evidence=tuple(_placed(one.text, text, impact.cues)),
            missing=self._missing(document, one, text, counted, kind) if document else (),
            urgent=proposal.urgent if proposal else False,
            versions={"model": impact.version, **({"terms": document.version} if document else {})},
        )  # fmt: skip

    def _missing(self, document: Document, one: Asked, text: str, level: str | None, kind: str) -> tuple[str, ...]:
        look = self._terms.seeking(document)
        found = details.read(look.sought, one.subject, text)
        told = {sign.id for sign in (*found.given, *found.unknown)}  # what he doesn't know he would be asked in vain
        known = {name: value for name, value in (("plan", one.plan), ("severity", level)) if value}
        return missing(document, told, known, level, kind)


def _placed(whole: str, shortened: str, cues: Sequence[Cue]) -> Iterator[Cue]:
    """Cues in the shortened text, as places in the whole one, of which it has some of the lines."""
    starts = list(_line_starts(whole, shortened))
    for cue in cues:
        if cue.where == "subject":
            yield cue
            continue
        line = max(number for number, (place, _) in enumerate(starts) if place <= cue.start)
        moved = starts[line][1] - starts[line][0]
        last = max(number for number, (place, _) in enumerate(starts) if place < cue.end)
        end = cue.end + starts[last][1] - starts[last][0]
        yield replace(cue, start=cue.start + moved, end=end, text=whole[cue.start + moved : end][:200])


def _line_starts(whole: str, shortened: str) -> Iterator[tuple[int, int]]:
    """Where each line of the shortened text begins in it, and in the whole."""
    here = there = 0
    for line in shortened.split("\n"):
        found = whole.find(line, there)
        there = found if found >= 0 else there
        yield here, there
        here += len(line) + 1
        there += len(line)


def _text(asked: Mapping[str, object], key: str) -> str | None:
    given = asked.get(key)
    if given is None or isinstance(given, str):
        return given
    raise BadQuestion(f"{key} must be text")
