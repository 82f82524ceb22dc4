"""Attempts to reach a silent customer, each on another working day; then the request may be closed (VEE-19)."""

from datetime import date, datetime
from typing import Any

from intakebot.correspondence import Correspondence
from intakebot.domain.case import Case
from intakebot.domain.times import Clock
from intakebot.duties import Duties
from intakebot.store.desk import Desk
from intakebot.store.tickets import Happened
from intakebot.terms.document.duties import ContactAttempts

#: Tasks that are done once the customer is heard.
TASKS = ("contact_attempt", "may_be_closed")


class Attempts:
    """Counts them, within the desk's transaction."""

    def __init__(self, *, duties: Duties, letters: Correspondence, clock: Clock) -> None:
        self._duties = duties
        self._letters = letters
        self._clock = clock

    def made(self, desk: Desk, case: Case, rule: ContactAttempts, by: str, how: str) -> int:
        """One more, in vain; how many count."""
        now, days = self._clock(), self._days(desk, case)
        today = self._working_day(desk, case, now)
        counts = today is not None and today not in days
        total = len(days) + counts
        self._happened(desk, case, "contact_attempt", {"how": how, "counts": counts}, rule, by)
        desk.post.settled(case.id, "contact_attempt", at=now)
        if total < rule.times:
            desk.timers.set(case.id, "attempt", rule.clause, self._duties.next_working_day(desk, case, now), now)
        elif counts and total == rule.times:
            desk.timers.end(case.id, "attempt", "done", now)
            self._happened(desk, case, "may_be_closed", {"attempts": total}, rule)
            reason = f"{total} contact attempts on different working days: it may be closed"
            desk.post.task("may_be_closed", reason, now, ticket_id=case.id)
            self._letters.tell_agents(desk, case, "may_be_closed", {"clause": rule.clause})
        return total

    def ended(self, desk: Desk, case: Case) -> None:
        """The customer was heard: whoever falls silent later is called three times anew."""
        desk.timers.end(case.id, "attempt", "done", self._clock())
        desk.post.settled(case.id, *TASKS, at=self._clock())

    def _days(self, desk: Desk, case: Case) -> set[date]:
        """The customer's working days on which attempts were made since he was last heard."""
        since = desk.cases.heard_at(case.id)
        times = [at for _, at in desk.cases.times(case.id, "contact_attempt") if since is None or at > since]
        return {day for at in times if (day := self._working_day(desk, case, at))}

    def _working_day(self, desk: Desk, case: Case, at: datetime) -> date | None:
        calendar = self._duties.calendar(desk, case)
        day = calendar.day_of(at) if calendar else at.date()
        return day if calendar is None or calendar.works(day) else None

    def _happened(
        self, desk: Desk, case: Case, kind: str, evidence: dict[str, Any], rule: ContactAttempts, actor: str = "bot"
    ) -> None:
        versions = {"terms": case.terms_version or ""}
        desk.tickets.happened(case.id, Happened(
            kind=kind, at=self._clock(), actor=actor, clause=rule.clause, evidence=evidence, versions=versions,
        ))  # fmt: skip
