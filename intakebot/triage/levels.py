"""Severities: what agents decide about them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from intakebot.casework.before import before
from intakebot.casework.work import NotDone
from intakebot.domain.case import Answer, Case
from intakebot.store.desk import Desk
from intakebot.triage.ground import Ground
from intakebot.triage.since import refuse_unseen


@dataclass(frozen=True, kw_only=True, slots=True)
class Levels(Ground):
    """Confirmed, changed, agreed, lost."""

    def confirm(
        self, desk: Desk, number: str, level: str, by: str, *, reason: str = "", kind: str = "",
        hold: timedelta = timedelta(0), seen: int | None = None,
    ) -> str:  # fmt: skip
        """Confirm or change the severity: at once, or by asking the customer where the terms want consent (CEN-08).

        Gives "confirmed", "changed" or "asked". `kind` of request may be one that has no target (VEE-18). The letter about
        it is held back for so long, so that it can be undone. `seen`: the last event that the agent saw; NotDone when
        something was decided since.
        """
        found = self._found(desk, number)
        refuse_unseen(desk, found, self.terms.find(found.terms), seen)
        case = self._open(desk, number)
        document = self.document(case)
        if level not in document.severities:
            raise NotDone(
                "{terms} has no severity {level!r}; it has {known}", terms=document.id, level=level,
                known=tuple(document.severities),
            )  # fmt: skip
        with desk.holding(hold):
            return self._confirmed(desk, case, level, by, reason, kind)

    def _confirmed(self, desk: Desk, case: Case, level: str, by: str, reason: str, kind: str) -> str:
        agreement, was = self.document(case).agreement, before(desk, case)
        evidence = {"before": case.severity, "now": level, "reason": reason, "was": was}
        if level == case.severity:
            case = self.severities.set(desk, case, level, "confirmed")
            self._decided(desk, case, "severity_confirmed", evidence, by, kind)
            return "confirmed"
        if level in self.severities.to_agree(desk, case):
            self.severities.ask_consent(desk, case, level, by, reason, agreement.clause or "", was)
            return "asked"
        former = case.severity or ""
        wished = self.severities.wished(desk, case) == level
        case = self.severities.set(desk, case, level, "agreed" if wished else "confirmed")
        self._decided(desk, case, "severity_changed", evidence, by, kind)
        if former or self.conditions.to_ask(desk, case):
            cause = "customer" if wished else "support"
            self.conditions.tell(desk, desk.cases.of(case.id), former, cause, reason)
        return "changed"

    def _decided(
        self, desk: Desk, case: Case, happened: str, evidence: dict[str, Any], by: str, kind: str
    ) -> None:  # fmt: skip
        clause = self.document(case).agreement.clause or ""
        self.happened(desk, case, happened, evidence, actor=by, clause=clause)
        self.severities.without_target(desk, case, kind, by)

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
