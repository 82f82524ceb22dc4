"""Reports as rows."""

from datetime import datetime

from intakebot.console.api.answers import Rows
from intakebot.console.api.operation import ApiCall
from intakebot.console.api.problem import Problem
from intakebot.console.api.shapes import Report as Wish
from intakebot.console.house import House
from intakebot.questions import Words, WrongQuestion, asked, offers_of
from intakebot.reports.group import FIGURES
from intakebot.reports.report import Asked, Line, Report


def report(call: ApiCall, house: House) -> Rows:
    """What was asked for, counted."""
    offers, wish = offers_of(house.terms), call.sought(Wish)
    try:
        question = asked(_words(wish, call.now), offers)
    except WrongQuestion as error:
        raise Problem(422, error.detail) from None
    counted = Report(question, offers)
    house.store.read(lambda desk: counted.add(desk.figures.tickets(question.received_from, question.received_before)))
    return Rows(rows=[_row(question, line) for line in counted.lines()])


def _words(wish: Wish, now: datetime) -> Words:
    """As the command would be asked."""
    return Words(
        terms=wish.terms, plan=wish.plan, severity=wish.severity, since=wish.since.isoformat() if wish.since else None,
        until=wish.until.isoformat() if wish.until else None, by=wish.by, as_of=(wish.as_of or now).isoformat(),
    )  # fmt: skip


def _row(asked: Asked, line: Line) -> dict[str, str | int | None]:
    values: dict[str, str | int | None] = {"row": line.row}
    values |= zip(asked.by, line.key or (None,) * len(asked.by), strict=True)
    return values | {name: getattr(line.figures, name) for name in FIGURES}
