"""Rows that pictures are drawn from, out of a report by month."""

from collections.abc import Iterator
from dataclasses import dataclass

from intakebot.reports.group import Figures
from intakebot.reports.report import Report


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """How many reactions of a month were in time, of those that can be judged."""

    #: 2026-03
    month: str
    #: What the row of bars is called: the severity.
    label: str
    kept: int
    judged: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Spans:
    """Both clocks of a month, in seconds from receipt; None where there was none."""

    month: str
    notice_median: int | None
    notice_p95: int | None
    first_contact_median: int | None
    first_contact_p95: int | None


def kept_of(report: Report) -> list[Kept]:
    """Of a report by `month` and what else the bars are to be told apart by, in its order. ValueError without month."""
    return [
        Kept(month=month, label=label, kept=found.reaction_kept, judged=found.reaction_kept + found.reaction_breached)
        for month, label, found in _figures(report)
    ]


def spans_of(report: Report) -> list[Spans]:
    """Of a report by `month` alone: percentiles of groups can't be put together afterwards. ValueError for others."""
    if report.asked.by != ("month",):
        raise ValueError("both clocks are drawn from a report by month alone")
    return [
        Spans(month=month, **{name: getattr(found, name) for name in _CLOCKS}) for month, _, found in _figures(report)
    ]


_CLOCKS = ("notice_median", "notice_p95", "first_contact_median", "first_contact_p95")


def _figures(report: Report) -> Iterator[tuple[str, str, Figures]]:
    """Of each group: its month, and what it is called by the rest of its key."""
    if "month" not in report.asked.by:
        raise ValueError("pictures are drawn from a report by month")
    place = report.asked.by.index("month")
    for line in report.lines():
        if line.row == "group":
            others = [value or "–" for name, value in zip(report.asked.by, line.key, strict=True) if name != "month"]
            yield line.key[place] or "", " · ".join(others), line.figures
