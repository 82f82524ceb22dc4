"""The spaCy pipeline that a prepared text goes through: sentences, then impact.

`doc.cats` holds the probability of every answer ("extent:stopped", "xopero:X"), `doc._.stories` the ways to read the
message, `doc.spans["cues"]` the words that decided, each labelled with its facet.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from intakebot.classify.impact.reader import Read, Reader

#: Texts that go through the model together.
_BATCH = 32

Doc.set_extension("stories", default=(), force=True)


@Language.factory("intakebot_impact")
def _impact(nlp: Language, name: str) -> "ImpactComponent":  # noqa: ARG001 -- the shape that spaCy calls
    return ImpactComponent()


class ImpactComponent:
    """Reads the impact; its files lie in its folder of the saved pipeline."""

    def __init__(self) -> None:
        self._reader: Reader | None = None

    @property
    def reader(self) -> Reader:
        """The loaded model."""
        if self._reader is None:
            raise RuntimeError("the pipeline must be loaded from disk: it isn't made from nothing")
        return self._reader

    def __call__(self, doc: Doc) -> Doc:
        """One document."""
        return next(iter(self.pipe([doc])))

    def pipe(self, stream: Iterable[Doc], batch_size: int = _BATCH) -> Iterator[Doc]:
        """Many, together: cheaper than one by one."""
        for docs in spacy.util.minibatch(stream, batch_size):
            for doc, read in zip(docs, self.reader.read([doc.text for doc in docs]), strict=True):
                yield _told(doc, read)

    def to_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002 -- the shape that spaCy calls
        """Copy the model's files there."""
        self.reader.save(Path(path))

    def from_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> "ImpactComponent":  # noqa: ARG002 -- as above
        """Load them."""
        self._reader = Reader(Path(path))
        return self


def load(folder: Path) -> Language:
    """A saved pipeline; whatever error its parts have when they can't be read."""
    return spacy.load(folder)


def blank(files: Path) -> Language:
    """A pipeline around a trained model's files, ready to be saved."""
    made = spacy.blank("xx")
    made.add_pipe("sentencizer")
    component: Any = made.add_pipe("intakebot_impact")
    component.from_disk(files)
    return made


def _told(doc: Doc, read: Read) -> Doc:
    doc._.stories = read.stories
    for name, values in (*read.facets.items(), *read.levels.items()):
        doc.cats.update({f"{name}:{value}": probability for value, probability in values.items()})
    sentences = [(sent.start_char, sent.end_char) for sent in doc.sents]
    found: list[Any] = []
    for cue in read.cues(sentences):
        span = doc.char_span(cue.start, cue.end, label=cue.facet, alignment_mode="expand")
        found += (span,) if span is not None else ()
    doc.spans["cues"] = found
    return doc
