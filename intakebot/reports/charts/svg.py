"""One picture: shapes and words at their places. Text of strangers is data, so XML's own writer writes it."""

import unicodedata
from typing import Literal
from xml.etree import ElementTree as ET

from intakebot.reports.table import printable

#: Of every picture; the page scales it.
WIDTH = 720
FONT = 12
#: Width of a letter in parts of the font's size, with room to spare whatever the font: we can't measure here.
_LETTER = 0.68


class Drawing:
    """Collects shapes within a view box of `WIDTH` by `height`."""

    def __init__(self, name: str, height: float, title: str, description: str, language: str) -> None:
        self._svg = ET.Element("svg", {
            "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {_number(height)}", "role": "img",
            "class": f"chart chart-{name}", "lang": language, "font-size": str(FONT),
        })  # fmt: skip
        ET.SubElement(self._svg, "title").text = printable(title)
        ET.SubElement(self._svg, "desc").text = printable(description)

    def rect(self, name: str, x: float, y: float, width: float, height: float, tip: str) -> None:
        """A bar, with what a pointer over it is told."""
        self._add("rect", name, tip, x=x, y=y, width=width, height=height)

    def circle(self, name: str, x: float, y: float, radius: float, tip: str = "") -> None:
        self._add("circle", name, tip, cx=x, cy=y, r=radius)

    def line(self, name: str, x1: float, y1: float, x2: float, y2: float, tip: str = "") -> None:
        self._add("line", name, tip, x1=x1, y1=y1, x2=x2, y2=y2)

    def text(
        self, name: str, x: float, y: float, words: str, anchor: Literal["start", "middle", "end"] = "start"
    ) -> None:
        """Words that stand on the line `y`."""
        shape = self._add("text", name, "", x=x, y=y)
        shape.set("text-anchor", anchor)
        shape.text = printable(words)

    def _add(self, tag: str, name: str, tip: str, **geometry: float) -> ET.Element:
        shape = ET.SubElement(self._svg, tag, {"class": f"chart-{name}"})
        for key, value in geometry.items():
            shape.set(key, _number(value))
        if tip:
            ET.SubElement(shape, "title").text = printable(tip)
        return shape

    def written(self) -> str:
        """The picture."""
        return ET.tostring(self._svg, encoding="unicode")


def width_of(words: str) -> float:
    """How wide they are at most."""
    return FONT * sum(1.1 if unicodedata.east_asian_width(letter) in "WF" else _LETTER for letter in words)


def cut(words: str, room: float) -> str:
    """Words that fit, the end left out where they don't."""
    words = printable(words)
    if width_of(words) <= room:
        return words
    while words and width_of(words) + width_of("…") > room:
        words = words[:-1]
    return f"{words}…"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
