"""How a request stands, in its customer's words and language."""

from dataclasses import dataclass

from intakebot.casework.work import CaseWork
from intakebot.domain.case import Case
from intakebot.store.desk import Desk


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing(CaseWork):
    """Says it by the variables of letters."""

    def standing(self, desk: Desk, case: Case) -> dict[str, str | None]:
        """What is known, by when a person will answer where that is promised and still to come, and what is missing."""
        promised = case.reaction == "first_contact" and case.first_contact_at is None and case.state == "open"
        due = case.due_at if promised and case.due_at and case.due_at > self.clock() else None
        language, document = self.letters.language(desk, case), self.terms.find(case.terms)
        level = document.level_said(case.severity, language) if document and case.severity else None
        return {
            "severity": level or None, "received": self.letters.moment(desk, case, case.received_at),
            "due": self.letters.moment(desk, case, due) if due else None, "missing": self.missing(desk, case),
        }  # fmt: skip

    def missing(self, desk: Desk, case: Case) -> str | None:
        """What is still asked for, a line each."""
        document = self.terms.find(case.terms)
        return document.asked_said(case.missing or (), self.letters.language(desk, case)) if document else None
