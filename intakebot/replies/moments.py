"""A moment as people of a language write it, with the place whose clock it is."""

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_datetime, get_timezone_location
from babel.units import format_unit

#: Date and time without seconds; other languages take the English order with their own month.
_FORMS = {
    "ru": "d MMMM y 'г'., HH:mm",
    "pl": "d MMMM y 'r'., 'godz'. HH:mm",
    "en": "d MMMM y, HH:mm",
}


def spoken(moment: datetime, zone: str, language: str) -> str:
    """As in «21 ноября 2026 г., 19:05 (Москва)»; an unknown zone is told in UTC, an unknown language in English."""
    return _spoken(moment.replace(second=0, microsecond=0), zone, language)


@lru_cache(maxsize=256)
def _spoken(minute: datetime, zone: str, language: str) -> str:
    place, locale = _zone(zone), _locale(language)
    form = _FORMS.get(locale.language, "d MMMM y, HH:mm")
    return f"{format_datetime(minute, form, tzinfo=place, locale=locale)} ({_city(place.key, str(locale))})"


def span(length: timedelta, language: str) -> str:
    """As in «1 час», «30 minut»."""
    minutes = round(length.total_seconds() / 60)
    number, unit = (minutes // 60, "hour") if minutes % 60 == 0 else (minutes, "minute")
    return format_unit(number, f"duration-{unit}", locale=_locale(language))


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return ZoneInfo("UTC")


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


@lru_cache(maxsize=256)
def _city(zone: str, locale: str) -> str:
    return get_timezone_location(ZoneInfo(zone), locale=locale, return_city=True)
