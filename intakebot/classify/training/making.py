"""From examples to the shipped pipeline: teach, calibrate on messages held out, write."""

import hashlib
import json
import math
import random
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intakebot.classify.examples import Example
from intakebot.classify.impact.outputs import LEVEL_OUTPUTS, OUTPUTS, Output, log_shares
from intakebot.classify.impact.pieces import Pieces
from intakebot.classify.impact.stories import Stories
from intakebot.classify.training import ngrams, weights
from intakebot.classify.training.fitting import Course, Teacher, Told, lesson
from intakebot.classify.training.network import Network
from intakebot.classify.training.shipping import ship
from intakebot.classify.training.vocabulary import shipped
from intakebot.domain.impact import FACETS

Floats = NDArray[np.float32]

#: Share of the stories that is held out to calibrate on.
_HELD_OUT = 0.08
_SHARES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_TEMPERATURES = tuple(math.exp(step / 10) for step in range(-7, 17))


def make(
    examples: Sequence[Example], texts: Sequence[str], folder: Path, told: Told, course: Course | None = None
) -> None:
    """Train on `examples`, of which `texts` are the prepared words, and write the pipeline to `folder`."""
    course = course or Course()
    base = weights.load()
    vocabulary = shipped(base)
    pieces = Pieces(vocabulary.model)
    lessons = [lesson(example, text, pieces) for example, text in zip(examples, texts, strict=True)]
    taught, held = _split(examples, course.seed)
    told(f"{len(taught)} messages to learn from, {len(held)} held out")
    teacher = Teacher(Network(base), vocabulary.embeddings, course, told)
    teacher.teach([lessons[number] for number in taught])
    votes = np.stack([one.votes for one in lessons])
    heads = ngrams.teach([texts[number] for number in taught], votes[taught], course.seed)
    told("n-gram heads taught")
    parts = folder / "intakebot_impact"
    shutil.rmtree(folder, ignore_errors=True)
    ship(teacher.network, vocabulary, parts)
    heads.ship(parts)
    _write_stories([reading.facets for example in examples for reading in example.readings if reading.facets], parts)
    held_lessons = [lessons[number] for number in held]
    settings = _calibrated(
        teacher.logits(held_lessons), heads.logits([texts[number] for number in held]), votes[held], Stories.load(parts)
    )
    settings["version"] = _version(parts)
    (parts / "reader.json").write_text(json.dumps(settings, indent=1) + "\n", "utf-8")
    _write_pipeline(folder)
    told(f"written to {folder}: {json.dumps(settings)}")


def _split(examples: Sequence[Example], seed: int) -> tuple[list[int], list[int]]:
    """Places of what is learned from and of what is held out; whole stories of whole domains."""
    domains = sorted({(example.hand, example.domain) for example in examples})
    random.Random(seed).shuffle(domains)
    out: set[tuple[str, str]] = set()
    groups: set[str] = set()
    wanted = _HELD_OUT * len(examples)
    sizes = dict.fromkeys(domains, 0)
    for example in examples:
        sizes[example.hand, example.domain] += 1
    for domain in domains:
        if sum(sizes[one] for one in out) + sizes[domain] <= wanted:
            out.add(domain)
    groups = {example.group for example in examples if (example.hand, example.domain) in out}
    held = [place for place, example in enumerate(examples) if example.group in groups]
    chosen = set(held)
    return [place for place in range(len(examples)) if place not in chosen], held


def _write_stories(readings: Sequence[Mapping[str, str]], folder: Path) -> None:
    counted: dict[tuple[str, ...], int] = {}
    for facets in readings:
        key = tuple(facets[name] for name in FACETS)
        counted[key] = counted.get(key, 0) + 1
    rows = [[*values, count] for values, count in sorted(counted.items())]
    text = "[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n"
    (folder / "stories.json").write_text(text, "utf-8")


def _calibrated(encoded: Floats, counted: Floats, votes: Floats, stories: Stories) -> dict[str, Any]:
    """How much the encoder counts beside the n-grams, and temperatures of both ways to read."""
    log_encoded, log_counted = log_shares(encoded), log_shares(counted)
    share = min(_SHARES, key=lambda share: _loss(share * log_encoded + (1 - share) * log_counted, votes))
    blended = share * log_encoded + (1 - share) * log_counted
    return {
        "encoder": {"share": share, **_temperatures(blended, votes, stories)},
        "ngrams": _temperatures(log_counted, votes, stories),
    }


def _temperatures(spoken: Floats, votes: Floats, stories: Stories) -> dict[str, Any]:
    def best(loss: Callable[[float], float]) -> float:
        _, found = min((loss(temperature), temperature) for temperature in _TEMPERATURES)
        return round(found, 3)

    def of_stories(temperature: float) -> float:
        weighed = np.stack([stories.weighed(row / temperature) for row in spoken])
        shares = np.log(np.maximum(weighed @ stories.has, 1e-5))
        return -float((shares * votes[:, : shares.shape[1]]).sum())

    def of_level(output: Output) -> float:
        return best(lambda temperature: _loss_of(output, spoken / temperature, votes))

    return {"temperature": best(of_stories), "temperatures": {one.name: of_level(one) for one in LEVEL_OUTPUTS}}


def _loss(logits: Floats, votes: Floats) -> float:
    """Of all outputs, at the best temperature for each."""
    return sum(min(_loss_of(output, logits / t, votes) for t in _TEMPERATURES) for output in OUTPUTS)


def _loss_of(output: Output, logits: Floats, votes: Floats) -> float:
    return -float((log_shares(logits)[:, output.columns] * votes[:, output.columns]).sum())


def _version(folder: Path) -> str:
    """Of what was learned: the first digits of a hash over the files."""
    whole = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        whole.update(file.name.encode() + file.read_bytes())
    return whole.hexdigest()[:12]


def _write_pipeline(folder: Path) -> None:
    """The spaCy pipeline around the files that lie in its folder already."""
    from intakebot.classify.impact.pipeline import blank

    parts = folder / "intakebot_impact"
    kept = folder.with_name(folder.name + ".parts")
    shutil.move(parts, kept)
    try:
        blank(kept).to_disk(folder)
    finally:
        shutil.rmtree(kept, ignore_errors=True)
