"""A text as pieces of words that the encoder's vocabulary knows (unigram segmentation by sentencepiece)."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Pieces of one text; of a longer one the first and the last.
MOST = 384
_HEAD = 250
#: Marks that the encoder was taught to expect around a text, and the words before it ("query: ").
_BEGINS, _ENDS = 0, 2
_PREFIX = "query: "


@dataclass(frozen=True, slots=True)
class Cut:
    """Ids of the pieces with their marks; `spans` are stretches of the text, empty for what isn't of it."""

    ids: NDArray[np.int64]
    spans: tuple[tuple[int, int], ...]


class Pieces:
    """The vocabulary, as a sentencepiece model."""

    def __init__(self, model: bytes) -> None:
        from sentencepiece import SentencePieceProcessor

        self._processor: Any = SentencePieceProcessor()
        self._processor.LoadFromSerializedProto(model)
        self._prefix: list[int] = self._processor.encode(_PREFIX.strip())

    def cut(self, text: str) -> Cut:
        """The pieces of a prepared text, 384 at most."""
        found = self._processor.encode(text.replace("\n", " "), return_type="proto").pieces
        ids = [piece.id for piece in found]
        spans = _in_characters(text, [(piece.begin, piece.end) for piece in found])
        room = MOST - len(self._prefix) - 2
        if len(ids) > room:
            ids[_HEAD : len(ids) - room + _HEAD] = []
            spans[_HEAD : len(spans) - room + _HEAD] = []
        none = (0, 0)
        return Cut(
            np.array([_BEGINS, *self._prefix, *ids, _ENDS], np.int64),
            (none, *([none] * len(self._prefix)), *spans, none),
        )


def _in_characters(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in bytes of UTF-8, as stretches in characters."""
    if text.isascii():
        return spans
    starts = [0, *accumulate(len(character.encode()) for character in text)]
    return [(bisect_right(starts, start) - 1, bisect_right(starts, max(end - 1, start))) for start, end in spans]
