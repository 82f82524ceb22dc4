"""How well the model proposes, measured on labelled messages: by document, language, channel, length, phenomenon."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from intakebot.casework.proposing import PROPOSED, propose
from intakebot.classify.examples import LEVELS, Example
from intakebot.classify.impact.model import Model
from intakebot.classify.language import detect
from intakebot.classify.scores import Judged, score
from intakebot.domain.impact import Impact
from intakebot.reading.quotes.cutting import cut
from intakebot.terms.library import Library

#: How many of the first levels of a document are urgent: Xopero's X and 1 both mean that work stands.
URGENT = {"centaur": 1, "martinsoft": 1, "xopero": 2, "veeam": 1, "eurolinux": 1}
#: A message of more words is a long one.
_LONG = 90
#: Phenomena in fewer messages than this aren't shown.
_FEW = 15
_TOGETHER = 64


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """An example, what the model says of it, and the proposals of all documents."""

    example: Example
    impact: Impact
    language: str
    proposals: dict[str, dict[str, float]]


def seen(examples: Sequence[Example], model: Model, terms: Library) -> list[Seen]:
    """Let the model read them."""
    found: list[Seen] = []
    for start in range(0, len(examples), _TOGETHER):
        batch = examples[start : start + _TOGETHER]
        texts = [cut(example.text) for example in batch]
        impacts = model.read([(example.subject, text) for example, text in zip(batch, texts, strict=True)])
        for example, text, impact in zip(batch, texts, impacts, strict=True):
            proposals = {name: dict(propose(terms.of(name), impact).probabilities) for name in LEVELS}
            found.append(Seen(example=example, impact=impact, language=detect(text).language, proposals=proposals))
    return found


def figures(read: Sequence[Seen]) -> Iterator[dict[str, Any]]:
    """One object a slice: all five documents together, each, and the parts of the examples."""
    yield {"slice": "all", **_mean(read)}
    for name in LEVELS:
        yield {"slice": f"terms {name}", **asdict(_of(read, name))}
    for part, chosen in _slices(read):
        yield {"slice": part, **_mean(chosen)}
    yield {"slice": "kind", "accuracy": _agreement(read, lambda one: one.impact.likeliest("kind"), "kind")}


def _slices(read: Sequence[Seen]) -> Iterator[tuple[str, list[Seen]]]:
    ways: dict[str, Callable[[Seen], str]] = {
        "language": lambda one: one.example.lang,
        "channel": lambda one: one.example.channel,
        "length": lambda one: "long" if len(one.example.text.split()) > _LONG else "short",
    }
    for what, told in ways.items():
        for value in sorted({told(one) for one in read}):
            yield f"{what} {value}", [one for one in read if told(one) == value]
    phenomena = sorted({name for one in read for name in one.example.phenomena})
    for name in phenomena:
        chosen = [one for one in read if name in one.example.phenomena]
        if len(chosen) >= _FEW:
            yield f"phenomenon {name}", chosen


def _of(read: Sequence[Seen], terms: str) -> Any:
    judged = [Judged(right=one.example.levels[terms], probabilities=one.proposals[terms]) for one in read]
    return score(judged, LEVELS[terms], URGENT[terms])


def _mean(read: Sequence[Seen]) -> dict[str, Any]:
    """Figures averaged over the documents."""
    scores = [_of(read, name) for name in LEVELS]
    names = ("accuracy", "macro_f1", "urgent_recall", "urgent_precision", "far_off", "ece", "coverage_at_95")
    found: dict[str, Any] = {"n": len(read)}
    for name in names:
        values = [value for one in scores if (value := getattr(one, name)) is not None]
        found[name] = round(sum(values) / len(values), 4) if values else None
    confident = [
        (max(shares, key=shares.__getitem__) == one.example.levels[terms])
        for one in read
        for terms, shares in one.proposals.items()
        if max(shares.values()) >= PROPOSED
    ]
    found["proposed"] = round(len(confident) / (len(read) * len(LEVELS)), 4)
    found["proposed_right"] = round(sum(confident) / len(confident), 4) if confident else None
    return found


def _agreement(read: Sequence[Seen], told: Callable[[Seen], str], facet: str) -> float:
    return round(sum(told(one) == one.example.readings[0].facets[facet] for one in read) / len(read), 4)
