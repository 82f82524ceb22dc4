"""When support works: the hours of a plan on its working days."""

import re
from datetime import time
from functools import cache
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, model_validator

from intakebot.terms.document.part import Clause, Part

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

_TIMES = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)")


def _stretch(value: Any) -> Any:
    """("09:00-17:00") → opening and closing, minutes since midnight; 24:00 closes with the day."""
    match = _TIMES.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise ValueError(f'{value!r} are no hours; write them as "09:00-17:00"')
    opens = int(match[1]) * 60 + int(match[2])
    closes = int(match[3]) * 60 + int(match[4]) if match[3] else 24 * 60
    if closes <= opens:
        raise ValueError(f"{value!r} closes before it opens; a night is two stretches, on both sides of 24:00")
    return opens, closes


#: Minutes since midnight, local time: opening (inclusive) and closing (exclusive).
Stretch = Annotated[tuple[int, int], BeforeValidator(_stretch)]


#: Looking through the system's zones takes some milliseconds.
_zones = cache(available_timezones)


def _zone(name: str) -> str:
    if name not in _zones():
        raise ValueError(f"there is no zone {name!r}; zones are called as in Europe/Warsaw")
    return name


#: IANA name.
Zone = Annotated[str, AfterValidator(_zone)]


class Hours(Part):
    """One calendar: days, times, zone, holidays."""

    days: tuple[Day, ...]
    #: Stretches of a working day, in order, apart from each other.
    times: tuple[Stretch, ...]
    zone: Zone
    #: Country, or country and subdivision ("RU", "DE-BY"), as the holidays library calls them; "" has none.
    holidays: str = ""
    #: The customer's zone and holidays replace these where they are known (VEE-05).
    of_customer: bool = False
    clause: Clause

    @model_validator(mode="after")
    def _in_order(self) -> "Hours":
        if not self.days or len(set(self.days)) != len(self.days):
            raise ValueError("days: name each working day once")
        if not self.times:
            raise ValueError("times: at least one stretch is needed")
        edges = [edge for stretch in self.times for edge in stretch]
        if edges != sorted(edges):
            raise ValueError("times: stretches overlap or aren't in order")
        return self

    @property
    def always(self) -> bool:
        """Round the clock, all year."""
        return len(self.days) == len(Day.__args__) and self.times == ((0, 24 * 60),) and not self.holidays  # type: ignore[attr-defined]  # a Literal knows its values


def stretch(opens: int, closes: int) -> str:
    """As it stands in files: "09:00-17:00"."""
    return f"{time(opens // 60, opens % 60):%H:%M}-" + (
        "24:00" if closes == 24 * 60 else f"{time(closes // 60, closes % 60):%H:%M}"
    )
