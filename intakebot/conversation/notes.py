"""One short answer to what a customer said, by the channel that he said it on."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from intakebot.casework.hearing import Heard
from intakebot.casework.work import CaseWork
from intakebot.classify.manners import Manner
from intakebot.domain.case import Case
from intakebot.domain.sentence import Sentence
from intakebot.store.desk import Desk

#: As in the template "noted"; "told": a letter of another kind says it already.
Noted: TypeAlias = Literal[
    "refused", "unproven", "given", "stated", "change_wanted", "conditions", "works_again", "told"
]
#: Answers within a clock hour about one ticket, and how often it is told how it stands.
_MOST, _MOST_NEWS = 10, 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Notes(CaseWork):
    """Answers customers."""

    def tell(self, desk: Desk, case: Case, what: Noted | Manner | None, said: Heard) -> None:
        """Say what became of it; nothing where nothing did, or where a letter said it."""
        if what in ("news", "insists"):
            if self.letters.may(desk, f"news:{case.id}", _MOST_NEWS):
                self.status(desk, case)
            return
        if what == "works_again":
            self._works_again(desk, case, said)
            if not self.letters.may(desk, f"works_again:{case.id}", 1):
                return
        if what in (None, "told", "thanks", "greets") or not self.letters.may(desk, f"noted:{case.id}", _MOST):
            return
        level = said.level.id if said.level else ""
        named = self.document(case).level_said(level, self.letters.language(desk, case)) if level else None
        self.letters.write(desk, case, "noted", {
            "what": what, "severity": named or None, "missing": self.missing(desk, case) if what == "given" else None,
        })  # fmt: skip

    def status(self, desk: Desk, case: Case, *, to: str = "") -> None:
        """How the request stands; `to` the chat where somebody who takes part asks."""
        promised = case.reaction == "first_contact" and case.first_contact_at is None and case.state == "open"
        due = case.due_at if promised and case.due_at and case.due_at > self.clock() else None
        language = self.letters.language(desk, case)
        level = self.document(case).level_said(case.severity, language) if case.terms and case.severity else None
        self.letters.write(desk, case, "status", {
            "state": "closed" if case.state == "closed" else "waiting" if case.waiting_since else "open",
            "severity": level or None,
            "received": self.letters.moment(desk, case, case.received_at),
            "answered": self.letters.moment(desk, case, case.first_contact_at) if case.first_contact_at else None,
            "due": self.letters.moment(desk, case, due) if due else None,
            "missing": self.missing(desk, case),
        }, to=to)  # fmt: skip

    def missing(self, desk: Desk, case: Case) -> str | None:
        """What is still asked for, a line each."""
        document = self.terms.find(case.terms)
        return document.asked_said(case.missing or (), self.letters.language(desk, case)) if document else None

    def _works_again(self, desk: Desk, case: Case, said: Heard) -> None:
        """An agent closes it: the customer's word is kept."""
        self.happened(desk, case, "works_again", said.evidence, actor="customer")
        desk.post.remind("may_be_closed", Sentence("the customer says that it works again"), self.clock(), case.id)
