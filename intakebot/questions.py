"""What a person wants reported, in the words of options or of an address; the documents say which words there are."""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from intakebot.domain.errors import Permanent
from intakebot.domain.times import aware, utc_now
from intakebot.reports.report import KEYS, NONE, Asked, Key, Offer
from intakebot.terms.faults import instead
from intakebot.terms.library import Library

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: Years that calendars and zones can count in.
_YEARS = range(1970, 9000)


class WrongQuestion(Permanent):
    """This can't be reported."""


class WrongDay(WrongQuestion):
    """A day is written in another way than days are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The options as they were written; None where nothing was."""

    terms: str | None = None
    plan: str | None = None
    severity: str | None = None
    since: str | None = None
    until: str | None = None
    month: str | None = None
    by: str | None = None
    form: str | None = None
    as_of: str | None = None

    @property
    def given(self) -> list[str]:
        """Names of the options that were written."""
        return [name for name in self.__dataclass_fields__ if getattr(self, name) is not None]


def offers_of(terms: Library) -> dict[str, Offer]:
    """What reports need of the documents."""
    return {
        document.id: Offer(
            zone=ZoneInfo(document.zone), plans=tuple(document.plans), severities=tuple(document.severities)
        )
        for document in terms
    }


def asked(words: Words, offers: dict[str, Offer]) -> Asked:
    """What the options ask for; WrongQuestion for a word that nothing is called."""
    chosen = list(offers.values())
    if words.terms is not None:
        one_of(words.terms, [*offers, NONE], "terms")
        chosen = [offers[words.terms]] if words.terms != NONE else []
    where = f" in {words.terms}" if words.terms else ""
    if words.plan is not None:
        one_of(words.plan, _all(offer.plans for offer in chosen), f"plan{where}")
    if words.severity is not None:
        one_of(words.severity, _all(offer.severities for offer in chosen), f"severity{where}")
    since, until = _days(words)
    return Asked(
        terms=words.terms, plan=words.plan, severity=words.severity, since=since, until=until, by=_keys(words.by),
        as_of=_moment(words.as_of),
    )  # fmt: skip


def _all(names: Iterable[Sequence[str]]) -> list[str]:
    return [*dict.fromkeys(name for each in names for name in each), NONE]


def one_of(word: str, known: Iterable[str], what: str) -> str:
    """The word; WrongQuestion when nothing is called so."""
    known = list(known)
    if word not in known:
        raise WrongQuestion(f"no {what} {word!r}{instead(word, known)}")
    return word


def _keys(words: str | None) -> tuple[Key, ...]:
    if words is None:
        return KEYS
    names = [name.strip() for name in words.split(",")]
    keys = tuple(key for name in names for key in KEYS if key == one_of(name, KEYS, "column for --by"))
    if len(set(keys)) < len(keys):
        raise WrongQuestion(f"--by {words} names a column twice")
    return keys


def _days(words: Words) -> tuple[date | None, date | None]:
    if words.month is not None:
        if words.since is not None or words.until is not None:
            raise WrongQuestion("--month goes with neither --from nor --until")
        first = _day(f"{words.month}-01", f"--month {words.month}: a month is written 2026-11")
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    since, until = (
        _day(word, f"{option} {word}: a day is written 2026-11-22") if word is not None else None
        for option, word in (("--from", words.since), ("--until", words.until))
    )
    if since and until and since > until:
        raise WrongQuestion(f"--from {since} is after --until {until}")
    return since, until


def _day(word: str, otherwise: str) -> date:
    try:
        day = date.fromisoformat(word) if _DAY.fullmatch(word) else None
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS:
        raise WrongDay(otherwise)
    return day


def _moment(word: str | None) -> datetime:
    if word is None:
        return utc_now()
    try:
        return aware(datetime.fromisoformat(word))
    except (ValueError, OverflowError):
        raise WrongQuestion(f"--as-of {word}: a time is written with its zone, 2026-11-22T10:00:00+03:00") from None
