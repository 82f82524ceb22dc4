"""Triage: what agents decide about a ticket becomes its severity, and its history.

Each verb is one transaction on the desk; `by` is the agent's name. NotDone says why it can't be, so that a person can act on it.
"""

from dataclasses import dataclass
from datetime import datetime

from intakebot.casework.attempts import Attempts
from intakebot.casework.buttons import details
from intakebot.casework.clocks import TicketClocks
from intakebot.casework.conditions import LevelConditions
from intakebot.casework.severity import Severities
from intakebot.casework.work import ANY_ANSWER, CaseWork, NotDone
from intakebot.domain.case import Answer, Case
from intakebot.duties import Duties
from intakebot.store.desk import Desk


@dataclass(frozen=True, kw_only=True, slots=True)
class Triage(CaseWork):
    """The verbs of agents."""

    clocks: TicketClocks
    conditions: LevelConditions
    severities: Severities
    attempts: Attempts
    duties: Duties

    def confirm(self, desk: Desk, number: str, level: str, by: str, *, reason: str = "", kind: str = "") -> str:
        """Confirm or change the severity: at once, or by asking the customer where the terms want consent (CEN-08).

        Gives "confirmed", "changed" or "asked". `kind` of request may be one that has no target (VEE-18).
        """
        case = self._open(desk, number)
        document = self.document(case)
        if level not in document.severities:
            raise NotDone(f"{document.id} has no severity {level!r}; it has {', '.join(document.severities)}")
        agreement = document.agreement
        clause = agreement.clause or ""
        evidence = {"before": case.severity, "now": level, "reason": reason}
        if level == case.severity:
            case = self.severities.set(desk, case, level, "confirmed")
            self.happened(desk, case, "severity_confirmed", evidence, actor=by, clause=clause)
            self.severities.without_target(desk, case, kind, by)
            return "confirmed"
        wished = self.severities.wished(desk, case, level)
        if agreement.needs_consent and not wished and self.severities.customers_word(desk, case):
            self.severities.ask_consent(desk, case, level, by, reason, clause)
            return "asked"
        before = case.severity or ""
        case = self.severities.set(desk, case, level, "agreed" if wished else "confirmed")
        self.happened(desk, case, "severity_changed", evidence, actor=by, clause=clause)
        self.severities.without_target(desk, case, kind, by)
        if before or self.conditions.to_ask(desk, case):
            cause = "customer" if wished else "support"
            self.conditions.tell(desk, desk.cases.of(case.id), before, cause, reason)
        return "changed"

    def consented(self, desk: Desk, number: str, answer: Answer, by: str, *, how: str) -> None:
        """The customer agreed or refused in a way that an agent heard: by telephone, in a meeting."""
        case = self._open(desk, number)
        if case.severity_asked is not None:
            self.severities.settle(desk, case, answer, by, {"how": how})
        elif self.conditions.asked(desk, case):
            self.conditions.answered(desk, case, answer, by, {"how": how})
        else:
            raise NotDone("the customer wasn't asked for anything")

    def conditions_broken(self, desk: Desk, number: str, by: str, *, how: str) -> None:
        """The customer couldn't be reached by telephone while it was critical: the level falls (MAR-06a, MAR-07)."""
        case = self._open(desk, number)
        if not self.conditions.fall(desk, case, "unreachable", {"how": how, "agent": by}):
            raise NotDone("this ticket's level has no conditions")

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
        clause = self._reaction_clause(case, "first_contact")
        self.happened(desk, case, "contacted", {"how": how, "at": at.isoformat()}, actor=by, clause=clause)

    def notified(self, desk: Desk, number: str, by: str, *, how: str, at: datetime | None = None) -> None:
        """An agent told the customer the number in another way than by the notice: as good as that (CEN-03)."""
        case, now = self._open(desk, number), self.clock()
        at = self._since_receipt(case, at)
        desk.tickets.noticed(case.id, at)
        if case.reaction == "notice":
            self.clocks.stop(desk, case, "reaction", at)
        desk.post.settled(case.id, "notify_another_way", at=now)
        clause = self._reaction_clause(case, "notice")
        self.happened(desk, case, "notified", {"how": how, "at": at.isoformat()}, actor=by, clause=clause)

    def plan(self, desk: Desk, number: str, plan: str, by: str, *, how: str) -> None:
        """The plan that the ticket is served under is another: the customer has shown it since (CEN-09)."""
        case = self._open(desk, number)
        document = self.document(case)
        if plan not in document.plans:
            raise NotDone(f"{document.id} has no plan {plan!r}; it has {', '.join(document.plans)}")
        rule = document.unknown_plan
        evidence = {"before": case.plan, "now": plan, "how": how}
        known = {key for key, item in document.requires.items() if item.known == "plan"}
        missing = [key for key in case.missing or () if key not in known]
        marks = [mark for mark in case.marks or () if mark["code"] != "unknown_plan"]
        case = desk.cases.change(case.id, plan=plan, missing=missing, marks=marks)
        self.happened(desk, case, "plan_changed", evidence, actor=by, clause=rule.clause or "")
        self.clocks.recounted(desk, case)

    def _since_receipt(self, case: Case, at: datetime | None) -> datetime:
        """When an agent says that something happened, now if not said; NotDone for what can't be."""
        latest = max(self.clock(), case.received_at)  # a clock that was set back contradicts nobody
        at = at or latest
        if not case.received_at <= at <= latest:
            raise NotDone(f"{at.isoformat()} isn't between receipt ({case.received_at.isoformat()}) and now")
        return at

    def worked_around(self, desk: Desk, number: str, by: str, *, how: str) -> None:
        """The customer has a workaround."""
        case, now = self._open(desk, number), self.clock()
        case = desk.cases.change(case.id, workaround_at=case.workaround_at or now)
        self.clocks.stop(desk, case, "workaround", now)
        self.happened(desk, case, "workaround_given", {"how": how}, actor=by)

    def ask(self, desk: Desk, number: str, by: str, *, items: tuple[str, ...], words: str = "") -> None:
        """Ask the customer for information, by a letter in the ticket's thread."""
        case = self._open(desk, number)
        known = self.document(case).requires if items else {}
        if unknown := [item for item in items if item not in known]:
            raise NotDone(f"no item {', '.join(unknown)}; this document knows {', '.join(known)}")
        if not items and not words:
            raise NotDone("say what to ask: items of the document, or words")
        missing = list(dict.fromkeys([*(case.missing or ()), *items])) or [ANY_ANSWER]
        case = desk.cases.change(case.id, missing=missing)
        language = self.letters.language(desk, case)
        asked = "\n".join(f"– {known[item].ask.said(language)}" for item in items)
        clause = known[items[0]].clause if items else ""
        self.happened(desk, case, "information_asked", {"items": list(items), "by": by}, actor=by, clause=clause)
        rows = details(case.number, language) if items else ()
        self.letters.write(desk, case, "question", {"items": asked or None, "words": words or None}, rows=rows)

    def attempted(self, desk: Desk, number: str, by: str, *, how: str) -> int:
        """An attempt to reach the customer failed; how many count, each on another working day (VEE-19)."""
        case = self._open(desk, number)
        rule = self.document(case).duties.contact_attempts
        if rule is None:
            raise NotDone(f"{case.terms} counts no contact attempts")
        return self.attempts.made(desk, case, rule, by, how)

    def close(self, desk: Desk, number: str, by: str, *, reason: str) -> None:
        """The ticket is done."""
        case, now = self._open(desk, number), self.clock()
        ticket = desk.tickets.of(case.id)
        desk.tickets.close(ticket, now)
        desk.post.settled(case.id, at=now)
        self.happened(desk, case, "closed", {"reason": reason}, actor=by)
        self.duties.closed(desk, desk.cases.of(case.id))

    def _open(self, desk: Desk, number: str) -> Case:
        case = desk.cases.numbered(number)
        if case is None:
            raise NotDone(f"there is no ticket {number}")
        if case.state == "closed":
            raise NotDone(f"{number} is closed")
        return case

    def _reaction_clause(self, case: Case, reaction: str) -> str:
        document = self.terms.find(case.terms)
        return document.reaction.clause if document and case.reaction == reaction else ""
