"""One support document."""

from collections.abc import Collection, Iterable
from typing import Literal

from pydantic import Field, model_validator

from intakebot.domain.sentence import Name
from intakebot.terms.document.duties import Duties
from intakebot.terms.document.hours import Hours, Zone
from intakebot.terms.document.part import Clause, Id, Part, Wording
from intakebot.terms.document.people import Agreement, Languages, Role, UnknownPlan
from intakebot.terms.document.plans import Plan, Severity
from intakebot.terms.document.requirements import Requirement, Service


class Reaction(Part):
    """What stops the reaction clock, and the clause that says so."""

    counts: Literal["notice", "first_contact"]
    clause: Clause


class Document(Part):
    """A support document as data. Order matters: severities stand most severe first."""

    #: The file's name without ".toml".
    id: Id
    title: str = Field(min_length=1, max_length=200)
    zone: Zone
    reaction: Reaction
    languages: Languages = Languages()
    calendars: dict[Id, Hours] = Field(default_factory=dict)
    severities: dict[Id, Severity]
    plans: dict[Id, Plan]
    unknown_plan: UnknownPlan = UnknownPlan()
    agreement: Agreement = Agreement()
    roles: dict[Id, Role] = Field(default_factory=dict)
    requires: dict[Id, Requirement] = Field(default_factory=dict)
    services: dict[Id, Service] = Field(default_factory=dict)
    duties: Duties = Duties()
    #: Hash of the file's content with its overlays, twelve hexadecimal digits: stamped on what it decided.
    version: str = ""

    def level_said(self, level: str, language: str) -> str:
        """A level as people read it: "critical", or "2 – high" where documents number their levels."""
        if level not in self.severities:
            return level
        name = self.severities[level].name.said(language)
        return name if len(level) > 1 and level.isalpha() else f"{level} – {name}"

    def plan_said(self, plan: str | None, language: str) -> str:
        """A plan as people call it; one that there is no more by its id."""
        return self.plans[plan].name.said(language) if plan in self.plans else plan or ""

    def called(self, key: str, language: str) -> str:
        """A level, else a plan, as people call it: where either may stand."""
        return self.level_said(key, language) if key in self.severities else self.plan_said(key, language)

    def rank(self, level: str | None) -> int:
        """Place of a level, 0 the most severe; -1 for none."""
        return list(self.severities).index(level) if level in self.severities else -1

    def level_name(self, level: str) -> Name:
        """For a sentence (domain/sentence.py)."""
        return Name(id=level, names={language: self.level_said(level, language) for language in Wording.model_fields})

    def levels_said(self, language: str) -> str:
        """All levels with what the document means by them, a line each."""
        return "\n".join(
            f"{self.level_said(key, language)}: {level.definition.said(language)}"
            if level.definition
            else self.level_said(key, language)
            for key, level in self.severities.items()
        )

    def asked_said(self, items: Iterable[str], language: str) -> str | None:
        """What is asked for, a line each, by ids of `requires`; others aren't said. None for nothing."""
        known = (self.requires[key] for key in items if key in self.requires)
        return "\n".join(f"– {item.ask.said(language)}" for item in known) or None

    @model_validator(mode="after")
    def _names_known(self) -> "Document":
        """Names that point elsewhere in the file exist there; every fault at once."""
        faults = [*self._unknown_calendars(), *self._unknown_levels(), *self._unknown_plans()]
        faults += [*self._unknown_services(), *self._unknown_roles()]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _unknown_calendars(self) -> list[str]:
        named = [(f"plans.{key}.calendar", plan.calendar) for key, plan in self.plans.items()]
        named += [
            (f"plans.{key}.targets.{level}.calendar", row.calendar)
            for key, plan in self.plans.items()
            for level, row in plan.targets.items()
        ]
        named.append(("languages.hours", self.languages.hours))
        if attempts := self.duties.contact_attempts:
            named.append(("duties.contact_attempts.calendar", attempts.calendar))
        return _faults(named, self.calendars, "calendar")

    def _unknown_levels(self) -> list[str]:
        named: list[tuple[str, str | None]] = []
        named += [(f"plans.{key}.targets.{level}", level) for key, plan in self.plans.items() for level in plan.targets]
        named += [(f"requires.{key}.levels", level) for key, item in self.requires.items() for level in item.levels]
        if conditions := self.duties.conditions:
            named.append(("duties.conditions.level", conditions.level))
            named.append(("duties.conditions.falls_to", conditions.falls_to))
        return _faults(named, self.severities, "severity")

    def _unknown_plans(self) -> list[str]:
        named: list[tuple[str, str | None]] = [("unknown_plan.serve_as", self.unknown_plan.serve_as)]
        named += [(f"services.{key}.plans", plan) for key, item in self.services.items() for plan in item.plans]
        return _faults(named, self.plans, "plan")

    def _unknown_roles(self) -> list[str]:
        named = [(f"services.{key}.roles", role) for key, item in self.services.items() for role in item.roles]
        return _faults(named, self.roles, "role")

    def _unknown_services(self) -> list[str]:
        named = [(f"plans.{key}.only", service) for key, plan in self.plans.items() for service in plan.only]
        return _faults(named, self.services, "service")


def _faults(named: Iterable[tuple[str, str | None]], known: Collection[str], what: str) -> list[str]:
    return [f"{key}: unknown {what} {name!r}" for key, name in named if name is not None and name not in known]
