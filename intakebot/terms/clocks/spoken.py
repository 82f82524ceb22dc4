"""Steps in words: Russian, Polish, English. Days are written as people of the language do, by Babel."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.units import format_unit

_MICROSECOND = timedelta.resolution
_SATURDAY = 5
_AMERICAN = re.compile(r"\b(0\d|1[0-2])/([0-2]\d|3[01])/(\d{4})\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Words:
    """One language's. A day or days stand in {day}, a moment in {at}."""

    closed: str
    weekend: str
    day_off: str
    days_off: str
    holiday: str
    holidays: str
    waiting: str
    forward: str
    back: str
    workday: str
    hours: str
    minutes: str
    seconds: str
    decimal: str


_WORDS = {
    "en": _Words(
        closed="outside hours until {at}",
        weekend="{day}: weekend",
        day_off="{day} is not a working day",
        days_off="{day}: not working days",
        holiday="{day} is a holiday ({name})",
        holidays="{day}: holidays ({name})",
        waiting="{when}: waiting for the customer",
        forward="{day}: clocks go forward from {old} to {new}",
        back="{day}: clocks go back from {old} to {new}",
        workday="{day} is a working day",
        hours="h",
        minutes="min",
        seconds="s",
        decimal=".",
    ),
    "ru": _Words(
        closed="нерабочее время до {at}",
        weekend="{day}: выходные",
        day_off="{day} — выходной",
        days_off="{day}: выходные",
        holiday="{day} — нерабочий день ({name})",
        holidays="{day}: нерабочие дни ({name})",
        waiting="{when}: ждём ответа клиента",
        forward="{day}: часы переводят вперёд с {old} на {new}",
        back="{day}: часы переводят назад с {old} на {new}",
        workday="{day} — рабочий день",
        hours="ч",
        minutes="мин",
        seconds="с",
        decimal=",",
    ),
    "pl": _Words(
        closed="poza godzinami pracy do {at}",
        weekend="{day}: weekend",
        day_off="{day} nie jest dniem pracy",
        days_off="{day}: dni bez pracy",
        holiday="{day} to dzień wolny ({name})",
        holidays="{day}: dni wolne ({name})",
        waiting="{when}: czekamy na odpowiedź klienta",
        forward="{day}: zmiana czasu, zegary z {old} na {new}",
        back="{day}: zmiana czasu, zegary z {old} na {new}",
        workday="{day} to dzień roboczy",
        hours="godz.",
        minutes="min",
        seconds="s",
        decimal=",",
    ),
}


class Speaker:
    """Says what happened, in one language and by the clocks of one zone; years only where they aren't the receipt's."""

    def __init__(self, language: str, zone: ZoneInfo, received_at: datetime) -> None:
        self._language = language if language in _WORDS else "en"
        self._words = _WORDS[self._language]
        self._zone = zone
        self._year = received_at.astimezone(zone).year

    def counted(self, start: datetime, end: datetime, *, days: bool, cut: bool) -> str:
        """«Tue 24 Feb 9:00–12:00: 3 h»; `days` tells whole days as such, `cut` the end by clocks that are changed then."""
        until = self._before(end) if cut else end.astimezone(self._zone)
        return _sentence(f"{self._when(start, until)}: {self._duration(end - start, days=days)}")

    def closed(self, end: datetime) -> str:
        """«Outside hours until Tue 24 Feb 9:00»"""
        return _sentence(self._words.closed.format(at=self._at(end)))

    def off(self, days: tuple[date, ...], name: str | None) -> str:
        """«Mon 23 Feb is a holiday (Defender of the Fatherland Day)», «Sat 21 Feb – Sun 22 Feb: weekend»"""
        words, several = self._words, len(days) > 1
        if name:
            form = words.holidays if several else words.holiday
        elif several and all(day.weekday() >= _SATURDAY for day in days):
            form = words.weekend
        else:
            form = words.days_off if several else words.day_off
        run = f"{self._day(days[0])} – {self._day(days[-1])}" if several else self._day(days[0])
        return _sentence(form.format(day=run, name=name and self._readable(name)))

    def waiting(self, start: datetime, end: datetime) -> str:
        """«Tue 24 Feb 9:00–12:00: waiting for the customer»"""
        return _sentence(self._words.waiting.format(when=self._when(start, end.astimezone(self._zone))))

    def change(self, at: datetime) -> str:
        """«Sun 29 Mar: clocks go forward from 2:00 to 3:00»"""
        old, new = self._before(at), at.astimezone(self._zone)
        forward = new.replace(tzinfo=None) > old.replace(tzinfo=None)
        form = self._words.forward if forward else self._words.back
        return _sentence(form.format(day=self._day(old.date()), old=_time(old), new=_time(new)))

    def workday(self, day: date) -> str:
        """«Sat 20 Feb 2027 is a working day»"""
        return _sentence(self._words.workday.format(day=_day(day, self._language, year=True)))

    def _readable(self, name: str) -> str:
        """«Day off (substituted from 01/05/2025)» without brackets in brackets, and without American dates."""
        name = _AMERICAN.sub(lambda found: _date(found, self._language), name)
        return name.replace(" (", ", ").replace(")", "")

    def _when(self, start: datetime, until: datetime) -> str:
        begins = start.astimezone(self._zone)
        if begins.date() == until.date():
            return f"{self._day(begins.date())} {_time(begins)}–{_time(until)}"
        if until.date() - begins.date() == timedelta(days=1) and _time(until) == "0:00":
            return f"{self._day(begins.date())} {_time(begins)}–24:00"
        return f"{self._at(begins)} – {self._day(until.date())} {_time(until)}"

    def _before(self, change: datetime) -> datetime:
        """A change of clocks, by the clock that ran until then."""
        return (change - _MICROSECOND).astimezone(self._zone) + _MICROSECOND

    def _at(self, moment: datetime) -> str:
        local = moment.astimezone(self._zone)
        return f"{self._day(local.date())} {_time(local)}"

    def _day(self, day: date) -> str:
        return _day(day, self._language, year=day.year != self._year)

    def _duration(self, span: timedelta, *, days: bool) -> str:
        words, parts = self._words, []
        whole = span.days if days else 0
        minutes, seconds = divmod(span - timedelta(days=whole), timedelta(minutes=1))
        if whole:
            parts.append(format_unit(whole, "duration-day", "long", locale=self._language))
        if minutes >= 60:
            parts.append(f"{minutes // 60} {words.hours}")
        if minutes % 60:
            parts.append(f"{minutes % 60} {words.minutes}")
        if seconds:
            parts.append(f"{seconds.total_seconds():g} {words.seconds}".replace(".", words.decimal, 1))
        return " ".join(parts)


@lru_cache(maxsize=4096)
def _day(day: date, language: str, *, year: bool) -> str:
    return format_date(day, "EEE d MMM y" if year else "EEE d MMM", locale=language)


def _date(found: re.Match[str], language: str) -> str:
    return format_date(date(int(found[3]), int(found[1]), int(found[2])), "d MMM y", locale=language)


def _time(local: datetime) -> str:
    """«9:00»; seconds only where there are any."""
    minutes = f"{local.hour}:{local.minute:02}"
    return f"{minutes}:{local.second:02}" if local.second else minutes


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]
