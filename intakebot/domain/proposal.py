"""What the classifier makes of a message: first an impression that no terms are needed for, then a proposal."""

from collections.abc import Mapping
from dataclasses import dataclass

from intakebot.domain.impact import Impact


@dataclass(frozen=True, kw_only=True)
class Impression:
    """What a text is like in itself, whatever terms apply."""

    #: ISO 639-1, or "und" when it can't be known.
    language: str
    #: 0..1.
    language_confidence: float
    #: None where nobody wants to know, or where that failed.
    impact: Impact | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A level of one document, by that document's definition."""

    #: The likeliest one.
    level: str
    #: 0..1: how often a proposal of this confidence is right.
    confidence: float
    #: Of every level of the document; they add up to 1.
    probabilities: Mapping[str, float]
    #: Where the level is defined.
    clause: str
    #: It can't be known well enough: the product doesn't propose it.
    abstains: bool
    #: It may well have an urgent level, whatever is likeliest: agents hear of it at once.
    urgent: bool
