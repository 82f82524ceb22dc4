"""How good proposals are: figures over (what was right, what was said, how likely each level was)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

#: Bins of confidence for its calibration.
_BINS = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """One proposal beside the right level."""

    right: str
    probabilities: Mapping[str, float]
    #: Agents were told that it may be urgent.
    alarmed: bool = False

    @property
    def said(self) -> str:
        """The likeliest level."""
        return max(self.probabilities, key=self.probabilities.__getitem__)

    @property
    def confidence(self) -> float:
        """Of the likeliest level."""
        return self.probabilities[self.said]


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """All figures of one slice. Shares are 0..1; None where nothing could be measured."""

    n: int
    accuracy: float
    #: Mean over the levels that occur.
    macro_f1: float
    #: By right level, by level said.
    confusion: Mapping[str, Mapping[str, int]]
    #: Of the messages that are urgent, those said to be; of those said to be, those that are.
    urgent_recall: float | None
    urgent_precision: float | None
    #: The same of those that agents were told of.
    alarm_recall: float | None
    alarm_precision: float | None
    #: Two levels off, or more.
    far_off: float
    #: Expected calibration error over ten bins.
    ece: float
    #: The largest share of messages, the surest first, of which 95 % are right.
    coverage_at_95: float


def score(judged: Sequence[Judged], levels: Sequence[str], urgent: int) -> Score:
    """`levels`: most severe first, of which the first `urgent` are urgent."""
    places = {level: place for place, level in enumerate(levels)}
    right = [places[one.right] for one in judged]
    said = [places[one.said] for one in judged]
    pairs = list(zip(right, said, strict=True))
    urgents = [(is_right < urgent, is_said < urgent) for is_right, is_said in pairs]
    alarms = [(is_right < urgent, one.alarmed) for is_right, one in zip(right, judged, strict=True)]
    return Score(
        n=len(judged),
        accuracy=share([a == b for a, b in pairs]) or 0.0,
        macro_f1=_macro_f1(pairs, len(levels)),
        confusion={a: {b: sum(pair == (places[a], places[b]) for pair in pairs) for b in levels} for a in levels},
        urgent_recall=share([b for a, b in urgents if a]),
        urgent_precision=share([a for a, b in urgents if b]),
        alarm_recall=share([b for a, b in alarms if a]),
        alarm_precision=share([a for a, b in alarms if b]),
        far_off=share([abs(a - b) > 1 for a, b in pairs]) or 0.0,
        ece=_ece(judged),
        coverage_at_95=_coverage(judged, 0.95),
    )


def share(truths: Sequence[bool]) -> float | None:
    """Of how many it is true; None of nothing."""
    return round(sum(truths) / len(truths), 4) if truths else None


def _macro_f1(pairs: Sequence[tuple[int, int]], levels: int) -> float:
    found = []
    for level in range(levels):
        both = sum(a == b == level for a, b in pairs)
        either = sum(a == level for a, _ in pairs) + sum(b == level for _, b in pairs)
        if any(a == level for a, _ in pairs):
            found.append(2 * both / either)
    return round(sum(found) / len(found), 4) if found else 0.0


def _ece(judged: Sequence[Judged]) -> float:
    error = 0.0
    for place in range(_BINS):
        within = [one for one in judged if _bin(one.confidence) == place]
        if within:
            right = sum(one.right == one.said for one in within)
            error += abs(right - sum(one.confidence for one in within)) / len(judged)
    return round(error, 4)


def _bin(confidence: float) -> int:
    """Each bin ends with its upper limit; nothing and what rounding made more than one are in the outermost."""
    return min(max(math.ceil(confidence * _BINS) - 1, 0), _BINS - 1)


def _coverage(judged: Sequence[Judged], wanted: float) -> float:
    right = count = best = 0
    surest = sorted(judged, key=lambda one: -one.confidence)
    for _, alike in groupby(surest, key=lambda one: one.confidence):  # no threshold parts what is equally sure
        truths = [one.right == one.said for one in alike]
        right, count = right + sum(truths), count + len(truths)
        if right >= wanted * count:
            best = count
    return round(best / len(judged), 4) if judged else 0.0
