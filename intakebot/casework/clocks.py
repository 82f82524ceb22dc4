"""The clocks of a ticket: its deadlines, how they came about, and the timers that watch them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from intakebot.casework.work import CaseWork
from intakebot.domain.case import Case, Duty
from intakebot.domain.job import Job
from intakebot.domain.sentence import Sentence
from intakebot.store.desk import Desk
from intakebot.terms.clocks import CannotCount, Deadlines, calendar_of, deadlines, next_update, postponed
from intakebot.terms.document import Document
from intakebot.terms.document.targets import CLOCKS

#: A deadline is missed a moment after it: what happens at the very instant is in time (store/figures.py).
MOMENT = timedelta(microseconds=1)
#: Columns of the deadlines, by clock.
_DUE = {"reaction": "due_at", "workaround": "workaround_due_at", "resolution": "resolution_due_at"}
_MISSED = {
    "reaction": Sentence("reaction was due {due} ({clause})"),
    "workaround": Sentence("workaround was due {due} ({clause})"),
    "resolution": Sentence("resolution was due {due} ({clause})"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class TicketClocks(CaseWork):
    """Works out deadlines and sets their timers."""

    #: Part of the time to a deadline that is left when agents are warned, 0 to 1; 0 warns nobody.
    warn_at: float

    def count(self, desk: Desk, case: Case, since: datetime | None = None) -> Case:
        """Work out the deadlines anew, from receipt or from a later time, and set their timers.

        That of a reaction which has happened stands: it was kept or broken under the level of that time.
        """
        found = self.deadlines(desk, case, since)
        if found is None:
            return self.stop_clocks(desk, case)
        columns = {_DUE[deadline.clock]: deadline.due_at for deadline in found}
        if _settled(case):
            columns.pop("due_at")
        case = desk.cases.change(case.id, reaction=found.counts, **columns)
        self.counted(desk, case, found, since)
        return case

    def resume(self, desk: Desk, case: Case, waited: tuple[datetime, datetime]) -> Case:
        """The customer was waited for, and the clocks run on (XOP-11).

        They are worked out anew, with their steps, where that gives the same as before but for the wait. Where it doesn't,
        since the terms were edited meanwhile (design.md 4.9) or a level counts from a later time, they are moved on.
        """
        counted, versions = desk.cases.counted(case.id)
        document = self.document(case)
        if not counted or (versions.get("terms") == document.version and "since" not in counted):
            return self.count(desk, case)
        plan = document.plans.get(case.plan or "")
        window = plan.window(case.severity or "") if plan else None
        hours = document.calendars[window] if window else None
        thread = desk.cases.thread(case.id)
        moved: dict[str, datetime] = {}
        for clock in ("workaround", "resolution"):
            due_at: datetime | None = getattr(case, _DUE[clock])
            if due_at is None:
                continue
            works = str(counted.get(clock, {}).get("promise", "")).endswith(("wh", "bd"))
            calendar = calendar_of(hours, thread.zone, thread.holidays) if hours and works else None
            moved[clock] = postponed(due_at, waited, calendar)
        case = desk.cases.change(case.id, **{_DUE[clock]: due_at for clock, due_at in moved.items()})
        told = {clock: {**counted.get(clock, {}), "due_at": due_at.isoformat()} for clock, due_at in moved.items()}
        evidence = {**counted, **told, "waited": [at.isoformat() for at in waited]}
        self.happened(desk, case, "due", evidence, versions=versions)
        self.watch_again(desk, case)
        return case

    def opened(self, desk: Desk, case: Case, found: Deadlines | None) -> None:
        """A new ticket: its timers, or one that asks for a severity while none is known."""
        if found is not None:
            self.counted(desk, case, found)
        if case.severity_by in (None, "proposed") and case.plan is not None:
            self._ask_severity(desk, case)

    def received_earlier(self, desk: Desk, ticket_id: int) -> None:
        """The clock started earlier than we knew: deadlines that were counted from receipt follow, under the terms that they were
        told by; where these were edited since, they stand (design.md 4.9).
        """
        case = desk.cases.held(ticket_id)
        evidence, versions = desk.cases.counted(case.id)
        found = self.deadlines(desk, case) if evidence and "since" not in evidence else None
        if found and versions.get("terms") == found.terms_version:
            columns = {_DUE[deadline.clock]: deadline.due_at for deadline in found}
            self.counted(desk, desk.cases.change(case.id, **columns), found)

    def updated(self, desk: Desk, case: Case, at: datetime) -> None:
        """The customer was told how things stand: from now on it counts until he is to be told again (MAR-05)."""
        desk.post.settled(case.id, "update_due", at=self.clock())
        document, thread = self.terms.find(case.terms), desk.cases.thread(case.id)
        row = document.plans[case.plan].targets.get(case.severity or "") if document and case.plan else None
        if document is None or case.plan is None or case.severity is None or row is None or row.update is None:
            desk.timers.end(case.id, "update", "done", self.clock())
            return
        due_at = next_update(document, case.plan, case.severity, at, thread.zone, thread.holidays)
        if due_at:
            desk.timers.set(case.id, "update", row.update.clause, due_at, self.clock(), first_at=due_at + MOMENT)

    def recounted(self, desk: Desk, case: Case) -> None:
        """Another plan: other deadlines, or still a severity to ask for."""
        case = self.count(desk, case)
        desk.timers.end(case.id, "severity", "cancelled", self.clock())
        if case.due_at is None and case.severity is None and case.reacted_at is None:
            self._ask_severity(desk, case)

    def _ask_severity(self, desk: Desk, case: Case) -> None:
        """Nobody knows the deadline yet: agents are reminded before the earliest that it can be."""
        document, plan, now = self.document(case), case.plan, self.clock()
        if document.reaction.counts == "notice" or plan is None:
            return
        thread = desk.cases.thread(case.id)
        try:
            every = [
                deadlines(document, plan, level, case.received_at, thread.zone, thread.holidays).reaction.due_at
                for level in document.severities
            ]
        except CannotCount as error:
            desk.post.remind("cannot_count", str(error), now, case.id)
            return
        if due := [at for at in every if at]:
            earliest = min(due, key=datetime.timestamp)
            first = earliest - (earliest - now) * self.warn_at
            desk.timers.set(case.id, "severity", document.reaction.clause, earliest, now, first_at=min(first, earliest))

    def deadlines(self, desk: Desk, case: Case, since: datetime | None = None) -> Deadlines | None:
        """The deadlines of a case; None while nothing is promised. Waiting for the customer stops all clocks but the
        reaction's, which needs nothing from him (XOP-11).
        """
        document = self.terms.find(case.terms)
        plan = document.plans.get(case.plan or "") if document else None
        level = case.severity or (plan.same_for_all if plan else None)
        if document is None or case.plan is None or level is None:
            return None
        try:
            return self._counting(desk, case, document, since)(level)
        except CannotCount as error:
            desk.post.remind("cannot_count", str(error), self.clock(), case.id)
            return None

    def under_each(self, desk: Desk, case: Case) -> Mapping[str, Deadlines]:
        """The deadlines that a case would have under each level of its terms, from receipt; none while they can't be counted."""
        document = self.terms.find(case.terms)
        if document is None or case.plan is None:
            return {}
        under = self._counting(desk, case, document)
        try:
            return {level: under(level) for level in document.severities}
        except CannotCount:
            return {}

    @staticmethod
    def _counting(
        desk: Desk, case: Case, document: Document, since: datetime | None = None
    ) -> Callable[[str], Deadlines]:  # fmt: skip
        """How they are counted, by level."""
        thread = desk.cases.thread(case.id)
        known = (document, case.plan or "", since or case.received_at, thread.zone, thread.holidays)
        return partial(_beside_pauses, *known, pauses=desk.cases.pauses(case.id))

    def counted(self, desk: Desk, case: Case, found: Deadlines, since: datetime | None = None) -> None:
        """Keep how the deadlines came about, and set their timers."""
        now = self.clock()
        evidence: dict[str, Any] = {
            deadline.clock: {
                "promise": str(deadline.promise), "clause": deadline.clause or "",
                "due_at": deadline.due_at.isoformat() if deadline.due_at else None,
                "steps": [step.text for step in deadline.steps()],
            }
            for deadline in found
            if not (deadline.clock == "reaction" and _settled(case) and deadline.due_at != case.due_at)
        }  # fmt: skip
        if since:
            evidence["since"] = since.isoformat()
        versions = {"terms": found.terms_version, "calendar": found.calendar_version or ""}
        self.happened(desk, case, "due", evidence, clause=found.reaction.clause or "", versions=versions)
        for deadline in found:
            if deadline.due_at is None or self._idle(desk, case, deadline.clock, deadline.due_at):
                desk.timers.end(case.id, deadline.clock, "cancelled", now)
                continue
            self._watch(desk, case, deadline.clock, deadline.clause or "", deadline.due_at)

    def _watch(self, desk: Desk, case: Case, clock: str, clause: str, due_at: datetime) -> None:
        now = self.clock()
        left = (due_at - max(case.received_at, now)) * self.warn_at
        first = due_at - left if left > timedelta(0) else due_at + MOMENT
        desk.timers.set(case.id, clock, clause, due_at, now, first_at=first)

    def watch_again(self, desk: Desk, case: Case) -> None:
        """Set the timers of the deadlines that stand."""
        clauses = desk.timers.clauses(case.id)
        for clock, column in _DUE.items():
            due_at: datetime | None = getattr(case, column)
            if due_at is not None and not self._idle(desk, case, clock, due_at):
                self._watch(desk, case, clock, clauses.get(clock, ""), due_at)

    def _idle(self, desk: Desk, case: Case, clock: str, due_at: datetime) -> bool:
        """Whether a deadline needs no timer: it is met, stands still, or its breach was told already."""
        return _stopped_at(case, clock) is not None or _waits(case, clock) or desk.timers.fired(case.id, clock, due_at)

    def stop_clocks(self, desk: Desk, case: Case) -> Case:
        """Nothing is promised (any more)."""
        for clock in CLOCKS:
            desk.timers.end(case.id, clock, "cancelled", self.clock())
        return desk.cases.change(case.id, due_at=None, workaround_due_at=None, resolution_due_at=None)

    def stop(self, desk: Desk, case: Case, clock: str, at: datetime) -> None:
        """What a clock waited for happened at `at`. If that was too late, and nobody was told yet, agents are."""
        for duty in desk.timers.open(case.id):
            if duty.kind == clock and at > duty.due_at:
                self._breached(desk, case, duty)
        desk.timers.end(case.id, clock, "done", self.clock())
        desk.post.settled(case.id, "breached", about=clock, at=self.clock())

    def fired(self, desk: Desk, job: Job, case: Case, duty: Duty) -> None:
        now = self.clock()
        stopped_at = _stopped_at(case, duty.kind)
        if stopped_at or case.state == "closed":
            desk.jobs.finish(job)
            self.stop(desk, case, duty.kind, stopped_at or duty.due_at)
            return
        if now > duty.due_at:
            desk.jobs.finish(job)
            self._breached(desk, case, duty)
            reason = Sentence(_MISSED[duty.kind].words, due=duty.due_at, clause=duty.clause)
            desk.post.task("breached", reason, now, about=duty.kind, ticket_id=case.id)
            return
        desk.jobs.retry(job, duty.due_at + MOMENT, "")
        facts = _facts(case, duty)
        self.happened(desk, case, "due_soon", facts, clause=duty.clause)
        self.letters.tell_agents(desk, case, "due_soon", facts)

    def _breached(self, desk: Desk, case: Case, duty: Duty) -> None:
        facts = _facts(case, duty)
        desk.timers.end(case.id, duty.kind, "fired", self.clock())
        self.happened(desk, case, "breached", facts, clause=duty.clause)
        self.letters.tell_agents(desk, case, "breached", facts)


