"""What a template makes of the same values again and again is rendered once; the rest is filled in afterwards.

python-liquid takes 150 µs for the three templates of a notice. Most of their variables are only printed: such a one is
rendered as a mark, and the mark replaced by each value in turn, with the same result to the byte. Whatever else a
template does with a variable (a filter, a condition), it is rendered with the value itself.
"""

import re
from collections.abc import Collection, Iterable, Mapping

from intakebot.replies.render import markups

#: Begins and ends a mark; in no text that people can see.
_EDGE = "\ue000"
_PRINTED = re.compile(r"\{\{-?\s*+(\w+)\s*+-?\}\}")
#: What a value must not have: HTML escapes it.
_SPECIAL = frozenset("&<>\"'")


def printed(sources: Collection[str], names: Iterable[str]) -> frozenset[str]:
    """Which of these variables the templates print as they are, wherever they name them."""
    others = [markup for source in sources for markup in markups(source) if not _PRINTED.fullmatch(markup)]
    if any("capture" in markup for markup in others) or any(_EDGE in source for source in sources):
        return frozenset()
    return frozenset(name for name in names if not any(name in markup for markup in others))


def marked(variables: Mapping[str, str | None], printed: frozenset[str]) -> dict[str, str | None]:
    """The variables with marks in place of the values that can be filled in afterwards."""
    return {name: _mark(name) if name in printed and _is_plain(value) else value for name, value in variables.items()}


def filled(text: str, variables: Mapping[str, str | None]) -> str:
    """The rendered text with each mark replaced."""
    for name, value in variables.items():
        if value is not None and _EDGE in text:
            text = text.replace(_mark(name), value)
    return text


def _mark(name: str) -> str:
    return f"{_EDGE}{name}{_EDGE}"


def _is_plain(value: str | None) -> bool:
    """One line of visible characters, neither trimmed nor escaped by anything."""
    return value is not None and value.isprintable() and value.strip() == value != "" and _SPECIAL.isdisjoint(value)
