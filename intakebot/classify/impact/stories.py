"""All ways to read a message that occur, and which of them the answers make likely: facets are decided together.

Facets aren't independent: what has stopped for everybody is rarely slight. A story is one value of each facet as some
reader found them together; how likely one is follows from how often it occurs and from the answers to its values.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from intakebot.classify.impact.outputs import FACET_OUTPUTS, log_softmax
from intakebot.domain.impact import FACETS, Facets, Story

Floats = NDArray[np.float32]

#: Stories told of one message: the likeliest, as many as make up this much, and no more than these.
_ENOUGH, _MOST = 0.995, 60
_FILE = "stories.json"


class Stories:
    """The stories that readers found, with how often."""

    def __init__(self, counted: Mapping[tuple[str, ...], int]) -> None:
        self._facets: tuple[Facets, ...] = tuple(dict(zip(FACETS, values, strict=True)) for values in counted)
        #: Stories × columns of the facets' outputs: 1 where a story has that value.
        self.has = np.zeros((len(counted), FACET_OUTPUTS[-1].columns.stop), np.float32)
        for row, values in enumerate(counted):
            for output, value in zip(FACET_OUTPUTS, values, strict=True):
                self.has[row, output.start + output.values.index(value)] = 1
        share = np.array([counted[values] for values in counted], np.float32)
        share /= share.sum()
        #: How often each value occurs in all.
        usual = np.log(np.maximum(share @ self.has, 1e-6))
        self._before: Floats = np.log(share) - self.has @ usual

    @classmethod
    def load(cls, folder: Path) -> "Stories":
        """From `stories.json`."""
        rows = json.loads((folder / _FILE).read_text("utf-8"))
        return cls({tuple(values): count for *values, count in rows})

    def weighed(self, logits: Floats, prior: float = 1.0) -> Floats:
        """How likely each story is, by the logits of the facets' values; they add up to 1."""
        spoken = np.concatenate([log_softmax(logits[output.columns]) for output in FACET_OUTPUTS])
        scores = self.has @ spoken + prior * self._before
        found: Floats = np.exp(log_softmax(scores))
        return found

    def told(self, logits: Floats) -> tuple[tuple[Story, ...], dict[str, dict[str, float]]]:
        """The likeliest stories, whose probabilities add up to 1, and what they make of each value of each facet."""
        weights = self.weighed(logits)
        order = np.argsort(weights)[::-1][:_MOST]
        kept = order[: int(np.searchsorted(np.cumsum(weights[order]), _ENOUGH)) + 1]
        shares = weights[kept] / weights[kept].sum()
        of_values = (shares @ self.has[kept]).tolist()
        stories = tuple(
            Story(facets=self._facets[row], probability=share) for row, share in zip(kept, shares.tolist(), strict=True)
        )
        return stories, {one.name: dict(zip(one.values, of_values[one.columns], strict=True)) for one in FACET_OUTPUTS}
