"""Both clocks by terms, plan, severity and month, as pictures and tables, and as a file."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from intakebot.console.call import Call
from intakebot.console.choice import Choice, report_csv, report_page
from intakebot.console.house import House
from intakebot.console.render import drawn
from intakebot.questions import offers_of
from intakebot.reports.charts import Kept, clocks_chart, kept_of, shares_chart, spans_of
from intakebot.reports.lines import csv_text
from intakebot.reports.report import KEYS, Asked, Key, Report


def _counted(house: House, question: Asked) -> Report:
    counted = Report(question, offers_of(house.terms))
    house.store.read(lambda desk: counted.add(desk.figures.tickets(question.received_from, question.received_before)))
    return counted


def _pictures(call: Call, house: House, choice: Choice, question: Asked) -> dict[str, Any]:
    """One walk through the tickets, told apart in as many ways as the page shows."""
    counted = _counted(house, replace(question, by=KEYS))
    apart: tuple[Key, ...] = ("terms", "severity", "month") if choice.terms else ("terms", "month")
    kept = [row for row in _labelled(kept_of(counted.by(*apart)), call, house, choice) if row.judged]
    spans = spans_of(counted.by("month"))
    lines = counted.by(*question.by).lines()
    return {
        "asked": question, "lines": lines[:-1], "total": lines[-1].figures, "kept": kept, "apart": ",".join(apart),
        "spans": spans, "shares_picture": drawn(shares_chart(kept, call.language)),
        "clocks_picture": drawn(clocks_chart(spans, call.language)),
    }  # fmt: skip


def _labelled(rows: Sequence[Kept], call: Call, house: House, choice: Choice) -> list[Kept]:
    """Levels as people call them, without the terms that all of them belong to."""
    if not choice.terms:
        return list(rows)
    document = house.terms.find(choice.terms)
    levels = [row.label.partition(" · ")[2] for row in rows]
    return [
        replace(row, label=document.level_said(level, call.language) if document else level)
        for row, level in zip(rows, levels, strict=True)
    ]


reactions = report_page("reactions.html", _pictures)
as_csv = report_csv("reactions", lambda _call, house, question: csv_text(_counted(house, question)))
