"""Agreement for machines (JSON lines and CSV, with the same names) and as plain text for people."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from intakebot.domain.cells import csv_text
from intakebot.reports.agreement import Agreement
from intakebot.reports.table import printable

#: Of CSV, whose rows are of four kinds; what a kind has none of is empty.
_COLUMNS = (
    "row", "part", "terms", "value", "proposed", "decided", "low", "high", "verdicts", "agreed", "accuracy", "off_by_two",
    "abstained", "confidence", "number", "decided_at", "by", "language", "channel", "model", "reason",
)  # fmt: skip
_NUMERIC = frozenset({"verdicts", "agreed", "share", "off by two", "abstained", "mean", "confidence"})
_LEGEND = (
    "Counted is the first decision of an agent that stands on a level that was proposed. Off by two: two levels or more\n"
    "away. Abstained: the classifier was too unsure to propose; those stand only in the calibration."
)


def jsonl(found: Agreement) -> str:
    """One object a line; `row` says which: agreement · confusion · calibration · disagreement."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows(found))


def csv_lines(found: Agreement) -> str:
    """The same rows as RFC 4180, in the columns of all."""
    return csv_text(_COLUMNS, ([row.get(name) for name in _COLUMNS] for row in rows(found)))


def rows(found: Agreement) -> Iterator[dict[str, Any]]:
    """All of it as plain values."""
    for share in found.shares():
        yield {
            "row": "agreement", "part": share.part, "terms": share.terms, "value": share.value,
            "verdicts": share.verdicts, "agreed": share.agreed, "accuracy": share.accuracy,
            "off_by_two": share.off_by_two, "abstained": share.abstained,
        }  # fmt: skip
    for cell in found.confusion():
        yield {
            "row": "confusion", "terms": cell.terms, "proposed": cell.proposed, "decided": cell.decided,
            "verdicts": cell.verdicts,
        }  # fmt: skip
    for one in found.calibration():
        yield {
            "row": "calibration", "low": one.low, "high": one.high, "verdicts": one.verdicts, "agreed": one.agreed,
            "accuracy": one.accuracy, "confidence": one.confidence,
        }  # fmt: skip
    for verdict in found.disagreements():
        yield {
            "row": "disagreement", "number": verdict.number, "terms": verdict.terms, "language": verdict.language,
            "channel": verdict.channel, "proposed": verdict.proposed, "decided": verdict.decided,
            "confidence": verdict.confidence, "model": verdict.model, "by": verdict.by,
            "decided_at": verdict.decided_at.isoformat(), "reason": verdict.reason,
        }  # fmt: skip


def text(found: Agreement) -> str:
    """Four tables."""
    shares = [
        [share.part, share.terms or "", share.value or "", share.verdicts, share.agreed, _percent(share.accuracy),
         share.off_by_two, share.abstained]
        for share in found.shares()
    ]  # fmt: skip
    confusion = [[cell.terms or "", cell.proposed, cell.decided, cell.verdicts] for cell in found.confusion()]
    bins = [
        [f"{one.low:.1f}–{one.high:.1f}", one.verdicts, one.agreed, _percent(one.accuracy), _percent(one.confidence)]
        for one in found.calibration()
    ]
    learn = [
        [one.number, one.proposed, one.decided, _percent(one.confidence), one.by, one.reason]
        for one in found.disagreements()
    ]
    parts = [
        _table(
            "How often agents agreed",
            ["of", "terms", "what", "verdicts", "agreed", "share", "off by two", "abstained"],
            shares,
        ),
        _table("Proposed and decided", ["terms", "proposed", "decided", "verdicts"], confusion),
        _table("Confidence and truth", ["confidence", "verdicts", "agreed", "share", "mean"], bins),
        _table("What to learn from", ["number", "proposed", "decided", "confidence", "by", "reason"], learn),
    ]
    return "\n\n".join([*filter(None, parts), _LEGEND]) + "\n"


def _table(title: str, header: list[str], lines: Sequence[Sequence[object]]) -> str:
    """Numbers to the right, words to the left; "" without lines. The last column may be as long as it likes."""
    if not lines:
        return ""
    cells = [header, *([_cell(value) for value in line] for line in lines)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    right = [name in _NUMERIC for name in header]
    return "\n".join([title, *("  ".join(_set(row, widths, right)).rstrip() for row in cells)])


def _set(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    for cell, width, numeric in zip(row, widths, right, strict=True):
        yield cell.rjust(width) if numeric else cell.ljust(width)


def _cell(value: object) -> str:
    return printable(value) if isinstance(value, str) else f"{value:,}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"
