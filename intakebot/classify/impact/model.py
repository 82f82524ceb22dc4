"""The saved pipeline as the rest of the house uses it: from what customers write to impacts."""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from intakebot.classify.impact.prepared import Prepared, prepared
from intakebot.domain.errors import Permanent
from intakebot.domain.impact import Cue, Impact

#: Where the shipped model lies: within the installed package, or beside it in a checkout.
_PLACES = ("models/impact", "../models/impact")
#: Characters of evidence that are kept.
_KEPT = 200


class ModelRefused(Permanent):
    """The model isn't there or can't be read; severities can't be proposed."""


def shipped() -> Path:
    """The shipped model's folder, whether or not it is there."""
    spec = find_spec("intakebot")
    package = Path(next(iter((spec and spec.submodule_search_locations) or ["."])))
    places = [(package / place).resolve() for place in _PLACES]
    return next(filter(Path.is_dir, places), places[-1])


class Model:
    """A trained pipeline, loaded from its folder; ModelRefused when it can't be."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or shipped()
        self._pipeline = _loaded(self._folder)
        self.version: str = self._pipeline.get_pipe("intakebot_impact").reader.version

    def read(self, messages: Sequence[tuple[str, str]]) -> list[Impact]:
        """Impacts of (subject, text) pairs, in order; texts without quoted history."""
        given = [prepared(subject, text) for subject, text in messages]
        docs = self._pipeline.pipe([one.text for one in given])
        return [
            Impact(
                stories=doc._.stories,
                levels=_levels(doc.cats),
                cues=tuple(_cues(doc, one, *message)),
                version=self.version,
            )
            for doc, one, message in zip(docs, given, messages, strict=True)
        ]


def _loaded(folder: Path) -> Any:
    from intakebot.classify.impact.pipeline import load  # spaCy takes a second

    try:
        return load(folder)
    except Exception as error:  # each of its parts has its own ways to fail
        raise ModelRefused(f"{folder}: {type(error).__name__}: {error}"[:500]) from error


def _levels(cats: dict[str, float]) -> dict[str, dict[str, float]]:
    from intakebot.classify.impact.outputs import LEVEL_OUTPUTS

    return {output.name: {value: cats[f"{output.name}:{value}"] for value in output.values} for output in LEVEL_OUTPUTS}


def _cues(doc: Any, given: Prepared, subject: str, text: str) -> Iterator[Cue]:
    for span in doc.spans["cues"]:
        where, start, end = given.place(span.start_char, span.end_char)
        words = (subject if where == "subject" else text)[start : min(end, start + _KEPT)]
        yield Cue(where=where, start=start, end=end, text=words, facet=span.label_)
