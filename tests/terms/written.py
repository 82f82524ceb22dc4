"""Small documents and overlays, written into a folder as an operator does."""

from pathlib import Path

from intakebot.terms.faults import BadTerms, Fault
from intakebot.terms.library import Library

#: Everything that a document needs, and little else.
DESK = """\
title = "Help desk"
zone = "Europe/Warsaw"
reaction = { counts = "first_contact", clause = "DSK-01" }

[calendars.office]
days = ["mon", "tue", "wed", "thu", "fri"]
times = ["08:00-16:00"]
zone = "Europe/Warsaw"
holidays = "PL"
clause = "DSK-02"

[plans.basic]
name = { ru = "базовый", pl = "podstawowy", en = "basic" }
calendar = "office"
clause = "DSK-03"
[plans.basic.targets]
critical = { reaction = { promise = "2 wh", clause = "DSK-04" } }
low = { reaction = { promise = "2 bd", clause = "DSK-04" } }

[plans.premium]
name = { ru = "премиум", pl = "premium", en = "premium" }
calendar = "office"
clause = "DSK-03"

[plans.premium.targets.critical.reaction]
promise = "1 h"
clause = "DSK-04"

[plans.premium.targets.low.reaction]
promise = "4 h"
clause = "DSK-04"

[severities.critical]
name = { ru = "критический", pl = "krytyczny", en = "critical" }
definition = { ru = "Всё стоит.", pl = "Wszystko stoi.", en = "Everything is down." }
clause = "DSK-05"
[[severities.critical.when]]
extent = ["stopped"]

[severities.low]
name = { ru = "низкий", pl = "niski", en = "low" }
definition = { ru = "Мелочь.", pl = "Drobiazg.", en = "A trifle." }
clause = "DSK-06"

[requires.version]
ask = { ru = "версия", pl = "wersja", en = "the version" }
labels = ["version"]
patterns = ['version\\s*:\\s*\\d']
clause = "DSK-07"
"""


class Desk:
    """A folder of shipped documents with one in it, and an operator's folder."""

    def __init__(self, folder: Path) -> None:
        self.shipped = folder / "shipped"
        self.own = folder / "own"
        for each in (self.shipped, self.own):
            each.mkdir()
        (self.shipped / "desk.toml").write_text(DESK, "utf-8")

    def write(self, text: str | bytes, name: str = "desk.toml") -> Path:
        """One file of the operator."""
        path = self.own / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def library(self) -> Library:
        return Library(self.own, shipped=self.shipped)

    def faults(self) -> tuple[Fault, ...]:
        """What is told instead of a library."""
        try:
            self.library()
        except BadTerms as error:
            return error.faults
        raise AssertionError("nothing was found wrong")

    def told(self) -> list[str]:
        """The same, with the folders left out."""
        found = [
            str(fault).replace(f"{self.own}/", "").replace(f"{self.shipped}/", "shipped/") for fault in self.faults()
        ]
        return [fault.replace(str(self.own), "own") for fault in found]
