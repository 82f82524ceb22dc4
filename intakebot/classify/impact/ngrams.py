"""Readers that know only which runs of letters occur: cheap, needing numpy alone, worse than the encoder.

A text, folded, is the set of its runs of two to five characters, hashed into buckets, weighted by how rare they are.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from intakebot.classify.folded import fold

Floats = NDArray[np.float32]

#: Buckets, a power of two.
BUCKETS = 1 << 16
_LENGTHS = (2, 3, 4, 5)
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(1_000_003)
_SHIFT = np.uint64(64 - 16)


def buckets(text: str) -> tuple[NDArray[np.int64], Floats]:
    """Distinct buckets of a text, and how often each occurs (1 + ln n)."""
    letters = np.frombuffer(f" {fold(text).text} ".encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    found = []
    with np.errstate(over="ignore"):
        for length in _LENGTHS:
            if len(letters) < length:
                break
            runs = np.full(len(letters) - length + 1, length, np.uint64)
            for place in range(length):
                runs = runs * _STEP + letters[place : len(letters) - length + 1 + place]
            found.append((runs * _FACTOR) >> _SHIFT)
    numbers, counts = np.unique(np.concatenate(found), return_counts=True)
    return numbers.astype(np.int64), (1 + np.log(counts)).astype(np.float32)


class Ngrams:
    """File `ngrams.npz` of a folder: how rare each bucket is, weights in 8 bits with a scale each output, what is added."""

    def __init__(self, folder: Path) -> None:
        held = np.load(folder / "ngrams.npz")
        self._rarity: Floats = held["rarity"].astype(np.float32)
        self._weights: NDArray[np.int8] = held["weights"]
        self._scale: Floats = held["scale"]
        self._bias: Floats = held["bias"]

    def read(self, text: str) -> Floats:
        """Logits of every output."""
        numbers, counts = buckets(text)
        values = counts * self._rarity[numbers]
        values /= max(float(np.linalg.norm(values)), 1e-6)
        logits: Floats = values @ self._weights[numbers].astype(np.float32) * self._scale + self._bias
        return logits
