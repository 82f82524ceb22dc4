"""A level that is kept only while the customer keeps to its conditions (MAR-06–08), and letters about levels."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intakebot.casework.buttons import agreement
from intakebot.casework.clocks import MOMENT, TicketClocks
from intakebot.casework.work import CaseWork
from intakebot.domain.case import Answer, Case, Duty, Fall, SeverityBy, Why
from intakebot.replies.moments import span
from intakebot.store.desk import Desk
from intakebot.store.post import Posted
from intakebot.terms.document.duties import Conditions


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelConditions(CaseWork):
    """Asks for them, hears the answer, lets the level fall."""

    clocks: TicketClocks

    def of(self, case: Case) -> Conditions | None:
        """Those of the level that the ticket has now."""
        rule = self.document(case).duties.conditions
        return rule if rule and case.severity == rule.level else None

    def to_ask(self, desk: Desk, case: Case) -> Conditions | None:
        """Those that the customer hasn't confirmed (MAR-06)."""
        rule = self.of(case)
        return rule if rule and not self._agreed(desk, case) else None

    def asked(self, desk: Desk, case: Case) -> bool:
        """Whether the customer's hour to confirm them runs."""
        return any(duty.kind == "conditions" for duty in desk.timers.open(case.id))

    def handed_over(self, desk: Desk, case: Case, posted: Posted, at: datetime) -> None:
        """A letter has left: the customer has an hour to confirm what it asks, later to answer (MAR-06, MAR-08)."""
        rule = self.of(case)
        if rule is None:
            return
        agreed, asks = self._agreed(desk, case), posted.kind == "question"
        if asks != agreed:
            return  # conditions that he wasn't asked for can't be refused by silence; nor need he confirm them twice
        kind, clause = ("answer", rule.answer_clause) if asks else ("conditions", rule.refused_clause)
        if any(duty.kind == kind for duty in desk.timers.open(case.id)):
            return  # the hour runs from the first letter that isn't answered
        due_at = at + rule.answer_within
        desk.timers.set(case.id, kind, clause, due_at, at, first_at=due_at + MOMENT, evidence={"letter": posted.id})

    def answered(self, desk: Desk, case: Case, answer: Answer, actor: str, evidence: dict[str, Any]) -> None:
        """The customer confirms what the level asks of him, or doesn't (MAR-06, MAR-08)."""
        rule = self.of(case)
        if rule is None:
            return
        desk.post.settled(case.id, "answer_unproven", at=self.clock())
        if answer == "refused":
            self.fall(desk, case, "unconfirmed", evidence)
            return
        desk.timers.end(case.id, "conditions", "done", self.clock())
        self.happened(desk, case, "conditions_agreed", evidence, actor=actor, clause=rule.clause)
        self.letters.tell_agents(desk, case, "agreed", {"severity": rule.level, "clause": rule.clause})

    def ran_down(self, desk: Desk, case: Case, duty: Duty) -> None:
        """The hour is over; by `due` an answer would have been in time."""
        why: Why = "unconfirmed" if duty.kind == "conditions" else "unanswered"
        self.fall(desk, case, why, {"letter": duty.evidence.get("letter"), "due": duty.due_at.isoformat()})

    def fall(self, desk: Desk, case: Case, why: Why, evidence: dict[str, Any]) -> bool:
        """The level falls by itself (MAR-07, MAR-08); customer and agents are told. False: it has no conditions."""
        rule = self.of(case)
        if rule is None:
            return False
        for kind in ("conditions", "answer"):
            desk.timers.end(case.id, kind, "cancelled", self.clock())
        before, by = rule.level, case.severity_by
        case = self._levelled(desk, case, rule.falls_to, "rule", severity_asked=None)
        clause = rule.refused_clause if why == "unconfirmed" else rule.fall_clause
        levels = {"before": before, "now": rule.falls_to}
        self.happened(desk, case, "severity_fell", {**levels, "why": why, "by": by, **evidence}, clause=clause)
        self.tell(desk, self.clocks.count(desk, case), before, why)
        self.letters.tell_agents(desk, case, "severity_fell", {**levels, "clause": clause})
        return True

    def fell_unduly(self, desk: Desk, case: Case, at: datetime) -> Fall | None:
        """The fall for want of an answer that came in time, at `at`: we were away, or his mailbox was."""
        fall = desk.cases.fall(case.id)
        in_time = fall is not None and fall.due_at is not None and at <= fall.due_at
        return fall if fall and in_time and case.severity == fall.now else None

    def take_back(self, desk: Desk, case: Case, fall: Fall, evidence: dict[str, Any]) -> Case:
        """The level is again what it was before it fell; agents are told (MAR-07, MAR-08)."""
        case = self._levelled(desk, case, fall.before, fall.by)
        facts, rule = {"before": fall.now, "now": fall.before}, self.of(case)
        clause = rule.clause if rule else ""
        self.happened(desk, case, "fall_taken_back", {**facts, **evidence}, clause=clause)
        case = self.clocks.count(desk, case)
        self.letters.tell_agents(desk, case, "fall_taken_back", {**facts, "clause": clause})
        return case

    def tell(self, desk: Desk, case: Case, before: str, cause: str, reason: str = "") -> None:
        """A letter to the customer about a level that changed, or is known now; it asks for the level's conditions."""
        document, language = self.document(case), self.letters.language(desk, case)
        names = {
            key: document.level_said(level, language) or None
            for key, level in (("before", before), ("now", case.severity or ""))
        }
        asked, due_at = self.to_ask(desk, case), case.due_at
        promised = case.reaction == "first_contact" and case.first_contact_at is None and due_at is not None
        self.letters.write(desk, case, "severity", {
            **names, "cause": cause, "reason": reason or None,
            "due": self.letters.moment(desk, case, due_at) if promised and due_at and due_at > self.clock() else None,
            "conditions": asked.confirm.said(language) if asked else None,
            "within": span(asked.answer_within, language) if asked else None,
        }, awaits=asked is not None, rows=agreement(case.number, "", language) if asked else ())  # fmt: skip

    def _agreed(self, desk: Desk, case: Case) -> bool:
        """Whether the customer has confirmed them, and the level hasn't fallen since."""
        stands: list[str] = []
        for kind, _ in desk.cases.times(case.id, "conditions_agreed", "severity_fell", "fall_taken_back"):
            if kind == "fall_taken_back":
                stands.pop()
            else:
                stands.append(kind)
        return bool(stands) and stands[-1] == "conditions_agreed"

    def _levelled(self, desk: Desk, case: Case, level: str, by: SeverityBy | None, **columns: Any) -> Case:
        rank = self.document(case).rank(level)
        return desk.cases.change(case.id, severity=level, severity_by=by, severity_rank=rank, **columns)
