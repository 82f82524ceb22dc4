"""Where an operator's file says something else than the document beneath it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from intakebot.terms.faults import Key, written
from intakebot.terms.overlays import Layered


@dataclass(frozen=True, kw_only=True, slots=True)
class Alteration:
    """One value that the uppermost file brings."""

    #: As the operator writes it: "plans.basic.targets.critical.reaction.promise".
    key: str
    #: As files hold them; None where there was, or now is, nothing.
    before: str | None
    after: str | None


def alterations(item: Layered) -> tuple[Alteration, ...]:
    """All of them in the order of the document; none for a document that stands alone."""
    if item.beneath is None:
        return ()
    old, new = dict(_leaves(item.beneath)), dict(_leaves(item.values))
    keys = [*new, *(key for key in old if key not in new)]
    return tuple(
        Alteration(key=written(key), before=old.get(key), after=new.get(key))
        for key in keys
        if old.get(key) != new.get(key)
    )


def _leaves(values: dict[str, Any], at: Key = ()) -> Iterator[tuple[Key, str]]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*at, name))
        else:
            yield (*at, name), json.dumps(value, ensure_ascii=False, default=str)
