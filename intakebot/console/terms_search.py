"""Words are looked for in support documents: in their names, levels, plans and clauses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from intakebot.terms.document import Document
from intakebot.terms.faults import Key, written
from intakebot.terms.library import Library

#: Places of one document that are shown.
_MOST = 20
#: Where the page of a document has a place of its own for a table, by the tables' name.
_ANCHORS = {"severities": "level", "plans": "plan", "calendars": "hours"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A table of a document in which the words stand."""

    key: str
    clause: str
    #: On the document's page; "" for the whole page.
    anchor: str


def found(terms: Library, words: str) -> dict[str, tuple[Place, ...]]:
    """By id of the document the places with all of the words; none of them where its name alone has them."""
    wanted = words.casefold().split()
    hits = {document.id: _hits(document, terms.values(document.id), wanted) for document in terms}
    return {id_: places for id_, places in hits.items() if places is not None}


def _hits(document: Document, values: dict[str, Any], wanted: list[str]) -> tuple[Place, ...] | None:
    places = [
        Place(key=written(key), clause=table["clause"], anchor=_anchor(key))
        for key, table in _tables(values)
        if _has([written(key), *_texts(table)], wanted)
    ][:_MOST]
    return tuple(places) if places or _has([document.id, document.title], wanted) else None


def _tables(values: dict[str, Any], at: Key = ()) -> Iterator[tuple[Key, dict[str, Any]]]:
    """Tables with a clause, as a document has them."""
    for name, value in values.items():
        if isinstance(value, dict):
            if isinstance(value.get("clause"), str):
                yield (*at, name), value
            yield from _tables(value, (*at, name))


def _texts(value: Any) -> Iterator[str]:
    """What stands in a table itself; what has a clause of its own is a place of its own."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            if not (isinstance(inner, dict) and "clause" in inner):
                yield from _texts(inner)


def _has(texts: Iterable[str], wanted: list[str]) -> bool:
    all_of_it = "\n".join(texts).casefold()
    return all(word in all_of_it for word in wanted)


def _anchor(key: Key) -> str:
    return f"#{_ANCHORS[str(key[0])]}-{key[1]}" if key[0] in _ANCHORS and len(key) > 1 else ""
