"""A report for machines: JSON lines and CSV, with the same names."""

import csv
import io
import json
import re

from intakebot.reports.group import FIGURES
from intakebot.reports.report import Line, Report

#: What spreadsheets take for the beginning of a formula, in full width too.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")


def jsonl(report: Report) -> str:
    """One object a line, UTF-8; a total's keys are null."""
    return "".join(f"{json.dumps(_values(report, line), ensure_ascii=False)}\n" for line in report.lines())


def csv_text(report: Report) -> str:
    """RFC 4180 with a header. What there is none of is an empty cell; no cell is taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["row", *report.asked.by, *FIGURES])
    for line in report.lines():
        writer.writerow([_cell(value) for value in _values(report, line).values()])
    return out.getvalue()


def _values(report: Report, line: Line) -> dict[str, str | int | None]:
    values: dict[str, str | int | None] = {"row": line.row}
    values.update(zip(report.asked.by, line.key or (None,) * len(report.asked.by), strict=True))
    return values | {name: getattr(line.figures, name) for name in FIGURES}


def _cell(value: str | int | None) -> str:
    cell = "" if value is None else str(value)
    return f"'{cell}" if _FORMULA.match(cell) else cell
