"""`python -m bench topics`: how well a new request is told from one that is gone on about; prints what `topics._LEARNED` should be.

Going on: the sentences of one chat message, one after the other. New: two messages of the same language by two persons.
What was learned is fitted to all hands but the last, and measured on that one.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from intakebot.classify.examples import Example, load
from intakebot.classify.folded import fold
from intakebot.classify.topics import plainly_new, same_topic, signs

_ROOT = Path(__file__).parents[1]
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_PAIRS, _STEPS, _PACE, _SHRINK = 4_800, 3_000, 0.5, 1e-3
#: Messages of these hands are measured on, and never fitted to.
_HELD = ("ru6", "pl6", "en6", "num8", "sec8")
#: How often a pair written by people for this very question counts.
_WRITTEN = 25

Pair = tuple[str, str, bool]


def topics() -> int:
    """Print one JSON object a measurement, then the weights."""
    shuffled = random.Random(3)
    given = [
        one for one in load(_ROOT / "models" / "examples") if one.lang in ("ru", "pl", "en") and one.channel == "chat"
    ]
    held = [one for one in given if one.hand in _HELD]
    taught = [one for one in given if one.hand not in _HELD]
    written = list(_written("developed"))
    pairs = [*_thoughts(taught), *_strangers(taught, shuffled), *written * _WRITTEN]
    weights = _fitted(pairs)
    for name, measured in (
        ("thoughts of one message", list(_thoughts(held))),
        ("messages of two persons", list(_strangers(held, shuffled))),
        ("pairs written for it, not tuned on", list(_written("held"))),
    ):
        later = [same_topic(before, text) == same for before, text, same in measured]
        at_once = [plainly_new(before, text) != same for before, text, same in measured]
        print(json.dumps({
            "bench": "topics", "of": name, "n": len(measured), "right": round(float(np.mean(later)), 3),
            "right_at_once": round(float(np.mean(at_once)), 3),
        }))  # fmt: skip
    print(json.dumps({"bench": "topics", "learned": [round(float(weight), 2) for weight in weights]}))
    return 0


def _thoughts(examples: Sequence[Example]) -> Iterator[Pair]:
    for one in examples:
        parts = [part.strip() for part in _SENTENCE.split(one.text) if part.strip()]
        for place in range(1, len(parts)):
            yield "\n".join(parts[:place]), parts[place], True


def _strangers(examples: Sequence[Example], shuffled: random.Random) -> Iterator[Pair]:
    long = [one for one in examples if len(one.text.split()) >= 4]
    by_language = {language: [one for one in long if one.lang == language] for language in ("ru", "pl", "en")}
    for ones in by_language.values():
        for _ in range(_PAIRS // 3):
            first, second = shuffled.sample(ones, 2)
            if first.group != second.group:
                yield first.text, second.text, False


def _written(part: str) -> Iterator[Pair]:
    for line in (_ROOT / "tests" / "corpus" / "topics" / f"{part}.jsonl").read_text("utf-8").splitlines():
        pair = json.loads(line)
        yield pair["before"], pair["text"], bool(pair["same"])


def _fitted(pairs: Sequence[Pair]) -> NDArray[np.float64]:
    """Logistic regression by plain descent, both answers weighing the same."""
    counted = np.array([signs(fold(before).text, fold(text).text) for before, text, _ in pairs])
    same = np.array([float(same) for *_, same in pairs])
    mean, spread = counted.mean(0), counted.std(0)
    mean[0], spread[0] = 0, 1
    scaled = (counted - mean) / np.where(spread == 0, 1, spread)
    share = np.where(same == 1, 0.5 / same.mean(), 0.5 / (1 - same.mean()))
    weights = np.zeros(counted.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-scaled @ weights))
        weights -= _PACE * (scaled.T @ ((likely - same) * share) / len(same) + _SHRINK * weights)
    found: NDArray[np.float64] = weights / np.where(spread == 0, 1, spread)
    found[0] -= float((mean * found)[1:].sum())
    return found
