"""Whether confidence is worth its word: how often agents agreed, in ten bins of what was stated."""

from collections.abc import Sequence

from intakebot.reports.agreement import Bin
from intakebot.reports.charts.blank import blank
from intakebot.reports.charts.legend import legend
from intakebot.reports.charts.months import LEFT, RIGHT
from intakebot.reports.charts.svg import WIDTH, Drawing, cut
from intakebot.reports.charts.words import Words, words_of

_TOP, _PLOT = 36.0, 180.0
_FOOT = _TOP + _PLOT
_HEIGHT = _FOOT + 62
_GAP = 5.0


def reliability_chart(bins: Sequence[Bin], language: str) -> str:
    """The picture as SVG, of the bins of `Agreement.calibration`; the counts stand below."""
    words = words_of(language)
    if not any(one.verdicts for one in bins):
        return blank("reliability", words.reliability, words)
    told = [_tip(one, words) for one in bins if one.verdicts]
    drawing = Drawing("reliability", _HEIGHT, words.reliability, f"{'; '.join(told)}.", words.language)
    legend(drawing, (("bar", words.agreed), ("stated", words.stated)))
    for share in (0, 0.25, 0.5, 0.75, 1):
        y = _FOOT - _PLOT * share
        drawing.line("axis" if share == 0 else "grid", LEFT, y, RIGHT, y)
        drawing.text("label", LEFT - 6, y + 4, words.percent(share), "end")
    for one in bins:
        drawing.text("label", _x(one.low), _FOOT + 16, words.percent(one.low), "middle")
        if one.verdicts:
            _bin(drawing, one, words)
    drawing.text("label", _x(1), _FOOT + 16, words.percent(1), "middle")
    drawing.text("legend", WIDTH / 2, _FOOT + 54, words.confidence, "middle")
    return drawing.written()


def _x(confidence: float) -> float:
    return LEFT + (RIGHT - LEFT) * confidence


def _bin(drawing: Drawing, one: Bin, words: Words) -> None:
    left, right = _x(one.low) + _GAP, _x(one.high) - _GAP
    tall = _PLOT * one.agreed / one.verdicts
    drawing.rect("bar", left, _FOOT - tall, right - left, tall, _tip(one, words))
    stated = _FOOT - _PLOT * (one.confidence or 0)
    drawing.line("stated", left - _GAP, stated, right + _GAP, stated)
    drawing.text("label", (left + right) / 2, _FOOT + 34, cut(words.count(one.verdicts), right - left), "middle")


def _tip(one: Bin, words: Words) -> str:
    return words.reliability_tip.format(
        low=words.percent(one.low), high=words.percent(one.high), agreed=words.count(one.agreed),
        verdicts=words.count(one.verdicts), share=words.percent(one.agreed / one.verdicts),
        stated=words.percent(one.confidence or 0),
    )  # fmt: skip
