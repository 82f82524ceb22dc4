"""What the terms say of a new request becomes its ticket's columns, the first lines of its history, and its timers."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from intakebot.casework.marking import MANAGER
from intakebot.domain.case import UNDER_NO_TERMS, Opening
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
    versions = {"terms": case.document.version}

    def happened(kind: str, clause: str, evidence: dict[str, Any], actor: str = "bot") -> None:
        event = Happened(kind=kind, at=at, actor=actor, clause=clause, evidence=evidence, versions=versions)
        desk.tickets.happened(ticket.id, event)

    for mark in case.marks:
        happened("marked", mark.clause, {"mark": mark.code, "detail": mark.detail})
        if mark.code == MANAGER:
            office.duties.manager_wanted(desk, desk.cases.of(ticket.id), mark.clause)
    if sign := case.stated:
        clause = case.document.agreement.clause or case.document.severities[sign.id].clause
        place = {"message": message_id, "where": sign.where, "start": sign.start, "end": sign.end}
        happened("severity_stated", clause, {"level": sign.id, **place}, "customer")
    if case.proposal and case.impact:
        desk.tickets.happened(
            ticket.id, proposed_event(case.proposal, case.impact, case.document.version, message_id, at)
        )
        if case.proposal.urgent:
            office.duties.urgent(desk, desk.cases.of(ticket.id), case.proposal.clause)
    if case.confirmed and case.document.duties.conditions:
        happened("conditions_agreed", case.document.duties.conditions.clause, {"message": message_id}, "customer")
    if case.missing:
        clause = case.document.requires[case.missing[0]].clause
        given = [sign.id for sign in case.given]
        happened("information_asked", clause, {"items": list(case.missing), "given": given})
    office.clocks.opened(desk, desk.cases.of(ticket.id), case.deadlines)


def proposed_event(proposal: Proposal, impact: Impact, terms: str, message_id: int, at: datetime) -> Happened:
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
