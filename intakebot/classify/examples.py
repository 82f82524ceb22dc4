"""Labelled messages, as models/examples keeps them: one file a hand, further readings of the same messages beside them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from intakebot.domain.errors import Permanent
from intakebot.domain.impact import FACETS, Facets

#: The documents that examples are labelled for, and their levels, most severe first.
LEVELS: Mapping[str, tuple[str, ...]] = {
    "centaur": ("critical", "medium", "low"),
    "martinsoft": ("1", "2", "3", "4"),
    "xopero": ("X", "1", "2", "3"),
    "veeam": ("1", "2", "3", "4"),
    "eurolinux": ("1", "2", "3", "4"),
}
#: Names of files that hold further readings, as they begin.
_READINGS = ("second", "third")


class BadExample(Permanent):
    """A labelled message that isn't as the guide wants it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What one reader says of a message."""

    facets: Facets
    #: By document.
    levels: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """One message. The first reading is its writer's."""

    id: str
    #: Messages that tell one story share it.
    concept: str
    domain: str
    #: ISO 639-1.
    lang: str
    #: email · chat.
    channel: str
    subject: str
    text: str
    #: The customer's own wording of a level.
    stated: str | None
    phenomena: tuple[str, ...]
    #: The file that it is from.
    hand: str
    readings: tuple[Reading, ...] = field(default=())

    @property
    def levels(self) -> Mapping[str, str]:
        """What most readers say; where they differ evenly, the latest, who knew the guide's last decisions."""
        return {name: _most([reading.levels[name] for reading in self.readings]) for name in LEVELS}

    @property
    def group(self) -> str:
        """What folds are made by: a story of one hand."""
        return f"{self.hand}/{self.concept.split('/')[0]}"


def load(folder: Path) -> list[Example]:
    """Every example below a folder with all its readings, by file and place; BadExample says what is wrong where."""
    readings: dict[str, list[Reading]] = {}
    found: list[Example] = []
    for file in sorted(folder.glob("*.jsonl")):
        if file.stem.startswith(_READINGS):
            for where, line in _objects(file):
                readings.setdefault(_text(line, "id", where), []).append(_reading(line, where))
        else:
            found += (_example(line, file.stem, where) for where, line in _objects(file))
    return [replace(one, readings=(*one.readings, *readings.get(one.id, ()))) for one in found]


def _most(said: Sequence[str]) -> str:
    return max(reversed(said), key=said.count)


def _objects(file: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, line in enumerate(file.read_bytes().splitlines(), 1):
        where = f"{file.name}:{number}"
        try:
            value = json.loads(line.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise BadExample(f"{where}: {error}") from None
        if not isinstance(value, dict):
            raise BadExample(f"{where}: an object is wanted")
        yield where, value


def _example(line: Mapping[str, Any], hand: str, where: str) -> Example:
    texts = {name: _text(line, name, where) for name in ("id", "concept", "domain", "lang", "channel", "text")}
    phenomena = _wanted(line, "phenomena", where)
    if not isinstance(phenomena, list) or not all(isinstance(name, str) for name in phenomena):
        raise BadExample(f"{where}: phenomena must be a list of texts")
    return Example(
        **texts,
        subject=_text(line, "subject", where, gap=True) or "",
        stated=_text(line, "stated", where, gap=True),
        phenomena=tuple(phenomena),
        hand=hand,
        readings=(_reading(line, where),),
    )


def _wanted(line: Mapping[str, Any], name: str, where: str) -> Any:
    if name not in line:
        raise BadExample(f"{where}: '{name}' is missing")
    return line[name]


def _text(line: Mapping[str, Any], name: str, where: str, *, gap: bool = False) -> Any:
    value = _wanted(line, name, where)
    if not isinstance(value, str) and not (gap and value is None):
        raise BadExample(f"{where}: {name} must be text{' or null' if gap else ''}")
    return value


def _reading(line: Mapping[str, Any], where: str) -> Reading:
    facets = {name: str(value).lower() for name, value in _object(line, "facets", where).items()}
    levels = {name: str(value) for name, value in _object(line, "levels", where).items()}
    for what, values, known in (("facet", facets, FACETS), ("level", levels, LEVELS)):
        for name, allowed in known.items():
            if values.get(name) not in allowed:
                raise BadExample(f"{where}: {what} {name}: {values.get(name)!r} is none of {', '.join(allowed)}")
    return Reading(facets=facets, levels=levels)


def _object(line: Mapping[str, Any], name: str, where: str) -> Mapping[str, Any]:
    value = line.get(name, {})
    if not isinstance(value, dict):
        raise BadExample(f"{where}: {name} must be an object")
    return value


def shares(values: Sequence[str], allowed: Sequence[str]) -> list[float]:
    """How the readers' votes are spread over what is allowed."""
    return [values.count(value) / len(values) for value in allowed]
