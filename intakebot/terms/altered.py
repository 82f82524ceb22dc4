"""Where one document says something else than another: mostly the one beneath it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from intakebot.terms.faults import Key, written
from intakebot.terms.overlays import Layered


@dataclass(frozen=True, kw_only=True, slots=True)
class Alteration:
    """One value that is different."""

    #: As the operator writes it: "plans.basic.targets.critical.reaction.promise".
    key: str
    #: As files hold them; None where there was, or now is, nothing.
    before: str | None
    after: str | None


def alterations(item: Layered) -> tuple[Alteration, ...]:
    """All of them in the order of the document; none for a document that stands alone."""
    return () if item.beneath is None else compared(item.beneath, item.values)


def compared(before: dict[str, Any], after: dict[str, Any]) -> tuple[Alteration, ...]:
    """What one document has otherwise than another, in the order of the later one."""
    old, new = dict(_leaves(before)), dict(_leaves(after))
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
