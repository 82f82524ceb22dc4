"""Strings of which at least one stands in any text that a regular expression matches.

Looking for plain strings first spares most searches: terms have dozens of expressions, and few have anything to do with
one mail.
"""

import re
from typing import Any

#: The standard library's own reader of expressions. It isn't promised to stay: without it every expression is searched.
_parser: Any = getattr(re, "_parser", None)
#: More alternatives than this cost more than they spare.
_MOST = 40

_Needles = frozenset[str]
_NONE: _Needles = frozenset()


def needles(pattern: str) -> tuple[str, ...]:
    """For an expression that is matched with regard to case; empty: unknown, search for the expression itself."""
    try:
        found = _of_sequence(_parser.parse(pattern))
    except (AttributeError, TypeError, ValueError):
        return ()
    return tuple(sorted(found)) if len(found) <= _MOST else ()


def _of_sequence(items: Any) -> _Needles:
    """The best that one of the parts offers: the longest, then the fewest."""
    offers: list[_Needles] = []
    run = ""
    for operation, value in items:
        if str(operation) == "LITERAL":
            run += chr(value)
            continue
        offers += [frozenset({run}), _of_part(str(operation), value)]
        run = ""
    offers.append(frozenset({run}))
    return max((o for o in offers if o and all(o)), key=lambda o: (min(map(len, o)), -len(o)), default=_NONE)


def _of_part(operation: str, value: Any) -> _Needles:
    if operation == "SUBPATTERN":
        return _of_sequence(value[-1])
    if operation in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _of_sequence(value[2]) if value[0] else _NONE
    if operation == "ATOMIC_GROUP":
        return _of_sequence(value)
    if operation == "BRANCH":
        branches = [_of_sequence(branch) for branch in value[1]]
        return frozenset().union(*branches) if all(branches) else _NONE
    return _NONE
