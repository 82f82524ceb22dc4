"""What the classifier makes of a message: first an impression that no terms are needed for, then a proposal."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Impression:
    """What a text is like in itself, whatever terms apply."""

    #: ISO 639-1, or "und" when it can't be known.
    language: str
    #: 0..1.
    language_confidence: float
