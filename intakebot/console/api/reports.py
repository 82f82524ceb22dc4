"""Reports as rows."""

from zoneinfo import ZoneInfo

from intakebot.console.api.answers import Rows
from intakebot.console.api.operation import ApiCall
from intakebot.console.api.problem import Problem
from intakebot.console.api.shapes import Report as Wish
from intakebot.console.house import House
from intakebot.reports.group import FIGURES
from intakebot.reports.report import KEYS, Asked, Line, Offer, Report


def report(call: ApiCall, house: House) -> Rows:
    """What was asked for, counted."""
    asked = _asked(call)
    offers = {
        one.id: Offer(zone=ZoneInfo(one.zone), plans=tuple(one.plans), severities=tuple(one.severities))
        for one in house.terms
    }
    counted = Report(asked, offers)
    house.store.read(lambda desk: counted.add(desk.figures.tickets(asked.received_from, asked.received_before)))
    return Rows(rows=[_row(asked, line) for line in counted.lines()])


def _asked(call: ApiCall) -> Asked:
    wish = call.sought(Wish)
    columns = tuple(key for name in wish.keys for key in KEYS if key == name)
    if len(columns) < len(wish.keys) or len(set(columns)) < len(columns):
        raise Problem(422, f"by: some of {', '.join(KEYS)}, each once")
    if wish.since and wish.until and wish.since > wish.until:
        raise Problem(422, f"from {wish.since} is after until {wish.until}")
    return Asked(
        terms=wish.terms, plan=wish.plan, severity=wish.severity, since=wish.since, until=wish.until, by=columns,
        as_of=wish.as_of or call.now,
    )  # fmt: skip


def _row(asked: Asked, line: Line) -> dict[str, str | int | None]:
    values: dict[str, str | int | None] = {"row": line.row}
    values |= zip(asked.by, line.key or (None,) * len(asked.by), strict=True)
    return values | {name: getattr(line.figures, name) for name in FIGURES}
