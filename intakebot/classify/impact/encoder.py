"""The fine-tuned encoder, by onnxruntime: what it answers, and how much of each answer each piece of the text brought."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intakebot.classify.impact.blocks import unpacked
from intakebot.classify.impact.pieces import Cut, Pieces

Floats = NDArray[np.float32]

#: Texts that are read together: what more of them need at once no longer fits the processor's cache.
_BATCH = 2
#: A fusion of onnxruntime whose kernel takes seven times as long as the two that it replaces (1.31, n = 60).
_SLOWER = ["SkipLayerNormFusion"]
#: Id that fills shorter texts up.
_PADS = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """Logits of every output; of each piece what it brought to each (pieces × outputs), and where in the text it stands."""

    logits: Floats
    brought: Floats
    spans: tuple[tuple[int, int], ...]


class Encoder:
    """Files of a folder: `encoder.onnx`, `embeddings.npy`, `pieces.model`, `heads.npz`."""

    def __init__(self, folder: Path) -> None:
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session: Any = InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
        )
        self._embeddings: NDArray[np.uint8] = np.load(folder / "embeddings.npy", mmap_mode="r")
        self._pieces = Pieces((folder / "pieces.model").read_bytes())
        heads = np.load(folder / "heads.npz")
        #: Hidden × outputs, and what is added: the standardisation is in them.
        self._weights: Floats = heads["weights"] / heads["spread"][:, None]
        self._bias: Floats = heads["bias"] - heads["mean"] @ self._weights

    def read(self, texts: Sequence[str]) -> list[Answer]:
        """In the order of the texts; reading together is cheaper than one by one."""
        cuts = [self._pieces.cut(text) for text in texts]
        found: dict[int, Answer] = {}
        for chosen in _batches(cuts):
            found.update(zip(chosen, self._together([cuts[number] for number in chosen]), strict=True))
        return [found[number] for number in range(len(texts))]

    def _together(self, cuts: Sequence[Cut]) -> Iterator[Answer]:
        ids = np.full((len(cuts), max(len(cut.ids) for cut in cuts)), _PADS, np.int64)
        mask = np.zeros(ids.shape, np.float32)
        for row, cut in enumerate(cuts):
            ids[row, : len(cut.ids)] = cut.ids
            mask[row, : len(cut.ids)] = 1
        (states,) = self._session.run(None, {"pieces": self._embedded(ids), "mask": mask})
        for cut, all_states in zip(cuts, states, strict=True):
            brought = all_states[: len(cut.ids)] @ self._weights / len(cut.ids)
            yield Answer(brought.sum(0) + self._bias, brought, cut.spans)

    def _embedded(self, ids: NDArray[np.int64]) -> Floats:
        distinct, places = np.unique(ids, return_inverse=True)
        return unpacked(self._embeddings[distinct])[places.reshape(ids.shape)]


def _batches(cuts: Sequence[Cut]) -> Iterator[list[int]]:
    """Of like length, so that little is filled up."""
    chosen: list[int] = []
    for number in sorted(range(len(cuts)), key=lambda number: len(cuts[number].ids)):
        if len(chosen) == _BATCH:
            yield chosen
            chosen = []
        chosen.append(number)
    if chosen:
        yield chosen
