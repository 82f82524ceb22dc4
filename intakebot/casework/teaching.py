"""A new model: taught, compared with the one it is to replace, and put in its place unless it is worse."""

import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intakebot.casework.evaluating import figures, seen
from intakebot.classify.examples import LEVELS, Example, Reading, load
from intakebot.classify.impact.model import Model, ModelRefused
from intakebot.classify.impact.prepared import prepared
from intakebot.domain.confirmed import Confirmed
from intakebot.domain.errors import Permanent
from intakebot.reading.quotes.cutting import cut
from intakebot.terms.library import Library


class NotShipped(Permanent):
    """The new model is worse on the frozen test than the one it was to replace, which stays."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Places:
    """Folders: what is learned from, what is judged by, and where the model goes."""

    examples: Path
    frozen: Path
    to: Path


def teach(
    places: Places, confirmed: Sequence[Confirmed], terms: Library, told: Callable[[str], None]
) -> dict[str, Any]:
    """Figures on the frozen test, once it is shipped; NotShipped when it is worse. Needs torch."""
    from intakebot.classify.training.making import make

    examples = [*load(places.examples), *_examples(confirmed)]
    texts = [prepared(example.subject, cut(example.text)).text for example in examples]
    places.to.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=places.to.parent, prefix=".taught-") as name:
        new = Path(name) / "impact"
        make(examples, texts, new, told)
        found, before = judged(places.frozen, new, terms), _judged_before(places, terms)
        told(f"on the frozen test {json.dumps(found)}, before {json.dumps(before)}")
        if before and found["macro_f1"] < before["macro_f1"]:
            raise NotShipped(f"{found['macro_f1']} against {before['macro_f1']}")
        shutil.rmtree(places.to, ignore_errors=True)
        new.rename(places.to)
    return found


def judged(frozen: Path, model: Path, terms: Library) -> dict[str, Any]:
    """Figures of a model, averaged over the documents."""
    return next(figures(seen(load(frozen), Model(model), terms), terms))


def _judged_before(places: Places, terms: Library) -> dict[str, Any] | None:
    try:
        return judged(places.frozen, places.to, terms)
    except ModelRefused:
        return None


def _examples(confirmed: Sequence[Confirmed]) -> list[Example]:
    """Agents' decisions teach the level of their document, and no facets; what isn't among the five teaches nothing."""
    return [
        Example(
            id=one.number, concept=one.number, domain=one.number, lang=one.language, channel=one.channel,
            subject=one.subject, text=one.text, stated=None, phenomena=(), hand="agents",
            readings=(Reading(facets={}, levels={one.terms: one.level}),),
        )
        for one in confirmed
        if one.level in LEVELS.get(one.terms, ())
    ]  # fmt: skip
