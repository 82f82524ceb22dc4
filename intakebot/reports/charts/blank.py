"""The picture of nothing: it says so."""

from intakebot.reports.charts.svg import WIDTH, Drawing
from intakebot.reports.charts.words import Words


def blank(name: str, title: str, words: Words) -> str:
    """Just the words."""
    drawing = Drawing(name, 60, title, words.empty, words.language)
    drawing.text("empty", WIDTH / 2, 34, words.empty, "middle")
    return drawing.written()
