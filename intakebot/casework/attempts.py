"""Attempts to reach a silent customer, each on another working day; then the request may be closed (VEE-19)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from intakebot.casework.work import CaseWork
from intakebot.domain.case import Case, Duty
from intakebot.domain.sentence import Sentence
from intakebot.store.desk import Desk
from intakebot.terms.clocks import Calendar, calendar_of
from intakebot.terms.document.duties import ContactAttempts

#: Tasks that are done once the customer is heard.
TASKS = ("contact_attempt", "may_be_closed")


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempts(CaseWork):
    """Counts them, and reminds of the next."""

    def made(self, desk: Desk, case: Case, rule: ContactAttempts, by: str, how: str) -> int:
        """One more, in vain; how many count."""
        now, days = self.clock(), self._days(desk, case)
        today = self._working_day(desk, case, now)
        counts = today is not None and today not in days
        total = len(days) + counts
        self.happened(desk, case, "contact_attempt", {"how": how, "counts": counts}, actor=by, clause=rule.clause)
        desk.post.settled(case.id, "contact_attempt", at=now)
        if total < rule.times:
            desk.timers.set(case.id, "attempt", rule.clause, self._next_working_day(desk, case, now), now)
        elif counts and total == rule.times:
            desk.timers.end(case.id, "attempt", "done", now)
            self.happened(desk, case, "may_be_closed", {"attempts": total}, clause=rule.clause)
            reason = Sentence("{count} contact attempts on different working days: it may be closed", count=total)
            desk.post.task("may_be_closed", reason, now, ticket_id=case.id)
            self.letters.tell_agents(desk, case, "may_be_closed", {"clause": rule.clause})
        return total

    def ended(self, desk: Desk, case: Case) -> None:
        """The customer was heard: whoever falls silent later is called three times anew."""
        desk.timers.end(case.id, "attempt", "done", self.clock())
        desk.post.settled(case.id, *TASKS, at=self.clock())

    def _days(self, desk: Desk, case: Case) -> set[date]:
        """The customer's working days on which attempts were made since he was last heard."""
        since = desk.cases.heard_at(case.id)
        times = [at for _, at in desk.cases.times(case.id, "contact_attempt") if since is None or at > since]
        return {day for at in times if (day := self._working_day(desk, case, at))}

    def _working_day(self, desk: Desk, case: Case, at: datetime) -> date | None:
        calendar = self._calendar(desk, case)
        day = calendar.day_of(at) if calendar else at.date()
        return day if calendar is None or calendar.works(day) else None

    def _next_working_day(self, desk: Desk, case: Case, at: datetime) -> datetime:
        """When the next working day of the customer's plan opens, after the day of `at`."""
        calendar = self._calendar(desk, case)
        if calendar is None:
            return at + timedelta(days=1)
        return next(calendar.open_from(calendar.begin_of(calendar.day_of(at) + timedelta(days=1))))[0]

    def _calendar(self, desk: Desk, case: Case) -> Calendar | None:
        """On whose working days the customer is called: the rule's, else the plan's, in the customer's zone (VEE-19)."""
        document = self.document(case)
        rule, plan = document.duties.contact_attempts, document.plans.get(case.plan or "")
        key = (rule.calendar if rule else None) or (plan.calendar if plan else None)
        thread = desk.cases.thread(case.id)
        return calendar_of(document.calendars[key], thread.zone, thread.holidays) if key else None

    def due(self, desk: Desk, case: Case, duty: Duty) -> None:
        desk.post.task(
            "contact_attempt", Sentence("the customer is to be contacted again"), self.clock(), ticket_id=case.id
        )
        self.letters.tell_agents(desk, case, "attempt_due", {"clause": duty.clause})
