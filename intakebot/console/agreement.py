"""How often agents agree with proposals, and what there is to learn from where they don't."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from intakebot.console.call import Call
from intakebot.console.choice import Choice, report_csv, report_page
from intakebot.console.house import House
from intakebot.console.render import drawn
from intakebot.questions import offers_of
from intakebot.reports.agreement import Agreement, Confusion
from intakebot.reports.agreement_lines import csv_lines
from intakebot.reports.charts import reliability_chart
from intakebot.reports.report import Asked
from intakebot.terms.library import Library


@dataclass(frozen=True, kw_only=True, slots=True)
class Confused:
    """Of the tickets under one document, how often which level was proposed and which decided."""

    terms: str | None
    #: Key and name, as the document orders them.
    levels: tuple[tuple[str, str], ...]
    #: By proposed level, then by decided one.
    counts: dict[tuple[str, str], int]


def counted(house: House, question: Asked) -> Agreement:
    """For pages and programs."""
    found = Agreement(question, offers_of(house.terms))
    house.store.read(
        lambda desk: found.add(
            desk.agreement.verdicts(question.received_from, question.received_before, question.as_of)
        )
    )
    return found


def _shown(call: Call, house: House, _choice: Choice, question: Asked) -> dict[str, Any]:
    found = counted(house, question)
    shares = found.shares()
    return {
        "all": shares[0], "shares": [(part, list(rows)) for part, rows in groupby(shares[1:], attrgetter("part"))], "bins": found.calibration(),
        "confused": confused(found.confusion(), house.terms, call.language), "learn": found.disagreements(),
        "picture": drawn(reliability_chart(found.calibration(), call.language)),
    }  # fmt: skip


def confused(cells: Iterable[Confusion], terms: Library, language: str) -> list[Confused]:
    """A table for each document; levels that it no longer knows come last."""
    by_terms: dict[str | None, dict[tuple[str, str], int]] = {}
    for cell in cells:
        by_terms.setdefault(cell.terms, {})[cell.proposed, cell.decided] = cell.verdicts
    found = []
    for name, counts in by_terms.items():
        document = terms.find(name)
        known = {key: document.level_said(key, language) for key in document.severities} if document else {}
        levels = known | {key: known.get(key, key) for pair in counts for key in pair}
        found.append(Confused(terms=name, levels=tuple(levels.items()), counts=counts))
    return found


page = report_page("agreement.html", _shown)
as_csv = report_csv("agreement", lambda _call, house, question: csv_lines(counted(house, question)))
