"""Agents and the customer: answers, questions, calls; what colleagues are told of it."""

from dataclasses import dataclass
from datetime import datetime

from intakebot.casework.buttons import details
from intakebot.casework.work import ANY_ANSWER, NotDone
from intakebot.store.desk import Desk
from intakebot.triage.ground import Ground, plain


@dataclass(frozen=True, kw_only=True, slots=True)
class WithCustomer(Ground):
    """Told, asked, reached."""

    def answer(
        self, desk: Desk, number: str, by: str, *, words: str, begun_from: int | None = None, begun_as: str = "",
    ) -> None:  # fmt: skip
        """Answer the customer, where he wants to be written to; once it has left, it is the first contact.

        `begun_from`: id of the version of a ready answer that the words were begun from. `begun_as`: the digest of what it gave then.
        """
        case = self._open(desk, number)
        if not (said := plain(words)):
            raise NotDone("an answer needs words")
        begun = {} if begun_from is None else self.beginning.evidence(desk, begun_from, begun_as, said)
        self.happened(desk, case, "answered", begun, actor=by)
        if not self.letters.write(desk, case, "answer", {"words": said}):
            raise NotDone("the letter can't be written: see intakebot templates check, and the customer's address")

    def ask(self, desk: Desk, number: str, by: str, *, items: tuple[str, ...], words: str = "") -> None:
        """Ask the customer for information, by a letter in the ticket's thread."""
        case = self._open(desk, number)
        document = self.document(case) if items else None
        known = document.requires if document else {}
        if unknown := [item for item in items if item not in known]:
            raise NotDone("no item {unknown}; this document knows {known}", unknown=tuple(unknown), known=tuple(known))
        if not items and not words:
            raise NotDone("say what to ask: items of the document, or words")
        missing = list(dict.fromkeys([*(case.missing or ()), *items])) or [ANY_ANSWER]
        case = desk.cases.change(case.id, missing=missing)
        language = self.letters.language(desk, case)
        clause = known[items[0]].clause if items else ""
        self.happened(desk, case, "information_asked", {"items": list(items), "by": by}, actor=by, clause=clause)
        rows = details(case.number, language) if items else ()
        asked = document.asked_said(items, language) if document else None
        self.letters.write(desk, case, "question", {"items": asked, "words": words or None}, rows=rows)

    def contacted(self, desk: Desk, number: str, by: str, *, how: str, at: datetime | None = None) -> None:
        """A person reached the customer: the first contact, where there was none before."""
        case = self._open(desk, number)
        at = self._since_receipt(case, at)
        self.attempts.ended(desk, case)
        if case.first_contact_at is None:
            case = desk.cases.change(case.id, first_contact_at=at)
            if case.reaction == "first_contact":
                self.clocks.stop(desk, case, "reaction", at)
        self.clocks.updated(desk, case, at)
        clause = self.reaction_clause(case, "first_contact")
        self.happened(desk, case, "contacted", {"how": how, "at": at.isoformat()}, actor=by, clause=clause)

    def notified(self, desk: Desk, number: str, by: str, *, how: str, at: datetime | None = None) -> None:
        """An agent told the customer the number in another way than by the notice: as good as that (CEN-03)."""
        case, now = self._open(desk, number), self.clock()
        at = self._since_receipt(case, at)
        desk.tickets.noticed(case.id, at)
        if case.reaction == "notice":
            self.clocks.stop(desk, case, "reaction", at)
        desk.post.settled(case.id, "notify_another_way", at=now)
        clause = self.reaction_clause(case, "notice")
        self.happened(desk, case, "notified", {"how": how, "at": at.isoformat()}, actor=by, clause=clause)

    def attempted(self, desk: Desk, number: str, by: str, *, how: str) -> int:
        """An attempt to reach the customer failed; how many count, each on another working day (VEE-19)."""
        case = self._open(desk, number)
        rule = self.document(case).duties.contact_attempts
        if rule is None:
            raise NotDone("{terms} counts no contact attempts", terms=str(case.terms))
        return self.attempts.made(desk, case, rule, by, how)
