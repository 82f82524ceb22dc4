"""Reports as rows. One is counted at a time, whoever asks."""

from datetime import datetime

from intakebot.console.agreement import counted
from intakebot.console.api import shapes
from intakebot.console.api.answers import Rows, Told
from intakebot.console.api.operation import ApiCall
from intakebot.console.api.problem import Problem
from intakebot.console.breaches import missed
from intakebot.console.choice import alone
from intakebot.console.house import House
from intakebot.questions import Words, WrongQuestion, asked, offers_of
from intakebot.reports.agreement_lines import rows
from intakebot.reports.breach_lines import values
from intakebot.reports.group import FIGURES
from intakebot.reports.report import Asked, Line, Report


def report(call: ApiCall, house: House) -> Rows:
    """What was asked for, counted."""
    wish = call.sought(shapes.Report)
    question = _question(call, house, wish, wish.by)
    with alone(call):
        counting = Report(question, offers_of(house.terms))
        house.store.read(
            lambda desk: counting.add(desk.figures.tickets(question.received_from, question.received_before))
        )
    return Rows(rows=[_row(question, line) for line in counting.lines()])


def breaches(call: ApiCall, house: House) -> Told:
    """Missed deadlines with their stories, those of the latest tickets."""
    wish = call.sought(shapes.Breaches)
    question = _question(call, house, wish)
    with alone(call):
        found, _late = missed(house, question, call.language, wish.limit)
    return Told(rows=list(map(values, found)))


def agreement(call: ApiCall, house: House) -> Told:
    """How often agents agree with proposals."""
    question = _question(call, house, call.sought(shapes.Period))
    with alone(call):
        return Told(rows=list(rows(counted(house, question))))


def _question(call: ApiCall, house: House, wish: shapes.Period, by: str | None = None) -> Asked:
    try:
        return asked(_words(wish, by, call.now), offers_of(house.terms))
    except WrongQuestion as error:
        raise Problem(422, error.detail) from None


def _words(wish: shapes.Period, by: str | None, now: datetime) -> Words:
    """As the command would be asked."""
    plan, severity = (wish.plan, wish.severity) if isinstance(wish, shapes.Wish) else (None, None)
    return Words(
        terms=wish.terms, plan=plan, severity=severity, since=wish.since.isoformat() if wish.since else None,
        until=wish.until.isoformat() if wish.until else None, by=by, as_of=(wish.as_of or now).isoformat(),
    )  # fmt: skip


def _row(asked: Asked, line: Line) -> dict[str, str | int | None]:
    values: dict[str, str | int | None] = {"row": line.row}
    values |= zip(asked.by, line.key or (None,) * len(asked.by), strict=True)
    return values | {name: getattr(line.figures, name) for name in FIGURES}
