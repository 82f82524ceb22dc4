"""What the signs of a picture mean, in a line at its top."""

from collections.abc import Iterable
from typing import Literal, TypeAlias

from intakebot.reports.charts.months import LEFT
from intakebot.reports.charts.svg import Drawing, width_of

Sign: TypeAlias = Literal["median", "p95", "bar", "stated"]
_Y = 10.0


def legend(drawing: Drawing, signs: Iterable[tuple[Sign, str]]) -> None:
    """Each sign with its words."""
    x = LEFT
    for sign, words in signs:
        if sign == "median":
            drawing.circle(sign, x + 8, _Y, 4)
        elif sign == "bar":
            drawing.rect(sign, x, _Y - 5, 16, 10, words)
        else:
            drawing.line(sign, x, _Y, x + 16, _Y)
        drawing.text("legend", x + 22, _Y + 4, words)
        x += 22 + width_of(words) + 18
