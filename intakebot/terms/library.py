"""Reads the documents that are shipped as TOML files."""

import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from intakebot.domain.entitlement import Entitlement
from intakebot.domain.errors import Permanent
from intakebot.domain.mailbox import Mailbox
from intakebot.terms.model import Reaction, Terms

_SHIPPED = Path(__file__).parent / "library"


class BadTerms(Permanent):
    """These terms can't be used."""


class Library:
    """All documents by id."""

    def __init__(self, folder: Path = _SHIPPED) -> None:
        self._terms = {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the documents, sorted."""
        return tuple(self._terms)

    def __iter__(self) -> Iterator[Terms]:
        return iter(self._terms.values())

    def check(self, box: Mailbox) -> None:
        """BadTerms when a mailbox names terms or a plan that don't exist."""
        if box.terms is None:
            if box.plan:
                raise BadTerms(f"mailbox {box.address} has the plan {box.plan!r} but no terms")
            return
        if box.terms not in self._terms:
            raise BadTerms(f"mailbox {box.address}: no terms {box.terms!r}; known are {', '.join(self.ids)}")
        plans = self._terms[box.terms].plans
        if box.plan is not None and box.plan not in plans:
            raise BadTerms(f"mailbox {box.address}: {box.terms} has no plan {box.plan!r}; it has {', '.join(plans)}")

    def languages(self, terms: str) -> tuple[str, ...]:
        """Languages of one document; BadTerms when there is none with this id."""
        if terms not in self._terms:
            raise BadTerms(f"no terms {terms!r}; known are {', '.join(self.ids)}")
        return self._terms[terms].languages

    def entitlement(self, box: Mailbox) -> Entitlement:
        """What a contact may expect who wrote to this mailbox and is otherwise unknown."""
        if box.terms is None:
            return Entitlement(terms=None, plan=None, zone=box.zone or "UTC")
        terms = self._terms[box.terms]
        return Entitlement(
            terms=terms.id,
            plan=box.plan,
            languages=terms.languages,
            zone=box.zone or terms.zone,
            reaction=terms.reaction.counts,
            reaction_clause=terms.reaction.clause,
        )


def _read(path: Path) -> Terms:
    values: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    known = {field.name for field in fields(Terms)}
    if odd := (values.keys() | {"id"}) ^ known:
        raise BadTerms(f"{path}: unknown or missing keys {', '.join(sorted(odd))}")
    lists = {key: tuple(values[key]) for key in ("plans", "languages")}
    return Terms(**{**values, **lists, "id": path.stem, "reaction": Reaction(**values["reaction"])})
