"""Common ground of all who work on cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from intakebot.casework.correspondence import Correspondence
from intakebot.domain.case import Case
from intakebot.domain.errors import Refusal
from intakebot.domain.times import Clock
from intakebot.store.desk import Desk
from intakebot.store.tickets import Happened
from intakebot.terms.document import Document
from intakebot.terms.library import Library

#: Stands for what an agent asked in words: whatever the customer answers gives it.
ANY_ANSWER = "answer"


class NotDone(Refusal):
    """It can't be done."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseWork:
    """What everybody needs: the documents, a way to write, the time."""

    terms: Library
    letters: Correspondence
    clock: Clock

    def document(self, case: Case) -> Document:
        """The document that the ticket stands under; NotDone when there is none, or it was taken out."""
        if case.terms is None:
            raise NotDone("{number} stands under no terms", number=case.number)
        if document := self.terms.find(case.terms):
            return document
        raise NotDone(
            "{number} stands under {terms}, which isn't among the terms any more", number=case.number, terms=case.terms
        )

    def reaction_clause(self, case: Case, of: Literal["notice", "first_contact"]) -> str:
        """By which this is the ticket's reaction; "" where it isn't, or the document was taken out."""
        document = self.terms.find(case.terms)
        return document.reaction.clause if document and case.reaction == of else ""

    def happened(
        self, desk: Desk, case: Case, kind: str, evidence: dict[str, Any], *, actor: str = "bot", clause: str = "",
        versions: Mapping[str, str] | None = None, at: datetime | None = None,
    ) -> None:  # fmt: skip
        """Add to the ticket's history; the version is that of the terms it was registered under, unless given."""
        desk.tickets.happened(case.id, Happened(
            kind=kind, at=at or self.clock(), actor=actor, clause=clause, evidence=evidence,
            versions=dict(versions) if versions is not None else {"terms": case.terms_version or ""},
        ))  # fmt: skip
