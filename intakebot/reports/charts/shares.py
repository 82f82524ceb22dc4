"""The share of reactions in time: a row of bars for each severity, a bar a month."""

from collections.abc import Sequence

from intakebot.reports.charts.blank import blank
from intakebot.reports.charts.months import LEFT, RIGHT, Months
from intakebot.reports.charts.rows import Kept
from intakebot.reports.charts.svg import Drawing, cut
from intakebot.reports.charts.words import Words, words_of

#: From the top of one row to that of the next, and within it the bars' room below its heading.
_ROW, _TOP, _BARS = 112.0, 26.0, 72.0
_FOOT = 22.0
_WIDEST = 48.0


def shares_chart(rows: Sequence[Kept], language: str) -> str:
    """The picture as SVG. ValueError for months that are none."""
    words = words_of(language)
    rows = [row for row in rows if row.judged]
    if not rows:
        return blank("shares", words.shares, words)
    labels = list(dict.fromkeys(row.label for row in rows))
    months = Months((row.month for row in rows), words)
    drawing = Drawing(
        "shares", len(labels) * _ROW + _FOOT, words.shares, _described(rows, labels, words), words.language
    )
    for place, label in enumerate(labels):
        top = place * _ROW
        drawing.text("heading", LEFT, top + 14, cut(label, RIGHT - LEFT))
        _scale(drawing, top + _TOP, words)
        for row in rows:
            if row.label == label:
                _bar(drawing, row, top + _TOP, months, words)
    months.draw(drawing, len(labels) * _ROW + 6)
    return drawing.written()


def _described(rows: Sequence[Kept], labels: Sequence[str], words: Words) -> str:
    sums = []
    for label in labels:
        kept, judged = (sum(getattr(row, name) for row in rows if row.label == label) for name in ("kept", "judged"))
        facts = {"kept": words.count(kept), "judged": words.count(judged), "share": words.percent(kept / judged)}
        sums.append(words.share_sum.format(label=label, **facts))
    return f"{'; '.join(sums)}."


def _scale(drawing: Drawing, top: float, words: Words) -> None:
    for share in (0, 0.5, 1):
        y = top + _BARS * (1 - share)
        drawing.line("axis" if share == 0 else "grid", LEFT, y, RIGHT, y)
        drawing.text("label", LEFT - 6, y + 4, words.percent(share), "end")


def _bar(drawing: Drawing, row: Kept, top: float, months: Months, words: Words) -> None:
    width = min(months.slot * 0.7, _WIDEST)
    left, share = months.x(row.month) - width / 2, row.kept / row.judged
    tip = words.share_tip.format(
        month=months.said(row.month), label=row.label, kept=words.count(row.kept), judged=words.count(row.judged),
        share=words.percent(share),
    )  # fmt: skip
    if row.kept == 0:
        drawing.line("zero", left, top + _BARS, left + width, top + _BARS, tip)
    else:
        drawing.rect("bar", left, top + _BARS * (1 - share), width, _BARS * share, tip)
