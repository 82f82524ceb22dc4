"""What a model of impact is asked, and the order of its answers: every value of each facet, every level of each document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from intakebot.classify.examples import LEVELS
from intakebot.domain.impact import FACETS


@dataclass(frozen=True, slots=True)
class Output:
    """One question with its answers, and the columns they stand in."""

    what: Literal["facet", "level"]
    name: str
    values: tuple[str, ...]
    start: int

    @property
    def columns(self) -> slice:
        """Where its answers stand."""
        return slice(self.start, self.start + len(self.values))


def _outputs() -> Iterator[Output]:
    start = 0
    known: tuple[tuple[Literal["facet", "level"], Mapping[str, tuple[str, ...]]], ...] = (
        ("facet", FACETS),
        ("level", LEVELS),
    )
    for what, questions in known:
        for name, values in questions.items():
            yield Output(what, name, values, start)
            start += len(values)


OUTPUTS = tuple(_outputs())
Floats = NDArray[np.float32]
FACET_OUTPUTS = tuple(output for output in OUTPUTS if output.what == "facet")
LEVEL_OUTPUTS = tuple(output for output in OUTPUTS if output.what == "level")
#: Columns in all.
WIDTH = OUTPUTS[-1].columns.stop


def log_softmax(values: Floats) -> Floats:
    """Log probabilities over the last axis."""
    shifted = values - values.max(-1, keepdims=True)
    found: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return found


def log_shares(logits: Floats) -> Floats:
    """Log probabilities of the answers to each question by itself; the columns are the last axis."""
    return np.concatenate([log_softmax(logits[..., output.columns]) for output in OUTPUTS], -1)
