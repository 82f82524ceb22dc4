"""Hours, days and countries of a document, as people say them."""

from collections.abc import Callable
from functools import partial

from babel.dates import get_day_names

from intakebot.console.words import Words
from intakebot.terms.document.hours import Day, Hours, stretch

_WEEK: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def days(hours: Hours, words: Words) -> str:
    """Working days, neighbours together: "Mon–Fri, Sun"."""
    names = get_day_names("abbreviated", locale=words.locale)
    runs: list[list[int]] = []
    for place in sorted(_WEEK.index(day) for day in hours.days):
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return ", ".join(names[run[0]] if len(run) == 1 else f"{names[run[0]]}–{names[run[-1]]}" for run in runs)


def times(hours: Hours) -> str:
    """When it is open on such a day: "09:00–13:00, 14:00–18:00"."""
    return ", ".join(stretch(opens, closes).replace("-", "–") for opens, closes in hours.times)


def country(code: str, words: Words) -> str:
    """Whose holidays they are: "Poland", "Germany (BY)"."""
    place, _, part = code.partition("-")
    name = words.locale.territories.get(place, place)
    return f"{name} ({part})" if part else name


def spoken(words: Words) -> dict[str, Callable[..., str]]:
    """All of these for a page, in one language."""
    return {
        "days_said": partial(days, words=words),
        "times_said": times,
        "country_said": partial(country, words=words),
    }
