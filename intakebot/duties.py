"""Duties: what the terms impose on a ticket beside its severity. Timers that have run down come here; read `fire` first.

Each timer is a row with a job (store/timers.py), so it survives restarts, and what it is for is done once.
"""

from dataclasses import dataclass
from datetime import datetime

from intakebot.casework import gathering, putting_off
from intakebot.casework.attempts import Attempts
from intakebot.casework.clocks import TicketClocks
from intakebot.casework.conditions import LevelConditions
from intakebot.casework.gathering import Gathering
from intakebot.casework.marking import MANAGER
from intakebot.casework.putting_off import PuttingOff
from intakebot.casework.work import CaseWork
from intakebot.domain.case import Case, Duty
from intakebot.domain.job import Job
from intakebot.domain.sentence import Sentence
from intakebot.replies.events import BY_A_PERSON
from intakebot.store.desk import Desk
from intakebot.store.post import Posted
from intakebot.terms.document.targets import CLOCKS

#: Timers that no document imposes.
_OURS = (gathering.KIND, putting_off.KIND)


@dataclass(frozen=True, kw_only=True, slots=True)
class Duties(CaseWork):
    """Does what timers are for, and hears of what starts and ends them."""

    clocks: TicketClocks
    conditions: LevelConditions
    attempts: Attempts
    gathering: Gathering
    putting_off: PuttingOff
    #: Page of the survey (VEE-21); "" sends none.
    survey_url: str

    def fire(self, desk: Desk, job: Job) -> None:
        """Do what a timer is for. One that ended meanwhile, or whose clock was stopped, does nothing."""
        duty = desk.timers.load(job.subject)
        case = desk.cases.held(duty.ticket_id) if duty else None
        if duty is None or case is None:
            desk.jobs.finish(job)
        elif duty.kind in CLOCKS:
            self.clocks.fired(desk, job, case, duty)
        elif duty.kind not in _OURS and self.terms.find(case.terms) is None:
            desk.jobs.finish(job)
            desk.timers.end(case.id, duty.kind, "cancelled", self.clock())
            self.without_terms(desk, case)
        else:
            desk.jobs.finish(job)
            desk.timers.end(case.id, duty.kind, "fired", self.clock())
            if case.state == "open" or duty.kind == "survey":
                self._do(desk, case, duty)

    def _do(self, desk: Desk, case: Case, duty: Duty) -> None:
        match duty.kind:
            case "conditions" | "answer":
                self.conditions.ran_down(desk, case, duty)
            case "attempt":
                self.attempts.due(desk, case, duty)
            case "update":
                self._update_due(desk, case, duty)
            case "severity":
                self._severity_wanted(desk, case, duty)
            case "survey":
                self._survey(desk, case, duty)
            case gathering.KIND:
                self.gathering.ended(desk, case, duty)
            case putting_off.KIND:
                self.putting_off.end(desk, case, {"until": duty.due_at.isoformat()})

    def handed_over(self, desk: Desk, posted: Posted, at: datetime) -> None:
        """A letter has left: it may be the first contact; where it asks the customer for something, he is waited for, if
        the terms say so.
        """
        case = desk.cases.held(posted.ticket_id) if posted.ticket_id else None
        if case is None or case.state == "closed":
            return
        document = self.terms.find(case.terms)
        if posted.kind in BY_A_PERSON:
            case = self._spoken_to(desk, case, posted, at)
        if document is None or posted.kind == "answer":  # which asks for nothing
            return
        rules = document.duties
        if rules.waiting and case.missing and case.waiting_since is None:
            case = desk.cases.change(case.id, waiting_since=at)
            self.happened(desk, case, "waiting", {"letter": posted.id}, clause=rules.waiting.clause, at=at)
            for clock in ("workaround", "resolution"):
                desk.timers.end(case.id, clock, "cancelled", at)
        self.conditions.handed_over(desk, case, posted, at)

    def _spoken_to(self, desk: Desk, case: Case, posted: Posted, at: datetime) -> Case:
        """A person has answered, or asked: the first contact where there was none before, and news in any case (MAR-05)."""
        if case.first_contact_at is None:
            case = desk.cases.change(case.id, first_contact_at=at)
            clause = self.reaction_clause(case, "first_contact")
            self.happened(desk, case, "contacted", {"letter": posted.id}, clause=clause, at=at)
            if case.reaction == "first_contact":
                self.clocks.stop(desk, case, "reaction", at)
        self.clocks.updated(desk, case, at)
        return case

    def taken_back(self, desk: Desk, ticket_id: int, letter_id: int) -> None:
        """A letter bounced: the clock that it had stopped runs again, also where the ticket goes on as another, and what it
        asked for wasn't asked.
        """
        case = desk.cases.held(ticket_id)
        now = self.clock()
        if case.first_contact_at and desk.cases.contacted_by(case.id) == letter_id:
            case = desk.cases.change(case.id, first_contact_at=desk.cases.contacted_before(case.id))
            self.happened(desk, case, "contact_taken_back", {"letter": letter_id})
        for duty in desk.timers.open(case.id):
            if duty.kind in ("conditions", "answer") and duty.evidence.get("letter") == letter_id:
                desk.timers.end(case.id, duty.kind, "cancelled", now)
        if case.waiting_since and desk.cases.waited_by(case.id) == letter_id:
            case = self._waited(desk, case, case.waiting_since, now)
        if case.state == "open":
            self.clocks.watch_again(desk, case)
        if case.merged_into_id is not None:
            self.taken_back(desk, case.merged_into_id, letter_id)

    def heard(self, desk: Desk, case: Case, at: datetime) -> Case:
        """The customer answered: nobody waits for him any longer, and the clocks that stood still run on (XOP-11).

        `at`: when we got the answer, however late it was read.
        """
        desk.timers.end(case.id, "answer", "done", self.clock())
        since = case.waiting_since
        return case if since is None else self._waited(desk, case, since, max(since, min(at, self.clock())))

    def _waited(self, desk: Desk, case: Case, since: datetime, until: datetime) -> Case:
        self.happened(desk, case, "waiting_ended", {"since": since.isoformat()}, at=until)
        return self.clocks.resume(desk, desk.cases.change(case.id, waiting_since=None), (since, until))

    def manager_wanted(self, desk: Desk, case: Case, clause: str) -> None:
        """The customer asks for a manager: agents call one (VEE-24)."""
        desk.post.remind(
            MANAGER, Sentence("the customer asks for a manager ({clause})", clause=clause), self.clock(), case.id
        )
        self.letters.tell_agents(desk, case, MANAGER, {"clause": clause})

    def urgent(self, desk: Desk, case: Case, clause: str) -> None:
        """A new request may have an urgent level: agents look at once."""
        desk.post.remind(
            "urgent", Sentence("it may be urgent by what it describes: confirm its severity"), self.clock(), case.id
        )
        self.letters.tell_agents(desk, case, "urgent", {"severity": case.severity or "", "clause": clause})

    def _severity_wanted(self, desk: Desk, case: Case, duty: Duty) -> None:
        if case.severity_by in (None, "proposed") and case.reacted_at is None:
            desk.post.task("severity_wanted", self._wanted(case, duty), self.clock(), ticket_id=case.id)
            facts = {"due": duty.due_at.isoformat(timespec="minutes"), "clause": duty.clause}
            self.letters.tell_agents(desk, case, "severity_wanted", facts)

    def _wanted(self, case: Case, duty: Duty) -> Sentence:
        document = self.terms.find(case.terms)
        if document is None or case.severity is None:
            return Sentence("no severity is known; the earliest deadline is {due}", due=duty.due_at)
        return Sentence(
            "only a proposed severity ({severity}) is known; the earliest deadline is {due}",
            severity=document.level_name(case.severity), due=duty.due_at,
        )  # fmt: skip

    def _update_due(self, desk: Desk, case: Case, duty: Duty) -> None:
        """The customer should have been told how things stand (MAR-05)."""
        due = duty.due_at.isoformat(timespec="minutes")
        self.happened(desk, case, "update_due", {"due": due}, clause=duty.clause)
        reason = Sentence("the customer was to be told how things stand by {due}", due=duty.due_at)
        desk.post.remind("update_due", reason, self.clock(), case.id)
        self.letters.tell_agents(desk, case, "update_due", {"due": due, "clause": duty.clause})

    def _survey(self, desk: Desk, case: Case, duty: Duty) -> None:
        if case.state == "closed" and self.survey_url:
            self.letters.write(desk, case, "survey", {"url": self.survey_url})
            self.happened(desk, case, "survey_sent", {}, clause=duty.clause)

    def ended(self, desk: Desk, case: Case) -> None:
        """No timer of an open ticket goes on."""
        now = self.clock()
        for clock in CLOCKS:
            self.clocks.stop(desk, case, clock, now)
        desk.timers.end(case.id, None, "cancelled", now)
        self.putting_off.forget(desk, case)

    def closed(self, desk: Desk, case: Case) -> None:
        """The same once the request is done; the survey comes later, where it is on (VEE-21)."""
        self.ended(desk, case)
        now, document = self.clock(), self.terms.find(case.terms)
        survey = document.duties.survey if document else None
        if survey and self.survey_url:
            desk.timers.set(case.id, "survey", survey.clause, now + survey.after, now)

    def without_terms(self, desk: Desk, case: Case) -> None:
        """The document that the ticket stands under was taken out: nothing follows from it until it is back."""
        reason = Sentence(
            "{terms} isn't among the terms any more: nobody can say what this customer may expect",
            terms=str(case.terms),
        )
        desk.post.remind("terms_unknown", reason, self.clock(), case.id)
