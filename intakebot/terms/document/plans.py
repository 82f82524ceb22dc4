"""What a customer bought under a document, and how severe a request can be there."""

from typing import Literal, TypeAlias

from pydantic import Field

from intakebot.terms.document.part import Clause, Id, Part, Wording
from intakebot.terms.document.targets import Targets
from intakebot.terms.scale import Rung


class Plan(Part):
    """One plan."""

    name: Wording
    #: Further words by which customers name it ("расширенная поддержка"), lower case.
    said: tuple[str, ...] = ()
    #: Which of the document's calendars counts its working hours; None while the document's hours are missing (MAR-05).
    calendar: Id | None = None
    #: full · best_effort: no promise of an answer (VEE-09) · none: this plan has no support (XOP-12).
    support: Literal["full", "best_effort", "none"] = "full"
    clause: Clause
    #: The only services that it covers; a request that mentions none of them is outside (EUR-07). Empty: all.
    only: tuple[Id, ...] = ()
    #: By level.
    targets: dict[Id, Targets] = Field(default_factory=dict)

    def window(self, level: str) -> str | None:
        """Which calendar counts the working hours of a level."""
        own = self.targets[level].calendar if level in self.targets else None
        return own or self.calendar

    @property
    def same_for_all(self) -> str | None:
        """Any level, when every one is promised the same; else None."""
        first = next(iter(self.targets), None)
        return first if first and all(row == self.targets[first] for row in self.targets.values()) else None


#: design.md 7; values and how to label them: models/GUIDE.
Facet: TypeAlias = Literal[
    "kind", "function", "extent", "scope", "workaround", "environment", "state", "origin", "business", "risk"
]


class Severity(Part):
    """One level, by the document's own definition."""

    name: Wording
    #: What the level means, in our own words; None where the document gives none (EUR-03).
    definition: Wording | None = None
    #: The rung of ordinary ticket forms that it stands for: that rung's words name it ("blocker", "Priorytet: zwykły").
    scale: Rung | None = None
    #: Further words by which customers name it ("серьёзное влияние"), lower case. Of a one-letter id "sev 1", "p1" are known.
    said: tuple[str, ...] = ()
    #: The level follows when one of these rules holds; a rule holds when each facet has one of its values ("true" and
    #: "false" for risk). Levels are tried in order, most severe first; the last one needs no rule.
    when: tuple[dict[Facet, tuple[str, ...]], ...] = ()
    clause: Clause
    #: Work stands still: agents hear at once of a request that may have this level.
    urgent: bool = False
    #: The mapping of facets is ours, since the document defines nothing (EUR-03).
    ours: bool = False
