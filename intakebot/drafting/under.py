"""A request under one document, plan and level, and what letters about it say: all of it from the terms, by the product's own ways."""

from dataclasses import dataclass
from functools import cached_property

from intakebot.domain.entitlement import Entitlement
from intakebot.domain.proposal import Proposal
from intakebot.domain.sought import Found
from intakebot.drafting import samples
from intakebot.intake.assess import Assessment, deadlines_of
from intakebot.replies.moments import span, spoken
from intakebot.terms.clocks import Deadline
from intakebot.terms.document import Document
from intakebot.terms.document.duties import Conditions
from intakebot.terms.seeking import confirming, missing


@dataclass(frozen=True, kw_only=True)
class Under:
    """One combination; a plan or a level may be unknown."""

    document: Document
    plan: str | None
    level: str | None
    #: Of the letter.
    language: str

    def said(self, level: str | None) -> str | None:
        """A level's name."""
        return self.document.level_said(level, self.language) if level else None

    @property
    def others(self) -> tuple[str, ...]:
        """The other levels of the document."""
        return tuple(key for key in self.document.severities if key != self.level)

    @property
    def definition(self) -> str | None:
        """What the level means."""
        severity = self.document.severities.get(self.level or "")
        return severity.definition.said(self.language) if severity and severity.definition else None

    @property
    def lacking(self) -> tuple[str, ...]:
        """Ids of all that would be asked for, of who told nothing."""
        return missing(self.document, set(confirming(self.document)), {}, self.level)

    @property
    def asked(self) -> str | None:
        """The same, a line each."""
        return self.document.asked_said(self.lacking, self.language)

    @cached_property
    def promise(self) -> Deadline | None:
        """By when a person is to have answered; None where the document promises no time (design.md 4.6)."""
        found = self.case(stated=True).deadlines
        promised = found.reaction if found and found.counts == "first_contact" else None
        return promised if promised and promised.due_at else None

    @property
    def due(self) -> str | None:
        """The same as a customer reads it."""
        due_at = self.promise.due_at if self.promise else None
        return spoken(due_at, self.document.zone, self.language) if due_at else None

    @property
    def conditions(self) -> Conditions | None:
        """Those of the level (MAR-06)."""
        rule = self.document.duties.conditions
        return rule if rule and rule.level == self.level else None

    def terms_of_level(self) -> dict[str, str | None]:
        """The conditions in words, and the time there is to confirm them."""
        rule = self.conditions
        return {
            "conditions": rule.confirm.said(self.language) if rule else None,
            "within": span(rule.answer_within, self.language) if rule else None,
        }

    def case(self, *, stated: bool) -> Assessment:
        """What intake would make of a request that names the level and tells nothing else, or is proposed it and tells all."""
        entitlement = Entitlement(terms=self.document.id, plan=self.plan)
        found = Found(id=self.level, where="text", start=0, end=0, text="") if self.level and stated else None
        return Assessment(
            document=self.document, stated=found, impact=None,
            proposal=_proposal(self.level) if self.level and not stated else None,
            given=(), missing=self.lacking if stated else (), confirmed=False, marks=(),
            deadlines=deadlines_of(self.document, entitlement, self.level, samples.RECEIVED),
        )  # fmt: skip


def _proposal(level: str) -> Proposal:
    return Proposal(level=level, confidence=1.0, probabilities={}, clause="", abstains=False, urgent=False)
