"""What the terms say of a new request becomes its ticket's columns, the first lines of its history, and its timers."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from intakebot.casework.marking import MANAGER
from intakebot.domain.case import UNDER_NO_TERMS, Case, Opening
from intakebot.domain.entitlement import Mark
from intakebot.domain.impact import FACETS, Impact
from intakebot.domain.proposal import Proposal
from intakebot.domain.ticket import Ticket
from intakebot.intake.assess import Assessment
from intakebot.office import Office
from intakebot.store.desk import Desk
from intakebot.store.tickets import Happened


def opening(case: Assessment | None) -> Opening:
    """The ticket's columns."""
    if case is None:
        return UNDER_NO_TERMS
    due = {deadline.clock: deadline.due_at for deadline in case.deadlines or ()}
    return Opening(
        severity=case.level,
        severity_by=None if case.level is None else "stated" if case.stated else "proposed",
        severity_rank=case.document.rank(case.level),
        reaction=case.document.reaction.counts,
        due_at=due.get("reaction"),
        workaround_due_at=due.get("workaround"),
        resolution_due_at=due.get("resolution"),
        marks=[asdict(mark) for mark in case.marks],
        missing=list(case.missing),
        terms_version=case.document.version,
    )


def opened(desk: Desk, office: Office, case: Assessment, ticket: Ticket, message_id: int, at: datetime) -> None:
    """Its history, and its timers."""
    _told(desk, office, desk.cases.of(ticket.id), case, message_id, at, first=True)
    office.clocks.opened(desk, desk.cases.of(ticket.id), case.deadlines)


def told_on(desk: Desk, office: Office, before: Case, now: Assessment, message_id: int, at: datetime) -> None:
    """It is told in several messages (a chat): what all of them say together counts, and what is new joins its history."""
    _told(desk, office, before, now, message_id, at, first=False)
    open_to = now.level and before.severity_by in (None, "proposed", "stated")
    level = opening(now) if open_to else before
    marks = [*(before.marks or ()), *map(asdict, _new_marks(before, now))]
    case = desk.cases.change(
        before.id, missing=list(now.missing), marks=marks, severity=level.severity, severity_by=level.severity_by,
        severity_rank=level.severity_rank,
    )  # fmt: skip
    if case.severity != before.severity:
        office.clocks.count(desk, case)


def _told(
    desk: Desk, office: Office, case: Case, now: Assessment, message_id: int, at: datetime, *, first: bool
) -> None:  # fmt: skip
    """What an assessment adds to the history: all of it at first, later what has changed."""
    document = now.document

    def happened(kind: str, clause: str, evidence: dict[str, Any], actor: str = "bot") -> None:
        versions = {"terms": document.version}
        event = Happened(kind=kind, at=at, actor=actor, clause=clause, evidence=evidence, versions=versions)
        desk.tickets.happened(case.id, event)

    for mark in now.marks if first else _new_marks(case, now):
        happened("marked", mark.clause, {"mark": mark.code, "detail": mark.detail})
        if mark.code == MANAGER:
            office.duties.manager_wanted(desk, case, mark.clause)
    if now.stated and (first or (case.severity, case.severity_by) != (now.stated.id, "stated")):
        clause = document.agreement.clause or document.severities[now.stated.id].clause
        place = {"where": now.stated.where, "start": now.stated.start, "end": now.stated.end}
        happened("severity_stated", clause, {"level": now.stated.id, "message": message_id, **place}, "customer")
    if now.proposal and now.impact:
        urgent_before = not first and desk.cases.proposed(case.id).get("urgent")
        proposed = _proposed(now.proposal, now.impact, document.version, message_id, at)
        desk.tickets.happened(case.id, proposed)
        if now.proposal.urgent and not urgent_before:
            office.duties.urgent(desk, case, now.proposal.clause)
    conditions = document.duties.conditions
    if now.confirmed and conditions and (first or not desk.tickets.times(case.id, "conditions_agreed")):
        happened("conditions_agreed", conditions.clause, {"message": message_id}, "customer")
    if now.missing and (first or list(now.missing) != case.missing):
        clause, given = document.requires[now.missing[0]].clause, [sign.id for sign in now.given]
        happened("information_asked", clause, {"items": list(now.missing), "given": given})


def _new_marks(case: Case, now: Assessment) -> list[Mark]:
    known = {mark["code"] for mark in case.marks or ()}
    return [mark for mark in now.marks if mark.code not in known]


def _proposed(proposal: Proposal, impact: Impact, terms: str, message_id: int, at: datetime) -> Happened:
    """What the classifier believes, however sure it is, with the words that decided it (design.md 4.9)."""
    cues = [{"where": cue.where, "start": cue.start, "end": cue.end, "facet": cue.facet} for cue in impact.cues]
    evidence = {
        "level": proposal.level, "confidence": proposal.confidence, "probabilities": dict(proposal.probabilities),
        "abstains": proposal.abstains, "urgent": proposal.urgent, "message": message_id, "cues": cues,
        "facets": {name: impact.likeliest(name) for name in FACETS},
    }  # fmt: skip
    versions = {"terms": terms, "model": impact.version}
    return Happened(
        kind="severity_proposed", at=at, actor="bot", clause=proposal.clause, evidence=evidence, versions=versions
    )
