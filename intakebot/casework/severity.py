"""The severity of a ticket: how it is set, and agreed with the customer (CEN-08, VEE-14)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from intakebot.casework.buttons import agreement
from intakebot.casework.clocks import TicketClocks
from intakebot.casework.conditions import LevelConditions
from intakebot.casework.work import CaseWork
from intakebot.domain.case import Answer, Case
from intakebot.store.desk import Desk


@dataclass(frozen=True, kw_only=True, slots=True)
class Severities(CaseWork):
    """Sets levels, asks for consent, keeps what was agreed."""

    clocks: TicketClocks
    conditions: LevelConditions

    def set(
        self, desk: Desk, case: Case, level: str, how: Literal["stated", "confirmed", "agreed"],
        since: datetime | None = None,
    ) -> Case:  # fmt: skip
        """The level, and the deadlines that follow from it: from receipt, or from the time its cause changed."""
        same = case.severity == level
        rank = self.document(case).rank(level)
        case = desk.cases.change(case.id, severity=level, severity_by=how, severity_rank=rank, severity_asked=None)
        desk.post.settled(case.id, "change_wanted", "severity_wanted", "urgent", "answer_unproven", at=self.clock())
        if same:
            return case
        if case.first_contact_at:
            self.clocks.updated(desk, case, self.clock())
        return self.clocks.count(desk, case, since)

    def settle(self, desk: Desk, case: Case, answer: Answer, actor: str, evidence: dict[str, Any]) -> None:
        """The answer to a request for consent: the level changes, or stays."""
        wanted, before = case.severity_asked or "", case.severity or ""
        clause = self.document(case).agreement.clause or ""
        kind = "consented" if answer == "agreed" else "consent_refused"
        case = desk.cases.change(case.id, severity_asked=None)
        desk.post.settled(case.id, "answer_unproven", at=self.clock())
        self.happened(desk, case, kind, {"before": before, "wanted": wanted, **evidence}, actor=actor, clause=clause)
        if answer == "agreed":
            case = self.set(desk, case, wanted, "agreed")
            changed = {"before": before, "now": wanted}
            self.happened(desk, case, "severity_changed", changed, actor=actor, clause=clause)
            self.conditions.tell(desk, case, before, "agreed")
        self.letters.tell_agents(desk, case, answer, {"before": before, "wanted": wanted, "clause": clause})

    def ask_consent(
        self, desk: Desk, case: Case, level: str, by: str, reason: str, clause: str, was: dict[str, Any]
    ) -> None:  # fmt: skip
        """A letter that asks the customer; until he answers the level stays (CEN-08). `was`: how it stood before."""
        document, language = self.document(case), self.letters.language(desk, case)
        definition = document.severities[level].definition
        case = desk.cases.change(case.id, severity_asked=level)
        asked = {"before": case.severity, "wanted": level, "reason": reason, "was": was}
        self.happened(desk, case, "consent_asked", asked, actor=by, clause=clause)
        self.letters.write(desk, case, "consent", {
            "before": document.level_said(case.severity or "", language),
            "wanted": document.level_said(level, language),
            "definition": definition.said(language) if definition else None,
            "reason": reason or None,
        }, rows=agreement(case.number, level, language))  # fmt: skip

    def wished(self, desk: Desk, case: Case) -> str | None:
        """The level that the customer, proven to be it, has just asked for: who wishes it needn't consent."""
        wish = desk.cases.wish(case.id)
        return str(wish["wanted"]) if wish and wish.get("proven") else None

    def to_agree(self, desk: Desk, case: Case) -> frozenset[str]:
        """Levels that the case gets only when the customer agrees: he is asked first (CEN-08)."""
        document = self.document(case)
        if not document.agreement.needs_consent or not self.customers_word(desk, case):
            return frozenset()
        return frozenset(document.severities) - {case.severity, self.wished(desk, case)}

    def customers_word(self, desk: Desk, case: Case) -> bool:
        """Whether the level is the customer's word; an agent's confirmation takes nothing away from it (CEN-08)."""
        if case.severity_by == "confirmed":
            return desk.cases.customers_word(case.id)
        return case.severity_by in ("stated", "agreed")

    def without_target(self, desk: Desk, case: Case, kind: str, by: str) -> None:
        """Some kinds of request have no target, whatever their level (VEE-18)."""
        rules = self.document(case).duties.no_target_for
        rule = next((rule for key, rule in rules.items() if key == kind), None)
        if rule:
            self.clocks.stop_clocks(desk, case)
            self.happened(desk, case, "no_target", {"kind": kind}, actor=by, clause=rule.clause)
