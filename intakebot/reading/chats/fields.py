"""Strangers' JSON, with caps: each field is asked for by its type, and one of another type is as if it weren't there."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice

from intakebot.domain.errors import Unreadable

#: Bytes of one update; the longest ones of Telegram have some tens of thousands.
MAX_BYTES = 1024 * 1024
#: Objects and lists within each other; replies and pins make about ten.
MAX_DEPTH = 50
#: Entries of a list that are looked at; Telegram sends at most 100 entities.
MAX_ENTRIES = 100
#: Whole numbers have to fit this many bits; the Bot API promises 52 for ids.
_BITS = 63


class Fields:
    """One JSON object."""

    __slots__ = ("_values",)

    def __init__(self, values: object = None) -> None:
        self._values = values if isinstance(values, dict) else {}

    def has(self, name: str) -> bool:
        """Whether the field is there, of whatever type; null and false are nothing."""
        value = self._values.get(name)
        return value is not None and value is not False

    def flag(self, name: str) -> bool:
        """Whether it is true, and not just something."""
        return self._values.get(name) is True

    def text(self, name: str) -> str:
        """A string as it came, "" when there is none."""
        value = self._values.get(name)
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> int | None:
        """A whole number."""
        value = self._values.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value.bit_length() > _BITS:
            return None
        return value

    def real(self, name: str, bound: float) -> float | None:
        """A number between -bound and bound."""
        value = self._values.get(name)
        if not isinstance(value, int | float) or isinstance(value, bool):
            return None
        return float(value) if abs(value) <= bound else None

    def inner(self, name: str) -> "Fields":
        """An object, empty when there is none."""
        return Fields(self._values.get(name))

    def entries(self, name: str) -> tuple["Fields", ...]:
        """The objects of a list, the first ones."""
        value = self._values.get(name)
        if not isinstance(value, list):
            return ()
        return tuple(Fields(entry) for entry in islice(value, MAX_ENTRIES) if isinstance(entry, dict))


def opened(raw: bytes) -> Fields:
    """The JSON object (RFC 8259) in these bytes; Unreadable for anything else, and for more than the caps allow."""
    if len(raw) > MAX_BYTES:
        raise Unreadable(f"it has {len(raw):,} bytes, and {MAX_BYTES:,} are the most")
    try:
        value: object = json.loads(raw.decode("utf-8"), parse_constant=_refuse)
    except RecursionError:
        raise Unreadable("it nests too deep") from None
    except ValueError as error:
        raise Unreadable(f"it is no JSON in UTF-8: {error}"[:200]) from None
    if not isinstance(value, dict):
        raise Unreadable("it is no JSON object")
    _bear(value)
    return Fields(value)


def _refuse(constant: str) -> None:
    """NaN and the infinities, which Python would read, are no JSON."""
    raise ValueError(f"{constant} is no number")


def _bear(value: object) -> None:
    level: Sequence[object] = (value,)
    for _ in range(MAX_DEPTH):
        level = [inner for outer in level for inner in _within(outer)]
        if not level:
            return
    raise Unreadable("it nests too deep")


def _within(value: object) -> Iterator[object]:
    """The objects and lists just below."""
    if isinstance(value, dict):
        yield from (inner for inner in value.values() if isinstance(inner, dict | list))
    elif isinstance(value, list):
        yield from (inner for inner in value if isinstance(inner, dict | list))
