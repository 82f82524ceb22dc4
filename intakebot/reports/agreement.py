"""How often agents agree with proposed severities, how sure the classifier was, and what there is to learn from.

Counted are first decisions that stand (store/agreement.py) on proposals that agents saw. Those that the classifier was too
unsure to show are `abstained`, and stand only in the calibration: nobody was led by them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappush, heappushpop
from typing import Literal, TypeAlias

from intakebot.domain.verdict import Verdict
from intakebot.reports.report import Asked, Offer, within

Part: TypeAlias = Literal["all", "terms", "level", "language", "channel", "model"]
_BINS = 10
#: Disagreements that are shown.
_MOST = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """How often agents agreed, of all or of a part. Levels belong to their terms, and are those proposed."""

    part: Part
    terms: str | None = None
    value: str | None = None
    verdicts: int = 0
    agreed: int = 0
    #: Decided two levels or more away from what was proposed.
    off_by_two: int = 0
    abstained: int = 0

    @property
    def accuracy(self) -> float | None:
        """None of none."""
        return _share(self.agreed, self.verdicts)


@dataclass(frozen=True, kw_only=True, slots=True)
class Confusion:
    """How often one level was proposed and another, or the same, decided."""

    terms: str | None
    proposed: str
    decided: str
    verdicts: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Bin:
    """How often agents agreed where the confidence was from `low` on and below `high`; the last one includes 1."""

    low: float
    high: float
    #: The mean of what was stated; None of none.
    confidence: float | None
    verdicts: int = 0
    agreed: int = 0

    @property
    def accuracy(self) -> float | None:
        """None of none."""
        return _share(self.agreed, self.verdicts)


class Agreement:
    """Adds verdicts up."""

    def __init__(self, asked: Asked, offers: Mapping[str, Offer]) -> None:
        self.asked = asked
        self._offers = offers
        self._counts: dict[tuple[Part, str | None, str | None], Counter[str]] = {("all", None, None): Counter()}
        self._confused: Counter[tuple[str | None, str, str]] = Counter()
        self._bins = [Counter[str]() for _ in range(_BINS)]
        self._stated = [0.0] * _BINS
        self._learn: list[tuple[float, str, Verdict]] = []

    def add(self, verdicts: Iterable[Verdict]) -> None:
        """Count those that were asked for."""
        for verdict in verdicts:
            if within(verdict.received_at, verdict.terms, self.asked, self._offers):
                self._count(verdict)

    def shares(self) -> list[Share]:
        """All, then the parts, in the order of the documents."""
        found = sorted(self._counts.items(), key=lambda item: self._place(*item[0]))
        return [Share(part=part, terms=terms, value=value, **counts) for (part, terms, value), counts in found]

    def confusion(self) -> list[Confusion]:
        """What was proposed against what was decided, in the order of the documents."""
        found = sorted(self._confused.items(), key=lambda item: self._confused_place(*item[0]))
        return [
            Confusion(terms=terms, proposed=proposed, decided=decided, verdicts=verdicts)
            for (terms, proposed, decided), verdicts in found
        ]

    def calibration(self) -> list[Bin]:
        """Ten bins of confidence, empty ones too."""
        return [
            Bin(low=place / _BINS, high=(place + 1) / _BINS, confidence=_share(stated, counts["verdicts"]), **counts)
            for place, (counts, stated) in enumerate(zip(self._bins, self._stated, strict=True))
        ]

    def disagreements(self) -> list[Verdict]:
        """What to learn from: the most confident proposals that agents didn't agree with, the most confident first."""
        return [verdict for *_, verdict in sorted(self._learn, key=lambda each: (-each[0], each[1]))]

    def _count(self, verdict: Verdict) -> None:
        agreed = verdict.proposed == verdict.decided
        place = min(int(verdict.confidence * _BINS), _BINS - 1)
        self._bins[place].update(verdicts=1, agreed=int(agreed))
        self._stated[place] += verdict.confidence
        for key in _keys(verdict):
            counts = self._counts.setdefault(key, Counter())
            if verdict.abstained:
                counts["abstained"] += 1
                continue
            counts["verdicts"] += 1
            counts["agreed"] += agreed
            counts["off_by_two"] += self._off(verdict) > 1
        if verdict.abstained:
            return
        self._confused[verdict.terms, verdict.proposed, verdict.decided] += 1
        if not agreed:
            self._keep(verdict)

    def _keep(self, verdict: Verdict) -> None:
        item = (verdict.confidence, verdict.number, verdict)
        if len(self._learn) < _MOST:
            heappush(self._learn, item)
        else:
            heappushpop(self._learn, item)

    def _off(self, verdict: Verdict) -> int:
        """How many levels lie between; 0 where the document doesn't know one of them any more."""
        levels = self._levels(verdict.terms)
        known = verdict.proposed in levels and verdict.decided in levels
        return abs(levels.index(verdict.proposed) - levels.index(verdict.decided)) if known else 0

    def _levels(self, terms: str | None) -> tuple[str, ...]:
        offer = self._offers.get(terms) if terms else None
        return offer.severities if offer else ()

    def _place(self, part: Part, terms: str | None, value: str | None) -> tuple[int, str, int, str]:
        levels, said = self._levels(terms), value or ""
        order = levels.index(said) if part == "level" and said in levels else len(levels)
        return (_PARTS.index(part), terms or "", order, said)

    def _confused_place(self, terms: str | None, *levels: str) -> tuple[object, ...]:
        return tuple(self._place("level", terms, level) for level in levels)


_PARTS: tuple[Part, ...] = ("all", "terms", "level", "language", "channel", "model")


def _keys(verdict: Verdict) -> Iterator[tuple[Part, str | None, str | None]]:
    yield "all", None, None
    yield "terms", verdict.terms, None
    yield "level", verdict.terms, verdict.proposed
    yield "language", None, verdict.language
    yield "channel", None, verdict.channel
    yield "model", None, verdict.model


def _share(of: float, verdicts: int) -> float | None:
    return round(of / verdicts, 4) if verdicts else None
