"""Public holidays, and the weekend days on which a country works instead, as the holidays library knows them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.metadata import version

import holidays

from intakebot.terms.clocks.errors import UnknownHolidays

_CODE = re.compile(r"([A-Z]{2})(?:-([\w ]{1,40}))?")
#: How the library calls our languages.
_LANGUAGES = {"ru": "ru", "pl": "pl", "en": "en_US"}
#: Hash input: other releases may know other days.
LIBRARY_VERSION = version("holidays")


@dataclass(frozen=True, kw_only=True, slots=True)
class Year:
    """One year of one country. Names are in the language that was asked for, if the library has it, else English."""

    off: Mapping[date, str]
    #: Saturdays and Sundays that are worked (Russian transfers).
    worked: frozenset[date]


def check_holidays(code: str) -> None:
    """UnknownHolidays when the library has none of this country or subdivision ("RU", "DE-BY"; "" has no holidays)."""
    year_of(code, 2026)


@lru_cache(maxsize=512)
def year_of(code: str, year: int, language: str = "en") -> Year:
    """Read one year; UnknownHolidays."""
    if not code:
        return Year(off={}, worked=frozenset())
    days = _of_country(code, year, _LANGUAGES.get(language, "en_US"))
    return Year(off=dict(days.items()), worked=frozenset(days.weekend_workdays))


def _of_country(code: str, year: int, language: str) -> holidays.HolidayBase:
    match = _CODE.fullmatch(code)
    if not match:
        raise UnknownHolidays(f"{code!r}; write the country, or country and subdivision, as in PL or DE-BY")
    try:
        spoken = holidays.country_holidays(match[1], subdiv=match[2]).supported_languages
        known = language if language in spoken else "en_US" if "en_US" in spoken else None
        return holidays.country_holidays(match[1], subdiv=match[2], years=year, expand=False, language=known)
    except NotImplementedError:
        raise UnknownHolidays(f"{code!r} is no country or subdivision that the holidays library knows") from None