def _stopped_at(case: Case, clock: str) -> datetime | None:
    """When what the clock waits for happened; None if it hasn't."""
    happened = {"reaction": case.reacted_at, "workaround": case.workaround_at or case.closed_at}
    return happened.get(clock, case.closed_at)


def _facts(case: Case, duty: Duty) -> dict[str, str]:
    """What agents are told of a deadline."""
    due = duty.due_at.isoformat(timespec="minutes")
    return {"clock": duty.kind, "due": due, "clause": duty.clause, "severity": case.severity or ""}


def _beside_pauses(
    document: Document, plan: str, start: datetime, zone: str | None, holidays: str | None, level: str, *,
    pauses: tuple[tuple[datetime, datetime], ...],
) -> Deadlines:  # fmt: skip
    """Deadlines that stood still while the customer was waited for, but for the reaction's. CannotCount."""
    plain = deadlines(document, plan, level, start, zone, holidays)
    if not pauses:
        return plain
    return replace(deadlines(document, plan, level, start, zone, holidays, pauses), reaction=plain.reaction)


def _settled(case: Case) -> bool:
    """Whether the reaction has happened while it was due."""
    return case.reacted_at is not None and case.due_at is not None


def _waits(case: Case, clock: str) -> bool:
    return clock != "reaction" and case.waiting_since is not None
