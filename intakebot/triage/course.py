"""The course of a ticket: its plan, a workaround, its end, and what colleagues remark on it."""

from dataclasses import dataclass

from intakebot.casework.work import NotDone
from intakebot.store.desk import Desk
from intakebot.triage.ground import Ground, plain


@dataclass(frozen=True, kw_only=True, slots=True)
class Course(Ground):
    """Remarked on, replanned, worked around, closed, opened again."""

    def note(self, desk: Desk, number: str, by: str, *, words: str) -> None:
        """A remark for colleagues alone: nothing is sent, nothing follows; a closed ticket takes it too."""
        case = self._found(desk, number)
        if not (said := plain(words)):
            raise NotDone("a note needs words")
        self.happened(desk, case, "note", {"words": said}, actor=by)

    def plan(self, desk: Desk, number: str, plan: str, by: str, *, how: str) -> None:
        """The plan that the ticket is served under is another: the customer has shown it since (CEN-09)."""
        case = self._open(desk, number)
        document = self.document(case)
        if plan not in document.plans:
            raise NotDone(
                "{terms} has no plan {plan!r}; it has {known}",
                terms=document.id,
                plan=plan,
                known=tuple(document.plans),
            )
        rule = document.unknown_plan
        evidence = {"before": case.plan, "now": plan, "how": how}
        known = {key for key, item in document.requires.items() if item.known == "plan"}
        missing = [key for key in case.missing or () if key not in known]
        marks = [mark for mark in case.marks or () if mark["code"] != "unknown_plan"]
        case = desk.cases.change(case.id, plan=plan, missing=missing, marks=marks)
        self.happened(desk, case, "plan_changed", evidence, actor=by, clause=rule.clause or "")
        self.clocks.recounted(desk, case)

    def worked_around(self, desk: Desk, number: str, by: str, *, how: str) -> None:
        """The customer has a workaround."""
        case, now = self._open(desk, number), self.clock()
        case = desk.cases.change(case.id, workaround_at=case.workaround_at or now)
        self.clocks.stop(desk, case, "workaround", now)
        self.happened(desk, case, "workaround_given", {"how": how}, actor=by)

    def close(self, desk: Desk, number: str, by: str, *, reason: str) -> None:
        """The ticket is done."""
        case, now = self._open(desk, number), self.clock()
        ticket = desk.tickets.of(case.id)
        desk.tickets.close(ticket, now)
        desk.post.settled(case.id, at=now)
        self.happened(desk, case, "closed", {"reason": reason}, actor=by)
        self.duties.closed(desk, desk.cases.of(case.id))

    def reopen(self, desk: Desk, number: str, by: str, *, reason: str) -> None:
        """It isn't done after all: its clocks run on, as when the customer writes again."""
        case = self._found(desk, number)
        self._not_merged(desk, case)
        if case.state == "open":
            raise NotDone("{number} is open", number=number)
        desk.tickets.reopen(desk.tickets.of(case.id))
        self.happened(desk, case, "reopened", {"reason": reason}, actor=by)
        self.clocks.watch_again(desk, desk.cases.of(case.id))
