"""Says in plain words what pydantic finds wrong with the values of a file."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from intakebot.domain.sentence import Sentence
from intakebot.terms.document import Document
from intakebot.terms.document.part import Wording
from intakebot.terms.faults import Key, instead

_NEEDED = {
    "clause": 'clause = "EUR-04"',
    "name": 'name = { ru = "…", pl = "…", en = "…" }',
    "promise": 'promise = "4 wh"',
    "zone": 'zone = "Europe/Warsaw"',
    "reaction": 'reaction = { promise = "4 wh", clause = "EUR-04" }',
    "times": 'times = ["09:00-17:00"]',
    "days": 'days = ["mon", "tue", "wed", "thu", "fri"]',
}
_PATTERNS = {
    r"^[A-Z]{2,6}-\d{2}$": Sentence("is no clause; write it as EUR-04"),
    r"^[A-Za-z0-9_]{1,32}$": Sentence('is no name for use in files; take letters, digits and "_", 32 at most'),
    r"^[a-z]{2}$": Sentence('is no language; write two small letters, as in "pl"'),
}
#: What is missing, by an example.
_LIKE = Sentence("is missing, as in {example}")
_WRONGLY = Sentence("is written wrongly")
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
        return Sentence("a table")
    if isinstance(value, list):
        return Sentence("a list")
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value[:60]}"' if isinstance(value, str) else str(value)


def _missing(key: Key, _: ErrorDetails) -> str:
    if key == ("reaction",):
        return Sentence(_LIKE.words, example='reaction = { counts = "first_contact", clause = "EUR-04" }')
    if key[-1] in Wording.model_fields:
        return Sentence("is missing; people read it in ru, pl and en")
    if example := _NEEDED.get(str(key[-1])):
        return Sentence(_LIKE.words, example=example)
    return Sentence("is missing")


def _unknown(key: Key, _: ErrorDetails) -> str:
    return Sentence("unknown key{instead}", instead=instead(str(key[-1]), _fields(key[:-1]), most=20))


def _choice(_: Key, found: ErrorDetails) -> str:
    words = re.findall(r"'([^']*)'", str(found["ctx"]["expected"]))
    value, other = shown(found["input"]), instead(str(found["input"]), words, most=20)
    return Sentence("{value} can't stand here{instead}", value=value, instead=other)


def _pattern(_: Key, found: ErrorDetails) -> str:
    what = _PATTERNS.get(found["ctx"]["pattern"], _WRONGLY)
    return Sentence("{value} {what}", value=shown(found["input"]), what=what)


def _wanted(what: str) -> Callable[[Key, ErrorDetails], str]:
    return lambda _, found: Sentence("must be {what}, not {value}", what=what, value=shown(found["input"]))


def _limit(said: Sentence, name: str) -> Callable[[Key, ErrorDetails], str]:
    return lambda _, found: Sentence(said.words, limit=str(found["ctx"][name]), value=shown(found["input"]))


_TABLE = _wanted(Sentence("a table"))
_WHOLE = _wanted(Sentence("a whole number"))
_TRUTH = _wanted(Sentence("true or false"))
_TELLERS: dict[str, Callable[[Key, ErrorDetails], str]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "literal_error": _choice,
    "string_pattern_mismatch": _pattern,
    "string_type": _wanted(Sentence('a text in quotes ("…")')),
    "string_too_short": lambda _, __: Sentence("is empty; write something"),
    "string_too_long": lambda _, found: Sentence(
        "is too long; {most} characters at most", most=found["ctx"]["max_length"]
    ),
    "tuple_type": _wanted(Sentence('a list (["…", "…"])')),
    "dict_type": _TABLE,
    "model_type": _TABLE,
    "model_attributes_type": _TABLE,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _wanted(Sentence("a number")),
    "float_parsing": _wanted(Sentence("a number")),
    "bool_type": _TRUTH,
    "bool_parsing": _TRUTH,
    "greater_than": _limit(Sentence("must be more than {limit}, not {value}"), "gt"),
    "greater_than_equal": _limit(Sentence("must be at least {limit}, not {value}"), "ge"),
    "less_than_equal": _limit(Sentence("must be at most {limit}, not {value}"), "le"),
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
