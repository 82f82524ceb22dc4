"""What a manager wants reported: an address says it, a form without script makes the address."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Any, TypeAlias
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.responses import Response

from intakebot.console.call import Busy, Call, Unwell
from intakebot.console.house import House
from intakebot.console.render import page
from intakebot.console.words import words
from intakebot.questions import Words, WrongDay, WrongQuestion, asked, offers_of
from intakebot.reports.charts.words import words_of
from intakebot.reports.report import NONE, Asked

_ONE = Lock()
#: Seconds: less than a browser waits.
_PATIENCE = 9.0
#: Months that are told where an address names no days.
_MONTHS = 6
#: What the lines of the table may be told apart by.
LINES = ("month", "terms", "terms,plan", "terms,severity", "terms,plan,severity,month")


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """The filters as they were written; "" for what is left open."""

    terms: str
    plan: str
    severity: str
    since: str
    until: str
    by: str

    @classmethod
    def of(cls, call: Call) -> "Choice":
        """As an address tells it; without days the last six months."""
        open_ended = "from" in call.query or "until" in call.query
        return cls(
            terms=call.asked("terms", 60), plan=call.asked("plan", 60), severity=call.asked("severity", 60),
            since=call.asked("from", 40) if open_ended else _first_day(call.now, call.zone).isoformat(),
            until=call.asked("until", 40), by=call.asked("by", 60) or LINES[0],
        )  # fmt: skip

    def asked(self, house: House, now: datetime) -> Asked:
        """As reports are asked for it; WrongQuestion for what goes with nothing."""
        return asked(
            Words(
                terms=self.terms or None, plan=self.plan or None, severity=self.severity or None, since=self.since or None,
                until=self.until or None, by=self.by, as_of=now.isoformat(),
            ),
            offers_of(house.terms),
        )  # fmt: skip

    def address(self, path: str, **changes: str) -> str:
        """The same question at another page, with changes; days stand in it, so that it means the same tomorrow."""
        parts = {"terms": self.terms, "plan": self.plan, "severity": self.severity, "by": self.by} | changes
        told = {name: value for name, value in parts.items() if value}
        return f"{path}?{urlencode({**told, 'from': self.since, 'until': self.until})}"


#: What a page shows of an answer.
Counting: TypeAlias = Callable[[Call, House, Choice, Asked], Mapping[str, Any]]


def report_page(name: str, counted: Counting) -> Callable[[Call, House], Response]:
    """A page with the form of filters on top; what can't be asked is said there."""

    def does(call: Call, house: House) -> Response:
        choice = Choice.of(call)
        facts = {
            "choice": choice,
            "spoken": words_of(call.language),
            "month_said": _month_said(call.language),
            **_offered(call, house, choice),
        }
        try:
            question = choice.asked(house, call.now)
        except WrongQuestion as wrong:
            return page(call, name, {**facts, "wrong": _why(call, wrong)}, status=400)
        with alone(call):
            found = counted(call, house, choice, question)
        return page(call, name, {**facts, **found, "wrong": ""})

    return does


def report_csv(name: str, written: Callable[[Call, House, Asked], str]) -> Callable[[Call, House], Response]:
    """The same as a file for spreadsheets; no cell of it is calculated."""

    def does(call: Call, house: House) -> Response:
        try:
            question = Choice.of(call).asked(house, call.now)
        except WrongQuestion as wrong:
            raise Unwell(_why(call, wrong)) from None
        with alone(call):
            text = written(call, house, question)
        return Response(
            text, media_type="text/csv; charset=utf-8; header=present",
            headers={"Content-Disposition": f'attachment; filename="{name}-{call.now:%Y-%m-%d}.csv"'},
        )  # fmt: skip

    return does


@contextmanager
def alone(call: Call) -> Iterator[None]:
    """One report is counted at a time, so that the queue stays quick; Busy after a while."""
    if not _ONE.acquire(timeout=_PATIENCE):
        raise Busy(words(call.language).gettext("Other reports are just being counted. Please try again in a moment."))
    try:
        yield
    finally:
        _ONE.release()


def _offered(call: Call, house: House, choice: Choice) -> dict[str, Any]:
    """Words to choose from: those of the terms that are chosen, else of all."""
    documents = tuple(house.terms)
    chosen = [one for one in documents if one.id == choice.terms] or documents
    plans = [(key, one.plan_said(key, call.language)) for one in chosen for key in one.plans]
    levels = [(key, one.level_said(key, call.language)) for one in chosen for key in one.severities]
    return {
        "plan_choices": _named(plans), "level_choices": _named(levels), "none": NONE, "by_choices": LINES, "documents": {one.id: one for one in documents},
    }  # fmt: skip


def _named(keys: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each key with all that it is called by: documents may mean different things by it."""
    names: dict[str, list[str]] = {}
    for key, name in keys:
        if name not in names.setdefault(key, []):
            names[key].append(name)
    return {key: " / ".join(called) for key, called in names.items()}


def _month_said(language: str) -> Callable[[str], str]:
    return lambda month: words_of(language).month(date.fromisoformat(f"{month}-01"))


def _why(call: Call, wrong: WrongQuestion) -> str:
    say = words(call.language).gettext
    if isinstance(wrong, WrongDay):
        return say("One of the days can't be read. Write days as in 2026-02-20.")
    return say(
        "These don't go together: under such terms there is no such plan or severity, or the last day is before the first."
    )


def _first_day(now: datetime, zone: str) -> date:
    today = now.astimezone(ZoneInfo(zone)).date()
    months = today.year * 12 + today.month - _MONTHS
    return date(months // 12, months % 12 + 1, 1)
