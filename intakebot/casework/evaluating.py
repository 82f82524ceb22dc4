"""How well the model proposes, measured on labelled messages: by document, language, channel, length, phenomenon."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from intakebot.casework.proposing import propose
from intakebot.classify.examples import LEVELS, Example
from intakebot.classify.impact.model import Model
from intakebot.classify.language import detect
from intakebot.classify.scores import Judged, Score, score, share
from intakebot.domain.impact import Impact
from intakebot.domain.proposal import Proposal
from intakebot.reading.quotes.cutting import cut
from intakebot.terms.library import Library

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
    proposals: Mapping[str, Proposal]


def seen(examples: Sequence[Example], model: Model, terms: Library) -> list[Seen]:
    """Let the model read them."""
    found: list[Seen] = []
    for start in range(0, len(examples), _TOGETHER):
        batch = examples[start : start + _TOGETHER]
        texts = [cut(example.text) for example in batch]
        impacts = model.read([(example.subject, text) for example, text in zip(batch, texts, strict=True)])
        for example, text, impact in zip(batch, texts, impacts, strict=True):
            proposals = {name: propose(terms.of(name), impact) for name in LEVELS}
            found.append(Seen(example=example, impact=impact, language=detect(text).language, proposals=proposals))
    return found


def figures(read: Sequence[Seen], terms: Library) -> Iterator[dict[str, Any]]:
    """One object a slice: all five documents together, each, and the parts of the examples."""
    urgent = {name: sum(severity.urgent for severity in terms.of(name).severities.values()) for name in LEVELS}
    yield {"slice": "all", **_mean(read, urgent)}
    for name in LEVELS:
        yield {"slice": f"terms {name}", **asdict(_of(read, name, urgent[name]))}
    for part, chosen in _slices(read):
        yield {"slice": part, **_mean(chosen, urgent)}
    yield {"slice": "kind", "accuracy": _agreement(read, lambda one: one.impact.likeliest("kind"), "kind")}
    yield {"slice": "language", "accuracy": share([one.language == one.example.lang for one in read])}


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


def _of(read: Sequence[Seen], terms: str, urgent: int) -> Score:
    judged = [
        Judged(
            right=one.example.levels[terms],
            probabilities=one.proposals[terms].probabilities,
            alarmed=one.proposals[terms].urgent,
        )
        for one in read
    ]
    return score(judged, LEVELS[terms], urgent)


def _mean(read: Sequence[Seen], urgent: Mapping[str, int]) -> dict[str, Any]:
    """Figures averaged over the documents, and of what is proposed the share that is right."""
    scores = [asdict(_of(read, name, urgent[name])) for name in LEVELS]
    found: dict[str, Any] = {"n": len(read)}
    for name in scores[0].keys() - {"n", "confusion"}:
        values = [one[name] for one in scores if one[name] is not None]
        found[name] = round(sum(values) / len(values), 4) if values else None
    proposed = [
        proposal.level == one.example.levels[terms]
        for one in read
        for terms, proposal in one.proposals.items()
        if not proposal.abstains
    ]
    found["proposed"] = round(len(proposed) / (len(read) * len(LEVELS)), 4)
    found["proposed_right"] = share(proposed)
    return dict(sorted(found.items()))


def _agreement(read: Sequence[Seen], told: Callable[[Seen], str], facet: str) -> float | None:
    return share([told(one) == one.example.readings[0].facets[facet] for one in read])
