"""The console's own words in the languages of its users: English in the pages, the others in locale/*.po."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_time, get_timezone_location
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

from intakebot.domain.user import LANGUAGES

FOLDER = Path(__file__).with_name("locale")
_MINUTES = ((1440, "day"), (60, "hour"), (1, "minute"))


class Words:
    """One language: what gettext does, and how times and numbers are said."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse(language)
        said = _translations(language)
        #: The words in this language; where they are missing, as they are.
        self.gettext = said.gettext
        #: Likewise, as the number wants it.
        self.ngettext = said.ngettext

    def span(self, length: timedelta) -> str:
        """The two largest parts that are left of it: "3 days", "1 hr 20 min"."""
        left = int(abs(length).total_seconds() // 60)
        parts: list[str] = []
        for size, unit in _MINUTES:
            count, left = divmod(left, size)
            if count or (unit == "minute" and not parts):
                parts.append(format_unit(count, f"duration-{unit}", "short", locale=self.locale))
        return " ".join(parts[:2] if len(parts) > 1 and abs(length) < timedelta(days=7) else parts[:1])

    def moment(self, at: datetime, zone: str) -> str:
        """Date and time of a day in a zone, with the zone's city: "22 Nov 2026, 14:05 (Warsaw)"."""
        said = format_datetime(at, "d MMM y, HH:mm", ZoneInfo(zone), locale=self.locale)
        return f"{said} ({self.place(zone)})"

    def place(self, zone: str) -> str:
        """The city of a zone: "Warsaw"."""
        return str(get_timezone_location(ZoneInfo(zone), locale=self.locale, return_city=True))

    def weekday(self, day: date) -> str:
        """A day with its name: "Friday 20 February 2026"."""
        return format_date(day, "EEEE d MMMM y", locale=self.locale)

    def second(self, at: datetime, zone: str) -> str:
        """The time of day to the second, as proofs are compared: "14:05:09"."""
        return format_time(at.astimezone(ZoneInfo(zone)), "HH:mm:ss", locale=self.locale)

    def day(self, day: date) -> str:
        """A day: "22 Nov 2026"."""
        return str(format_date(day, "d MMM y", locale=self.locale))

    def wall(self, at: datetime) -> str:
        """A moment as the clock on its own wall shows it, with the day of the week: "Fri 20 Feb, 16:00"."""
        return str(format_datetime(at, "EEE d MMM, HH:mm", at.tzinfo, locale=self.locale))

    def clock(self, at: datetime, zone: str, today: datetime) -> str:
        """The time of day, with its date unless it is today."""
        place = ZoneInfo(zone)
        hour = format_time(at.astimezone(place), "HH:mm", locale=self.locale)
        if at.astimezone(place).date() == today.astimezone(place).date():
            return hour
        return f"{format_date(at.astimezone(place).date(), 'd MMM', locale=self.locale)}, {hour}"

    def number(self, value: float) -> str:
        """With the separators of the language."""
        return str(format_decimal(value, locale=self.locale))

    def percent(self, share: float) -> str:
        """Of 0..1."""
        return str(format_percent(share, locale=self.locale))


@lru_cache
def words(language: str) -> Words:
    """Those of a language, English for one that the console doesn't speak."""
    return Words(language if language in LANGUAGES else "en")


def _translations(language: str) -> NullTranslations:
    if language == "en":
        return NullTranslations()
    compiled = BytesIO()
    with (FOLDER / f"{language}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
