"""What `intakebot report` does: words become a question, the store's tickets an answer."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from intakebot.config import Config
from intakebot.domain.errors import Permanent
from intakebot.domain.times import aware, utc_now
from intakebot.reports import agreement_lines, breach_lines
from intakebot.reports.agreement import Agreement
from intakebot.reports.breaches import Breach, breaches, may_be_late
from intakebot.reports.lines import csv_text, jsonl
from intakebot.reports.report import KEYS, NONE, Asked, Key, Offer, Report
from intakebot.reports.table import table
from intakebot.store.desk import Desk
from intakebot.store.store import looking
from intakebot.terms.faults import instead
from intakebot.terms.library import Library

FORMATS: dict[str, Callable[[Report], str]] = {"json": jsonl, "csv": csv_text, "table": table}
AGREEMENT: dict[str, Callable[[Agreement], str]] = {
    "json": agreement_lines.jsonl, "csv": agreement_lines.csv_lines, "table": agreement_lines.text
}  # fmt: skip
BREACHES: dict[str, Callable[[Iterable[Breach]], str]] = {
    "json": breach_lines.jsonl, "csv": breach_lines.csv_lines, "table": breach_lines.text
}  # fmt: skip
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: Years that calendars and zones can count in.
_YEARS = range(1970, 9000)


class WrongQuestion(Permanent):
    """This can't be reported."""


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


def report(config: Config, words: Words) -> str:
    """The report in the format that was asked for; WrongQuestion, and StoreUnavailable when there is no store."""
    offers = _offers(config)
    write = FORMATS[_one(words.form or "json", FORMATS, "format")]
    counted = Report(asked(words, offers), offers)
    question = counted.asked
    looking(
        config.store.url,
        lambda desk: counted.add(desk.figures.tickets(question.received_from, question.received_before)),
    )
    return write(counted)


def agreement(config: Config, words: Words) -> str:
    """How agents agree with proposals; errors as of `report`. A question for terms and a time, nothing else."""
    if beside := [name for name in ("plan", "severity", "by") if name in words.given]:
        raise WrongQuestion(f"--{beside[0]} doesn't go with --agreement")
    offers = _offers(config)
    write = AGREEMENT[_one(words.form or "json", AGREEMENT, "format")]
    counted = Agreement(asked(words, offers), offers)
    question = counted.asked
    looking(
        config.store.url,
        lambda desk: counted.add(
            desk.agreement.verdicts(question.received_from, question.received_before, question.as_of)
        ),
    )
    return write(counted)


def missed(config: Config, words: Words) -> str:
    """Missed deadlines with their stories; errors as of `report`."""
    if "by" in words.given:
        raise WrongQuestion("--by doesn't go with --breaches")
    offers = _offers(config)
    write = BREACHES[_one(words.form or "json", BREACHES, "format")]
    question = asked(words, offers)

    def look(desk: Desk) -> str:
        late = desk.breaches.late(
            lambda ticket: may_be_late(ticket, question, offers), question.as_of, question.received_from,
            question.received_before,
        )  # fmt: skip
        return write(breaches(late, question))

    return looking(config.store.url, look)


def _offers(config: Config) -> dict[str, Offer]:
    return {
        document.id: Offer(
            zone=ZoneInfo(document.zone), plans=tuple(document.plans), severities=tuple(document.severities)
        )
        for document in Library(config.terms.folder)
    }


def asked(words: Words, offers: dict[str, Offer]) -> Asked:
    """What the options ask for; WrongQuestion for a word that nothing is called."""
    chosen = list(offers.values())
    if words.terms is not None:
        _one(words.terms, [*offers, NONE], "terms")
        chosen = [offers[words.terms]] if words.terms != NONE else []
    where = f" in {words.terms}" if words.terms else ""
    if words.plan is not None:
        _one(words.plan, _all(offer.plans for offer in chosen), f"plan{where}")
    if words.severity is not None:
        _one(words.severity, _all(offer.severities for offer in chosen), f"severity{where}")
    since, until = _days(words)
    return Asked(
        terms=words.terms, plan=words.plan, severity=words.severity, since=since, until=until, by=_keys(words.by),
        as_of=_moment(words.as_of),
    )  # fmt: skip


def _all(names: Iterable[Sequence[str]]) -> list[str]:
    return [*dict.fromkeys(name for each in names for name in each), NONE]


def _one(word: str, known: Iterable[str], what: str) -> str:
    known = list(known)
    if word not in known:
        raise WrongQuestion(f"no {what} {word!r}{instead(word, known)}")
    return word


def _keys(words: str | None) -> tuple[Key, ...]:
    if words is None:
        return KEYS
    names = [name.strip() for name in words.split(",")]
    keys = tuple(key for name in names for key in KEYS if key == _one(name, KEYS, "column for --by"))
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
        raise WrongQuestion(otherwise)
    return day


def _moment(word: str | None) -> datetime:
    if word is None:
        return utc_now()
    try:
        return aware(datetime.fromisoformat(word))
    except (ValueError, OverflowError):
        raise WrongQuestion(f"--as-of {word}: a time is written with its zone, 2026-11-22T10:00:00+03:00") from None
