"""A report for machines: JSON lines and CSV, with the same names."""

import json

from intakebot.domain import cells
from intakebot.reports.group import FIGURES
from intakebot.reports.report import Line, Report


def jsonl(report: Report) -> str:
    """One object a line, UTF-8; a total's keys are null."""
    return "".join(f"{json.dumps(_values(report, line), ensure_ascii=False)}\n" for line in report.lines())


def csv_text(report: Report) -> str:
    """RFC 4180 with a header. What there is none of is an empty cell; no cell is taken for a formula."""
    header = ["row", *report.asked.by, *FIGURES]
    return cells.csv_text(header, (_values(report, line).values() for line in report.lines()))


def _values(report: Report, line: Line) -> dict[str, str | int | None]:
    values: dict[str, str | int | None] = {"row": line.row}
    values.update(zip(report.asked.by, line.key or (None,) * len(report.asked.by), strict=True))
    return values | {name: getattr(line.figures, name) for name in FIGURES}
