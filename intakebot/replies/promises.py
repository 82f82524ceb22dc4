"""Times that a template names in its own words: "within 4 hours". Only the document may promise one (design.md 4.6)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4,
    "одного": 1, "один": 1, "двух": 2, "два": 2, "трёх": 3, "трех": 3, "три": 3, "четырёх": 4, "четырех": 4,
    "jednej": 1, "jednego": 1, "dwóch": 2, "trzech": 3, "czterech": 4,
}  # fmt: skip
_WORKING = r"working|business|рабоч\w{1,4}|robocz\w{1,4}"
_UNIT = (
    r"(?:(?P<min>minutes?|min|минут\w{0,2}|мин|minut\w{0,2})|(?P<h>hours?|hrs?|h|час\w{0,3}|ч|godzin\w{0,3}|godz)"
    r"|(?P<d>days?|дн\w{1,2}|день|сут\w{1,3}|dni\w{0,2}|dzień|dób|doby))"
)
_SPAN = re.compile(
    rf"\b(?:(?P<number>\d{{1,4}}|{'|'.join(_NUMBERS)})[\s-]?|(?:within the|in the next|в течение|w ciągu|do końca)\s)"
    rf"(?:(?P<before>{_WORKING})[\s-])?{_UNIT}\b(?:\s(?P<after>{_WORKING})\b)?",
    re.IGNORECASE,
)
#: Styles and tags of HTML.
MARKUP = re.compile(r"<style\b[^<]{0,20000}</style>|<[^<>]{0,2000}>", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A span of time that a text names."""

    words: str
    #: As terms write promises: "4 wh", "1 bd".
    promise: str


def named(text: str) -> Iterator[Named]:
    """Every span that a text names, HTML or not."""
    for found in _SPAN.finditer(MARKUP.sub(" ", text)):
        said = (found["number"] or "1").lower()
        amount = _NUMBERS[said] if said in _NUMBERS else int(said)
        unit = "min" if found["min"] else "h" if found["h"] else "d"
        if found["before"] or found["after"]:
            unit = {"h": "wh", "d": "bd"}.get(unit, unit)
        yield Named(words=found[0].strip(), promise=f"{amount} {unit}")


def masked(value: str | None) -> str | None:
    """A value without the times that are in it: the template doesn't name those."""
    return "…" if value and _SPAN.search(value) else value
