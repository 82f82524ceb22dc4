"""What is different between two versions of a letter, line by line, for people."""

from collections.abc import Mapping
from difflib import unified_diff

from intakebot.domain.template import KINDS, Kind

#: Unchanged lines around a change.
_AROUND = 3


def compare(
    new: Mapping[Kind, str], old: Mapping[Kind, str], *, new_name: str = "new", old_name: str = "old"
) -> dict[Kind, tuple[str, ...]]:
    """Unified differences by part, a line each without its end; parts that are the same aren't there."""
    found = {kind: _lines(kind, old.get(kind, ""), new.get(kind, ""), old_name, new_name) for kind in KINDS}
    return {kind: lines for kind, lines in found.items() if lines}


def _lines(kind: Kind, old: str, new: str, old_name: str, new_name: str) -> tuple[str, ...]:
    names = f"{old_name} ({kind})", f"{new_name} ({kind})"
    return tuple(unified_diff(old.splitlines(), new.splitlines(), *names, n=_AROUND, lineterm=""))
