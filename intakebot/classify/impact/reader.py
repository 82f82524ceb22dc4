"""The trained readers together: what they answer about prepared texts, how sure that is, and which words it came from."""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import structlog
from numpy.typing import NDArray

from intakebot.classify.impact.clauses import clauses
from intakebot.classify.impact.encoder import Answer, Encoder
from intakebot.classify.impact.ngrams import Ngrams
from intakebot.classify.impact.outputs import FACET_OUTPUTS, LEVEL_OUTPUTS, WIDTH, Output, log_shares, log_softmax
from intakebot.classify.impact.stories import Stories
from intakebot.domain.impact import Story

_log = structlog.get_logger()

Floats = NDArray[np.float32]
Shares = Mapping[str, float]

#: Cues of one message.
_MOST_CUES = 5
#: Values that say nothing: no words decide them.
_SILENT = frozenset({"unknown", "none"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """Words of a prepared text that decided a facet."""

    start: int
    end: int
    facet: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """What the readers say of one text."""

    text: str
    stories: tuple[Story, ...]
    facets: Mapping[str, Shares]
    #: By document that was learned from.
    levels: Mapping[str, Shares]
    answer: Answer | None

    def cues(self, sentences: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
        """The clause that brought most to each facet that was decided, the weightiest first; none without the encoder."""
        if self.answer is None or not self.text.strip():
            return ()
        places = [part for start, end in sentences for part in clauses(self.text, start, end)]
        if not places:
            return ()
        brought = _by_place(self.answer, places)
        found = [cue for output in FACET_OUTPUTS for cue in self._cue(output, places, brought)]
        found.sort(key=lambda weighed: -weighed[0])
        return tuple(span for _, span in found[:_MOST_CUES])

    def _cue(self, output: Output, places: Sequence[tuple[int, int]], brought: Floats) -> Iterator[tuple[float, Span]]:
        shares = self.facets[output.name]
        value = max(shares, key=shares.__getitem__)
        if value in _SILENT:
            return
        moved = brought[:, output.start + output.values.index(value)] - brought[:, output.columns].mean(1)
        best = int(moved.argmax())
        if moved[best] > 0:
            start, end = places[best]
            yield float(moved[best]), Span(start=start, end=end, facet=output.name)


def _by_place(answer: Answer, places: Sequence[tuple[int, int]]) -> Floats:
    """What the pieces of each place brought to each output (places × outputs)."""
    spans = np.array(answer.spans)
    real = spans[:, 1] > spans[:, 0]
    middles = spans[real].sum(1) // 2
    rows = np.maximum(np.searchsorted([start for start, _ in places], middles, "right") - 1, 0)
    found = np.zeros((len(places), WIDTH), np.float32)
    np.add.at(found, rows, answer.brought[real])
    return found


class Reader:
    """Loads what a folder holds. Without the encoder's files, or without onnxruntime, the n-gram heads read alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._settings: Mapping[str, Any] = json.loads((folder / "reader.json").read_text("utf-8"))
        self._stories = Stories.load(folder)
        self._ngrams = Ngrams(folder)
        self._encoder = _encoder(folder)
        self._by = "encoder" if self._encoder else "ngrams"

    @property
    def version(self) -> str:
        """What reads, and of which training."""
        return f"{self._by} {self._settings['version']}"

    def read(self, texts: Sequence[str]) -> list[Read]:
        """In the order of the texts."""
        spoken = np.stack([log_shares(self._ngrams.read(text)) for text in texts]) if texts else np.zeros((0, WIDTH))
        answers: Sequence[Answer | None] = [None] * len(texts)
        if self._encoder and texts:
            answers = found = self._encoder.read(texts)
            share = self._settings["encoder"]["share"]
            spoken = share * np.stack([log_shares(answer.logits) for answer in found]) + (1 - share) * spoken
        return [self._read(text, row, answer) for text, row, answer in zip(texts, spoken, answers, strict=True)]

    def save(self, folder: Path) -> None:
        """Copy all files."""
        shutil.copytree(self._folder, folder, dirs_exist_ok=True)

    def _read(self, text: str, spoken: Floats, answer: Answer | None) -> Read:
        settings = self._settings[self._by]
        stories, facets = self._stories.told(spoken / settings["temperature"])
        levels = {
            output.name: _shares(spoken[output.columns] / settings["temperatures"][output.name], output)
            for output in LEVEL_OUTPUTS
        }
        return Read(text=text, stories=stories, facets=facets, levels=levels, answer=answer)


def _encoder(folder: Path) -> Encoder | None:
    try:
        return Encoder(folder)
    except Exception as error:  # onnxruntime's own have no base in common
        _log.warning("encoder.missing", error=str(error), instead="the n-gram heads read alone")
        return None


def _shares(spoken: Floats, output: Output) -> dict[str, float]:
    return dict(zip(output.values, map(float, np.exp(log_softmax(spoken))), strict=True))
