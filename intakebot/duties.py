"""Timers that the terms impose on a ticket: deadlines, answers awaited, attempts to reach the customer.

Each is a row with a job (store/timers.py), so it survives restarts; `fire` does what a timer is for, once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

from intakebot.correspondence import Correspondence
from intakebot.domain.case import Case, Duty
from intakebot.domain.job import Job
from intakebot.domain.times import Clock
from intakebot.marking import MANAGER
from intakebot.replies.moments import span
from intakebot.store.desk import Desk
from intakebot.store.post import Posted
from intakebot.store.tickets import Happened
from intakebot.terms.clocks import Calendar, CannotCount, Deadlines, calendar_of, deadlines, postponed
from intakebot.terms.document import Document
from intakebot.terms.document.duties import Conditions
from intakebot.terms.document.targets import CLOCKS
from intakebot.terms.library import Library

#: Letters whose handover the customer's hour is counted from (MAR-06), and from which he is waited for (XOP-11).
ASKING = ("acknowledgement", "question")
#: A deadline is missed a moment after it: what happens at the very instant is in time (store/figures.py).
_MOMENT = timedelta(microseconds=1)
#: What became of the conditions of a level (MAR-07, MAR-08).
Broken: TypeAlias = Literal["unconfirmed", "unanswered", "unreachable"]
#: Columns of the deadlines, by clock.
_DUE = {"reaction": "due_at", "workaround": "workaround_due_at", "resolution": "resolution_due_at"}


@dataclass(frozen=True, kw_only=True, slots=True)
class DutySettings:
    """What operators decide about timers."""

    #: Part of the time to a deadline that is left when agents are warned, 0 to 1; 0 warns nobody.
    warn_at: float = 0.25
    #: Page of the survey (VEE-21); "" sends none.
    survey_url: str = ""


class Duties:
    """Sets timers and does what they are for, within the desk's transaction."""

    def __init__(self, *, terms: Library, letters: Correspondence, clock: Clock, settings: DutySettings) -> None:
        self._terms = terms
        self._letters = letters
        self._clock = clock
        self._settings = settings
        self._handlers: dict[str, Callable[[Desk, Case, Duty], None]] = {
            "conditions": self._not_confirmed,
            "answer": self._not_answered,
            "attempt": self._attempt_due,
            "survey": self._survey,
            "severity": self._severity_wanted,
        }

    # Deadlines.

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

    def _resume(self, desk: Desk, case: Case, waited: tuple[datetime, datetime]) -> Case:
        """The customer was waited for, and the clocks run on (XOP-11).

        They are worked out anew, with their steps, where that gives the same as before but for the wait. Where it doesn't,
        since the terms were edited meanwhile (design.md 4.9) or a level counts from a later time, they are moved on.
        """
        counted, versions = desk.cases.counted(case.id)
        document = self._document(case)
        if not counted or (versions.get("terms") == document.version and "since" not in counted):
            return self.count(desk, case)
        plan = document.plans.get(case.plan or "")
        hours = document.calendars[plan.calendar] if plan and plan.calendar else None
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
        self._happened(desk, case, "due", evidence, versions=versions)
        self.watch_again(desk, case)
        return case

    def opened(self, desk: Desk, case: Case, found: Deadlines | None) -> None:
        """A new ticket: its timers, or one that asks for a severity while none is known."""
        if found is not None:
            self.counted(desk, case, found)
        elif case.severity is None and case.plan is not None:
            self._ask_severity(desk, case)

    def received_earlier(self, desk: Desk, ticket_id: int) -> None:
        """The clock started earlier than we knew: deadlines that were counted from receipt follow."""
        case = desk.cases.held(ticket_id)
        evidence, _ = desk.cases.counted(case.id)
        found = self.deadlines(desk, case) if evidence and "since" not in evidence else None
        if found:
            columns = {_DUE[deadline.clock]: deadline.due_at for deadline in found}
            self.counted(desk, desk.cases.change(case.id, **columns), found)

    def recounted(self, desk: Desk, case: Case) -> None:
        """Another plan: other deadlines, or still a severity to ask for."""
        case = self.count(desk, case)
        desk.timers.end(case.id, "severity", "cancelled", self._clock())
        if case.due_at is None and case.severity is None and case.reacted_at is None:
            self._ask_severity(desk, case)

    def _ask_severity(self, desk: Desk, case: Case) -> None:
        """Nobody knows the deadline yet: agents are reminded before the earliest that it can be."""
        document, plan, now = self._document(case), case.plan, self._clock()
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
            first = earliest - (earliest - now) * self._settings.warn_at
            desk.timers.set(case.id, "severity", document.reaction.clause, earliest, now, first_at=min(first, earliest))

    def deadlines(self, desk: Desk, case: Case, since: datetime | None = None) -> Deadlines | None:
        """The deadlines of a case; None while nothing is promised. Waiting for the customer stops all clocks but the
        reaction's, which needs nothing from him (XOP-11).
        """
        if case.terms is None or case.plan is None:
            return None
        document, start = self._terms.find(case.terms), since or case.received_at
        if document is None:
            return None
        plan = document.plans.get(case.plan)
        level = case.severity or (plan.same_for_all if plan else None)
        if level is None:
            return None
        thread = desk.cases.thread(case.id)
        try:
            plain = deadlines(document, case.plan, level, start, thread.zone, thread.holidays)
            pauses = desk.cases.pauses(case.id)
            if not pauses:
                return plain
            paused = deadlines(document, case.plan, level, start, thread.zone, thread.holidays, pauses)
        except CannotCount as error:
            desk.post.remind("cannot_count", str(error), self._clock(), case.id)
            return None
        return Deadlines(
            reaction=plain.reaction, workaround=paused.workaround, resolution=paused.resolution, counts=plain.counts,
            zone=plain.zone, calendar_version=plain.calendar_version,
        )  # fmt: skip

    def counted(self, desk: Desk, case: Case, found: Deadlines, since: datetime | None = None) -> None:
        """Keep how the deadlines came about, and set their timers."""
        now = self._clock()
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
        versions = {"terms": self._document(case).version, "calendar": found.calendar_version or ""}
        self._happened(desk, case, "due", evidence, clause=found.reaction.clause or "", versions=versions)
        for deadline in found:
            if deadline.due_at is None or self._idle(desk, case, deadline.clock, deadline.due_at):
                desk.timers.end(case.id, deadline.clock, "cancelled", now)
                continue
            self._watch(desk, case, deadline.clock, deadline.clause or "", deadline.due_at)

    def _watch(self, desk: Desk, case: Case, clock: str, clause: str, due_at: datetime) -> None:
        now = self._clock()
        left = (due_at - max(case.received_at, now)) * self._settings.warn_at
        first = due_at - left if left > timedelta(0) else due_at + _MOMENT
        desk.timers.set(case.id, clock, clause, due_at, now, first_at=first)

    def reopened(self, desk: Desk, ticket_id: int) -> None:
        """A closed ticket goes on: so do the timers of the deadlines that stand, whatever the terms say by now."""
        self.watch_again(desk, desk.cases.held(ticket_id))

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
            desk.timers.end(case.id, clock, "cancelled", self._clock())
        return desk.cases.change(case.id, due_at=None, workaround_due_at=None, resolution_due_at=None)

    # What has happened elsewhere.

    def stop(self, desk: Desk, case: Case, clock: str, at: datetime) -> None:
        """What a clock waited for happened at `at`. If that was too late, and nobody was told yet, agents are."""
        for duty in desk.timers.open(case.id):
            if duty.kind == clock and at > duty.due_at:
                self._breached(desk, case, duty)
        desk.timers.end(case.id, clock, "done", self._clock())

    def handed_over(self, desk: Desk, posted: Posted, at: datetime) -> None:
        """A letter that asks the customer for something has left: he is waited for, where the terms say so."""
        case = desk.cases.held(posted.ticket_id)
        document = self._terms.find(case.terms)
        if document is None or case.state == "closed":
            return
        rules = document.duties
        if posted.kind == "question" and case.first_contact_at is None:
            case = desk.cases.change(case.id, first_contact_at=at)
            clause = document.reaction.clause if case.reaction == "first_contact" else ""
            self._happened(desk, case, "contacted", {"letter": posted.id}, clause=clause, at=at)
            if case.reaction == "first_contact":
                self.stop(desk, case, "reaction", at)
        if rules.waiting and case.missing and case.waiting_since is None:
            case = desk.cases.change(case.id, waiting_since=at)
            self._happened(desk, case, "waiting", {"letter": posted.id}, clause=rules.waiting.clause, at=at)
            for clock in ("workaround", "resolution"):
                desk.timers.end(case.id, clock, "cancelled", at)
        if rules.conditions and case.severity == rules.conditions.level:
            self._await(desk, case, rules.conditions, posted, at)

    def _await(self, desk: Desk, case: Case, conditions: Conditions, posted: Posted, at: datetime) -> None:
        """The customer has an hour: to confirm the conditions, later to answer (MAR-06, MAR-08)."""
        agreed, asks = self.conditions_agreed(desk, case), posted.kind == "question"
        if asks and not agreed:
            return  # conditions that he wasn't asked for can't be refused by silence
        kind, clause = ("answer", conditions.answer_clause) if asks else ("conditions", conditions.refused_clause)
        if (agreed and not asks) or any(duty.kind == kind for duty in desk.timers.open(case.id)):
            return  # the hour runs from the first letter that isn't answered
        due_at = at + conditions.answer_within
        desk.timers.set(case.id, kind, clause, due_at, at, first_at=due_at + _MOMENT, evidence={"letter": posted.id})

    def conditions_agreed(self, desk: Desk, case: Case) -> bool:
        """Whether the customer has confirmed the conditions of the level, and the level hasn't fallen since."""
        stands: list[str] = []
        for kind, _ in desk.cases.times(case.id, "conditions_agreed", "severity_fell", "fall_taken_back"):
            if kind == "fall_taken_back":
                stands.pop()
            else:
                stands.append(kind)
        return bool(stands) and stands[-1] == "conditions_agreed"

    def taken_back(self, desk: Desk, ticket_id: int, letter_id: int) -> None:
        """A letter bounced: the clock that it had stopped runs again, and what it asked for wasn't asked."""
        case = desk.cases.held(ticket_id)
        now = self._clock()
        if case.first_contact_at and desk.cases.contacted_by(case.id) == letter_id:
            case = desk.cases.change(case.id, first_contact_at=None)
            self._happened(desk, case, "contact_taken_back", {"letter": letter_id})
        for duty in desk.timers.open(case.id):
            if duty.kind in ("conditions", "answer") and duty.evidence.get("letter") == letter_id:
                desk.timers.end(case.id, duty.kind, "cancelled", now)
        if case.waiting_since and desk.cases.waited_by(case.id) == letter_id:
            case = self._waited(desk, case, case.waiting_since, now)
        if case.state == "open":
            self.watch_again(desk, case)

    def heard(self, desk: Desk, case: Case, at: datetime) -> Case:
        """The customer answered: nobody waits for him any longer, and the clocks that stood still run on (XOP-11).

        `at`: when we got the answer, however late it was read.
        """
        desk.timers.end(case.id, "answer", "done", self._clock())
        since = case.waiting_since
        return case if since is None else self._waited(desk, case, since, max(since, min(at, self._clock())))

    def _waited(self, desk: Desk, case: Case, since: datetime, until: datetime) -> Case:
        self._happened(desk, case, "waiting_ended", {"since": since.isoformat()}, at=until)
        return self._resume(desk, desk.cases.change(case.id, waiting_since=None), (since, until))

    def answered_in_time(self, desk: Desk, case: Case, at: datetime) -> str:
        """For want of what answer the level fell, although the customer's came in time ("unconfirmed", "unanswered"): we
        were away, or his mailbox was. "" when it didn't fall so.
        """
        fall = desk.cases.fall(case.id)
        due_at = fall.get("due") if fall and case.severity == fall["now"] else None
        return str(fall["why"]) if fall and due_at and at <= datetime.fromisoformat(due_at) else ""

    def take_back_fall(self, desk: Desk, case: Case, evidence: dict[str, Any]) -> Case:
        """The level is again what it was before it fell; agents are told (MAR-07, MAR-08)."""
        fall = desk.cases.fall(case.id)
        assert fall is not None  # noqa: S101 -- asked for before
        case = desk.cases.change(case.id, severity=fall["before"], severity_by=fall["by"])
        facts = {"before": fall["now"], "now": fall["before"]}
        rule = self._document(case).duties.conditions
        clause = rule.clause if rule else ""
        self._happened(desk, case, "fall_taken_back", {**facts, **evidence}, clause=clause)
        case = self.count(desk, case)
        self._letters.tell_agents(desk, case, "fall_taken_back", {**facts, "clause": clause})
        return case

    # Timers that have run down.

    def fire(self, desk: Desk, job: Job) -> None:
        """Do what a timer is for. One that ended meanwhile, or whose clock was stopped, does nothing."""
        duty = desk.timers.load(job.subject)
        case = desk.cases.held(duty.ticket_id) if duty else None
        if duty is None or case is None:
            desk.jobs.finish(job)
        elif duty.kind in CLOCKS:
            self._clock_fired(desk, job, case, duty)
        elif self._terms.find(case.terms) is None:
            desk.jobs.finish(job)
            desk.timers.end(case.id, duty.kind, "cancelled", self._clock())
            self.without_terms(desk, case)
        else:
            desk.jobs.finish(job)
            desk.timers.end(case.id, duty.kind, "fired", self._clock())
            if case.state == "open" or duty.kind == "survey":
                self._handlers[duty.kind](desk, case, duty)

    def _clock_fired(self, desk: Desk, job: Job, case: Case, duty: Duty) -> None:
        now = self._clock()
        stopped_at = _stopped_at(case, duty.kind)
        if stopped_at or case.state == "closed":
            desk.jobs.finish(job)
            self.stop(desk, case, duty.kind, stopped_at or duty.due_at)
            return
        if now > duty.due_at:
            desk.jobs.finish(job)
            self._breached(desk, case, duty)
            reason = f"{duty.kind} was due {duty.due_at.isoformat(timespec='minutes')} ({duty.clause})"
            desk.post.task("breached", reason, now, ticket_id=case.id)
            return
        desk.jobs.retry(job, duty.due_at + _MOMENT, "")
        facts = _facts(case, duty)
        self._happened(desk, case, "due_soon", facts, clause=duty.clause)
        self._letters.tell_agents(desk, case, "due_soon", facts)

    def _breached(self, desk: Desk, case: Case, duty: Duty) -> None:
        facts = _facts(case, duty)
        desk.timers.end(case.id, duty.kind, "fired", self._clock())
        self._happened(desk, case, "breached", facts, clause=duty.clause)
        self._letters.tell_agents(desk, case, "breached", facts)

    def _not_confirmed(self, desk: Desk, case: Case, duty: Duty) -> None:
        conditions = self._document(case).duties.conditions
        if conditions and case.severity == conditions.level:
            self.fall(desk, case, conditions, "unconfirmed", conditions.refused_clause, _unheard(duty))

    def _not_answered(self, desk: Desk, case: Case, duty: Duty) -> None:
        conditions = self._document(case).duties.conditions
        if conditions and case.severity == conditions.level:
            self.fall(desk, case, conditions, "unanswered", conditions.fall_clause, _unheard(duty))

    def fall(
        self, desk: Desk, case: Case, conditions: Conditions, why: Broken, clause: str, evidence: dict[str, Any]
    ) -> None:
        """The level falls by itself (MAR-07, MAR-08); customer and agents are told."""
        before = case.severity or ""
        fell = {"before": before, "now": conditions.falls_to, "why": why, "by": case.severity_by, **evidence}
        for kind in ("conditions", "answer"):
            desk.timers.end(case.id, kind, "cancelled", self._clock())
        case = desk.cases.change(case.id, severity=conditions.falls_to, severity_by="rule", severity_asked=None)
        self._happened(desk, case, "severity_fell", fell, clause=clause)
        case = self.count(desk, case)
        self.tell_severity(desk, case, before, why)
        facts = {"before": before, "now": conditions.falls_to, "clause": clause}
        self._letters.tell_agents(desk, case, "severity_fell", facts)

    def tell_severity(self, desk: Desk, case: Case, before: str, cause: str, reason: str = "") -> None:
        """A letter to the customer about a level that changed, or is known now; it asks for the level's conditions."""
        document, language = self._document(case), self._letters.language(desk, case)
        names = {
            key: document.level_said(level, language) or None
            for key, level in (("before", before), ("now", case.severity or ""))
        }
        asked, due_at = self.conditions_to_ask(desk, case), case.due_at
        promised = case.reaction == "first_contact" and case.first_contact_at is None and due_at is not None
        self._letters.write(desk, case, "severity", {
            **names, "cause": cause, "reason": reason or None,
            "due": self._letters.moment(desk, case, due_at) if promised and due_at and due_at > self._clock() else None,
            "conditions": asked.confirm.said(language) if asked else None,
            "within": span(asked.answer_within, language) if asked else None,
        }, awaits=asked is not None)  # fmt: skip

    def conditions_to_ask(self, desk: Desk, case: Case) -> Conditions | None:
        """Conditions of the level that the customer hasn't confirmed (MAR-06)."""
        conditions = self._document(case).duties.conditions
        holds = conditions is not None and case.severity == conditions.level
        return conditions if holds and not self.conditions_agreed(desk, case) else None

    def manager_wanted(self, desk: Desk, case: Case, clause: str) -> None:
        """The customer asks for a manager: agents call one (VEE-24)."""
        desk.post.remind(MANAGER, f"the customer asks for a manager ({clause})", self._clock(), case.id)
        self._letters.tell_agents(desk, case, MANAGER, {"clause": clause})

    def _attempt_due(self, desk: Desk, case: Case, duty: Duty) -> None:
        desk.post.task("contact_attempt", "the customer is to be contacted again", self._clock(), ticket_id=case.id)
        self._letters.tell_agents(desk, case, "attempt_due", {"clause": duty.clause})

    def _severity_wanted(self, desk: Desk, case: Case, duty: Duty) -> None:
        if case.severity is None and case.reacted_at is None:
            reason = f"no severity is known; the earliest deadline is {duty.due_at.isoformat(timespec='minutes')}"
            desk.post.task("severity_wanted", reason, self._clock(), ticket_id=case.id)
            facts = {"due": duty.due_at.isoformat(timespec="minutes"), "clause": duty.clause}
            self._letters.tell_agents(desk, case, "severity_wanted", facts)

    def _survey(self, desk: Desk, case: Case, duty: Duty) -> None:
        if case.state == "closed" and self._settings.survey_url:
            self._letters.write(desk, case, "survey", {"url": self._settings.survey_url})
            self._happened(desk, case, "survey_sent", {}, clause=duty.clause)

    def closed(self, desk: Desk, case: Case) -> None:
        """No timer of an open ticket goes on; the survey comes later, where it is on (VEE-21)."""
        now, document = self._clock(), self._terms.find(case.terms)
        for clock in CLOCKS:
            self.stop(desk, case, clock, now)
        desk.timers.end(case.id, None, "cancelled", now)
        survey = document.duties.survey if document else None
        if survey and self._settings.survey_url:
            desk.timers.set(case.id, "survey", survey.clause, now + survey.after, now)

    def next_working_day(self, desk: Desk, case: Case, at: datetime) -> datetime:
        """When the next working day of the customer's plan opens, after the day of `at`."""
        calendar = self.calendar(desk, case)
        if calendar is None:
            return at + timedelta(days=1)
        return next(calendar.open_from(calendar.begin_of(calendar.day_of(at) + timedelta(days=1))))[0]

    def calendar(self, desk: Desk, case: Case) -> Calendar | None:
        """On whose working days the customer is called: the rule's, else the plan's, in the customer's zone (VEE-19)."""
        document = self._document(case)
        rule, plan = document.duties.contact_attempts, document.plans.get(case.plan or "")
        key = (rule.calendar if rule else None) or (plan.calendar if plan else None)
        thread = desk.cases.thread(case.id)
        return calendar_of(document.calendars[key], thread.zone, thread.holidays) if key else None

    def without_terms(self, desk: Desk, case: Case) -> None:
        """The document that the ticket stands under was taken out: nothing follows from it until it is back."""
        reason = f"{case.terms} isn't among the terms any more: nobody can say what this customer may expect"
        desk.post.remind("terms_unknown", reason, self._clock(), case.id)

    def _document(self, case: Case) -> Document:
        assert case.terms is not None  # noqa: S101 -- only tickets under terms have timers
        return self._terms.of(case.terms)

    def _happened(
        self, desk: Desk, case: Case, kind: str, evidence: dict[str, Any], *, clause: str = "",
        versions: dict[str, str] | None = None, at: datetime | None = None,
    ) -> None:  # fmt: skip
        event = Happened(kind=kind, at=at or self._clock(), clause=clause, evidence=evidence, versions=versions or {})
        desk.tickets.happened(case.id, event)


def _stopped_at(case: Case, clock: str) -> datetime | None:
    """When what the clock waits for happened; None if it hasn't."""
    happened = {"reaction": case.reacted_at, "workaround": case.workaround_at or case.closed_at}
    return happened.get(clock, case.closed_at)


def _facts(case: Case, duty: Duty) -> dict[str, str]:
    """What agents are told of a deadline."""
    due = duty.due_at.isoformat(timespec="minutes")
    return {"clock": duty.kind, "due": due, "clause": duty.clause, "severity": case.severity or ""}


def _unheard(duty: Duty) -> dict[str, Any]:
    """For the history: the letter that wasn't answered, and by when an answer would have been in time."""
    return {"letter": duty.evidence.get("letter"), "due": duty.due_at.isoformat()}


def _settled(case: Case) -> bool:
    """Whether the reaction has happened while it was due."""
    return case.reacted_at is not None and case.due_at is not None


def _waits(case: Case, clock: str) -> bool:
    return clock != "reaction" and case.waiting_since is not None
