"""Steps in words: Russian, Polish, English. Days are written as people of the language do, by Babel."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.units import format_unit

_MICROSECOND = timedelta.resolution
_SATURDAY = 5


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

    def counted(self, start: datetime, end: datetime, *, days: bool) -> str:
        """«Tue 24 Feb 9:00–12:00: 3 h»; `days` tells whole days as such."""
        return _sentence(f"{self._when(start, end)}: {self._duration(end - start, days=days)}")

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
        return _sentence(form.format(day=run, name=name))

    def waiting(self, start: datetime, end: datetime) -> str:
        """«Tue 24 Feb 9:00–12:00: waiting for the customer»"""
        return _sentence(self._words.waiting.format(when=self._when(start, end)))

    def change(self, at: datetime) -> str:
        """«Sun 29 Mar: clocks go forward from 2:00 to 3:00»"""
        new = at.astimezone(self._zone)
        before = (at - _MICROSECOND).astimezone(self._zone)
        old = before + _MICROSECOND  # by the clock that ran until then
        forward = (new.utcoffset() or timedelta(0)) > (before.utcoffset() or timedelta(0))
        form = self._words.forward if forward else self._words.back
        return _sentence(form.format(day=self._day(old.date()), old=_time(old), new=_time(new)))

    def workday(self, day: date) -> str:
        """«Sat 20 Feb 2027 is a working day»"""
        return _sentence(self._words.workday.format(day=_day(day, self._language, year=True)))

    def _when(self, start: datetime, end: datetime) -> str:
        begins, ends = start.astimezone(self._zone), end.astimezone(self._zone)
        if begins.date() == ends.date():
            return f"{self._day(begins.date())} {_time(begins)}–{_time(ends)}"
        if ends.date() - begins.date() == timedelta(days=1) and _time(ends) == "0:00":
            return f"{self._day(begins.date())} {_time(begins)}–24:00"
        return f"{self._at(start)} – {self._at(end)}"

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


def _time(local: datetime) -> str:
    """«9:00»; seconds only where there are any."""
    minutes = f"{local.hour}:{local.minute:02}"
    return f"{minutes}:{local.second:02}" if local.second else minutes


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]
