"""Lays an operator's files, and what managers published in their place, over the documents that they change.

A file that is called like a document changes that one; a file with `extends = "eurolinux"` is a new document, a copy of
that one (as it is in force, with its own overlay) with changes; any other file is a document of its own. Tables are
merged key by key, everything else is replaced; `gold = "remove"` takes a table away. Order is the document's: new
levels come after its last.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from intakebot.terms.faults import Fault, Key, instead, written
from intakebot.terms.sources import Source

REMOVE = "remove"
EXTENDS = "extends"
#: Tables whose keys are names that the file gives, not words of the format.
KEYED = ("calendars", "severities", "plans", "targets", "roles", "requires", "services", "regions")

#: Called with the key and what is wrong there.
Tell: TypeAlias = Callable[[Key, str], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Layered:
    """One document as it is in force, and the files that it comes from, the lowest first."""

    id: str
    values: dict[str, Any]
    sources: tuple[Source, ...]
    #: What the uppermost file was laid over; None for a document that stands alone.
    beneath: dict[str, Any] | None = None

    @property
    def origin(self) -> str:
        """The word "shipped" or "published", or the operator's file."""
        last = self.sources[-1]
        return "shipped" if last.shipped else "published" if last.published else str(last.path)

    def fault(self, key: Key, reason: str) -> Fault:
        """Something at this key, in the file that comes nearest to it."""
        best = max(reversed(self.sources), key=lambda source: source.known(key))
        return Fault(file=best.file, key=written(key), line=best.line(key), reason=reason)


def layered(shipped: Iterable[Source], own: Iterable[Source], faults: list[Fault]) -> list[Layered]:
    """All documents, sorted by id."""
    return _Pile({item.id: item for item in shipped}, {item.id: item for item in own}, faults).documents()


class _Pile:
    def __init__(self, shipped: dict[str, Source], own: dict[str, Source], faults: list[Fault]) -> None:
        self._shipped = shipped
        self._own = own
        self._faults = faults
        self._done: dict[str, Layered | None] = {}

    def documents(self) -> list[Layered]:
        ids = sorted({*self._shipped, *self._own})
        return [item for item in (self._document(id_, ()) for id_ in ids) if item]

    def _document(self, id_: str, waiting: tuple[str, ...]) -> Layered | None:
        """None when it has no ground to stand on; the fault is told."""
        if id_ not in self._done:
            self._done[id_] = self._laid(id_, (*waiting, id_))
        return self._done[id_]

    def _laid(self, id_: str, waiting: tuple[str, ...]) -> Layered | None:
        own = self._own.get(id_)
        if own is None:
            shipped = self._shipped[id_]
            return Layered(id=id_, values=shipped.values, sources=(shipped,))
        if id_ in self._shipped:
            if EXTENDS in own.values:
                self._fault(own, (EXTENDS,), f"leave it out: this file changes the shipped {id_} by its name already")
            return self._over(self._shipped[id_].values, (self._shipped[id_],), own)
        if EXTENDS not in own.values:
            return Layered(id=id_, values=own.values, sources=(own,))
        ground = self._ground(own, waiting)
        return self._over(ground.values, ground.sources, own) if ground else None

    def _ground(self, own: Source, waiting: tuple[str, ...]) -> Layered | None:
        """What a file extends."""
        name = own.values[EXTENDS]
        known = sorted({*self._shipped, *self._own} - {own.id})
        if not isinstance(name, str) or name not in {*self._shipped, *self._own}:
            self._fault(own, (EXTENDS,), f'there is no document "{name}"{instead(str(name), known)}')
        elif name in waiting:
            way = " → ".join([*waiting[waiting.index(name) :], name])
            self._fault(own, (EXTENDS,), f"a document can't extend itself: {way}")
        else:
            return self._document(name, waiting)
        return None

    def _over(self, ground: dict[str, Any], sources: tuple[Source, ...], own: Source) -> Layered:
        changes = {key: value for key, value in own.values.items() if key != EXTENDS}
        values = merged(ground, changes, lambda key, reason: self._fault(own, key, reason))
        return Layered(id=own.id, values=values, sources=(*sources, own), beneath=ground)

    def _fault(self, source: Source, key: Key, reason: str) -> None:
        self._faults.append(Fault(file=source.file, key=written(key), line=source.line(key), reason=reason))


def merged(ground: dict[str, Any], changes: dict[str, Any], tell: Tell, at: Key = ()) -> dict[str, Any]:
    """Changes laid over the ground; neither is touched."""
    values = dict(ground)
    for name, change in changes.items():
        there, key = ground.get(name), (*at, name)
        if change == REMOVE and isinstance(there, dict):
            del values[name]
        elif change == REMOVE and at and at[-1] in KEYED:
            tables = [each for each, value in ground.items() if isinstance(value, dict)]
            tell(key, f'there is no "{name}" to remove{instead(name, tables)}')
        elif isinstance(change, dict) and isinstance(there, dict):
            values[name] = merged(there, change, tell, key)
        else:
            values[name] = change
    return values
