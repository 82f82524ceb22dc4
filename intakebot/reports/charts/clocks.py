"""Both clocks by month: from the median to the 95th percentile, on one scale on which each step is a multiple."""

import math
from collections.abc import Sequence

from intakebot.reports.charts.blank import blank
from intakebot.reports.charts.legend import legend
from intakebot.reports.charts.months import LEFT, RIGHT, Months
from intakebot.reports.charts.rows import Spans
from intakebot.reports.charts.svg import Drawing
from intakebot.reports.charts.words import Words, words_of

_LEGEND, _PART, _TOP, _PLOT = 24.0, 168.0, 28.0, 124.0
_FOOT = 22.0
_HOUR, _DAY = 3600, 86400
#: Where the scale may have a mark, in seconds.
_MARKS = (1, 10, 60, 600, _HOUR, 6 * _HOUR, _DAY, 7 * _DAY, 30 * _DAY, 365 * _DAY, 3650 * _DAY)
#: Those that people think in come first.
_PLAIN = (60, _HOUR, _DAY)
#: Marks that would stand closer are left out.
_APART = 17.0


class _Scale:
    """From the mark below all values to the one above; what lies outside stands at its edge."""

    def __init__(self, values: Sequence[int]) -> None:
        low = max((mark for mark in _MARKS[:-1] if mark <= min(values)), default=_MARKS[0])
        high = min((mark for mark in _MARKS if mark >= max(values) and mark > low), default=_MARKS[-1])
        self._low, self._high = low, high

    def up(self, seconds: int) -> float:
        """How far above the foot of the plot."""
        kept = min(max(seconds, self._low), self._high)
        return _PLOT * math.log(kept / self._low) / math.log(self._high / self._low)

    def marks(self) -> list[int]:
        """Both edges, then as many as don't run into each other."""
        inside = [mark for mark in _MARKS if self._low < mark < self._high]
        found = [self._low, self._high]
        for mark in sorted(inside, key=lambda mark: mark not in _PLAIN):
            if all(abs(self.up(mark) - self.up(other)) >= _APART for other in found):
                found.append(mark)
        return found


def clocks_chart(rows: Sequence[Spans], language: str) -> str:
    """The picture as SVG. ValueError for months that are none."""
    words = words_of(language)
    values = [value for row in rows for pair in _pairs(row) for value in pair if value is not None]
    if not values:
        return blank("clocks", words.clocks, words)
    scale, months = _Scale(values), Months((row.month for row in rows), words)
    height = _LEGEND + 2 * _PART + _FOOT
    drawing = Drawing("clocks", height, words.clocks, _described(rows, months, words), words.language)
    legend(drawing, (("median", words.median), ("p95", words.p95)))
    for place, heading in enumerate((words.notice, words.first_contact)):
        foot = _LEGEND + place * _PART + _TOP + _PLOT
        drawing.text("heading", LEFT, foot - _PLOT - 12, heading)
        _marks(drawing, scale, foot, words)
        for row in rows:
            _month(drawing, row, place, scale, foot, months, words)
    months.draw(drawing, height - 12)
    return drawing.written()


def _pairs(row: Spans) -> tuple[tuple[int | None, int | None], tuple[int | None, int | None]]:
    return (row.notice_median, row.notice_p95), (row.first_contact_median, row.first_contact_p95)


def _described(rows: Sequence[Spans], months: Months, words: Words) -> str:
    """The last month with figures of each clock, in words."""
    said = []
    for place, name in enumerate((words.notice, words.first_contact)):
        told = [row for row in rows if _pairs(row)[place][0] is not None]
        if told:
            last = max(told, key=lambda row: row.month)
            said.append(f"{name}, {_tip(last, place, months, words)}.")
    return " ".join(said)


def _tip(row: Spans, place: int, months: Months, words: Words) -> str:
    median, p95 = _pairs(row)[place]
    spans = ((words.median, median), (words.p95, p95))
    return f"{months.said(row.month)}: " + ", ".join(
        f"{name} {words.span(span)}" for name, span in spans if span is not None
    )


def _marks(drawing: Drawing, scale: _Scale, foot: float, words: Words) -> None:
    for mark in scale.marks():
        y = foot - scale.up(mark)
        drawing.line("grid", LEFT, y, RIGHT, y)
        drawing.text("label", LEFT - 6, y + 4, words.span(mark), "end")


def _month(
    drawing: Drawing, row: Spans, place: int, scale: _Scale, foot: float, months: Months, words: Words
) -> None:  # fmt: skip
    median, p95 = _pairs(row)[place]
    if median is None or p95 is None:
        return
    x, tip = months.x(row.month), _tip(row, place, months, words)
    wide = min(months.slot * 0.4, 8)
    drawing.line("range", x, foot - scale.up(p95), x, foot - scale.up(median), tip)
    drawing.line("p95", x - wide, foot - scale.up(p95), x + wide, foot - scale.up(p95), tip)
    drawing.circle("median", x, foot - scale.up(median), min(wide, 4), tip)
