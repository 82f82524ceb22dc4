"""Says in plain words what pydantic finds wrong with the values of a file."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from intakebot.terms.document import Document
from intakebot.terms.document.part import Wording
from intakebot.terms.faults import Key, instead

_NEEDED = {
    "clause": ', as in clause = "EUR-04"',
    "name": ', as in name = { ru = "…", pl = "…", en = "…" }',
    "promise": ', as in promise = "4 wh"',
    "zone": ', as in zone = "Europe/Warsaw"',
    "reaction": ', as in reaction = { promise = "4 wh", clause = "EUR-04" }',
    "times": ', as in times = ["09:00-17:00"]',
    "days": ', as in days = ["mon", "tue", "wed", "thu", "fri"]',
}
_PATTERNS = {
    r"^[A-Z]{2,6}-\d{2}$": "is no clause; write it as EUR-04",
    r"^[A-Za-z0-9_]{1,32}$": 'is no name for use in files; take letters, digits and "_", 32 at most',
    r"^[a-z]{2}$": 'is no language; write two small letters, as in "pl"',
}
_INNER = re.compile(r"([a-z_]+): (.+)", re.DOTALL)


def faults(error: ValidationError) -> Iterator[tuple[Key, str]]:
    """Each fault with its key."""
    for found in error.errors():
        key = tuple(part for part in found["loc"] if part != "[key]")
        if found["type"] == "value_error":
            reason = str(found["ctx"]["error"])
            yield from [_within(key, reason)] if key else _of_document(reason)
        else:
            yield key, _reason(key, found)


def _of_document(reasons: str) -> Iterator[tuple[Key, str]]:
    """The document's own checks: "plans.basic.calendar: …; languages.hours: …"."""
    for reason in reasons.split("; "):
        key, _, what = reason.partition(": ")
        yield (tuple(key.split(".")), what) if what else ((), reason)


def _within(key: Key, reason: str) -> tuple[Key, str]:
    """A rule of a table names the key that it is about: "times: at least one stretch is needed"."""
    inner = _INNER.fullmatch(reason)
    return ((*key, inner[1]), inner[2]) if inner else (key, reason)


def _reason(key: Key, found: ErrorDetails) -> str:
    teller = _TELLERS.get(found["type"])
    return teller(key, found) if teller else f"{shown(found['input'])}: {found['msg'][:1].lower()}{found['msg'][1:]}"


def shown(value: Any) -> str:
    """A value of a file, in short."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value[:60]}"' if isinstance(value, str) else str(value)


def _missing(key: Key, _: ErrorDetails) -> str:
    if key == ("reaction",):
        return 'is missing, as in reaction = { counts = "first_contact", clause = "EUR-04" }'
    if key[-1] in Wording.model_fields:
        return "is missing; people read it in ru, pl and en"
    return f"is missing{_NEEDED.get(str(key[-1]), '')}"


def _unknown(key: Key, _: ErrorDetails) -> str:
    return f"unknown key{instead(str(key[-1]), _fields(key[:-1]), most=20)}"


def _choice(_: Key, found: ErrorDetails) -> str:
    words = re.findall(r"'([^']*)'", str(found["ctx"]["expected"]))
    return f"{shown(found['input'])} can't stand here{instead(str(found['input']), words, most=20)}"


def _pattern(_: Key, found: ErrorDetails) -> str:
    return f"{shown(found['input'])} {_PATTERNS.get(found['ctx']['pattern'], 'is written wrongly')}"


def _wanted(what: str) -> Callable[[Key, ErrorDetails], str]:
    return lambda _, found: f"must be {what}, not {shown(found['input'])}"


def _limit(words: str, name: str) -> Callable[[Key, ErrorDetails], str]:
    return lambda _, found: f"must be {words} {found['ctx'][name]}, not {shown(found['input'])}"


_TABLE = _wanted("a table")
_WHOLE = _wanted("a whole number")
_TRUTH = _wanted("true or false")
_TELLERS: dict[str, Callable[[Key, ErrorDetails], str]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "literal_error": _choice,
    "string_pattern_mismatch": _pattern,
    "string_type": _wanted('a text in quotes ("…")'),
    "string_too_short": lambda _, __: "is empty; write something",
    "string_too_long": lambda _, found: f"is too long; {found['ctx']['max_length']} characters at most",
    "tuple_type": _wanted('a list (["…", "…"])'),
    "dict_type": _TABLE,
    "model_type": _TABLE,
    "model_attributes_type": _TABLE,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _wanted("a number"),
    "float_parsing": _wanted("a number"),
    "bool_type": _TRUTH,
    "bool_parsing": _TRUTH,
    "greater_than": _limit("more than", "gt"),
    "greater_than_equal": _limit("at least", "ge"),
    "less_than_equal": _limit("at most", "le"),
}


def _fields(key: Key) -> list[str]:
    """What may stand in this table."""
    shape: Any = Document
    for part in key:
        if isinstance(shape, type) and issubclass(shape, BaseModel):
            field = shape.model_fields.get(str(part))
            shape = _table(field.annotation) if field else None
        else:
            shape = _table(next(iter(get_args(shape)[1:]), None)) if get_origin(shape) is dict else None
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return [name for name in shape.model_fields if shape is not Document or name not in ("id", "version")]
    return []


def _table(annotation: Any) -> Any:
    """The table among what may stand here; a list's items are looked through."""
    if isinstance(annotation, type) or get_origin(annotation) is dict:
        return annotation if annotation is not timedelta else None
    return next(
        (found for each in get_args(annotation) if (found := _table(each)) not in (None, type(None), str)), None
    )
