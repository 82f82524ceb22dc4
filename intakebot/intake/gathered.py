"""A request that is told in several messages is assessed anew with each: what all of them say together counts."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from intakebot.domain.case import Case
from intakebot.intake.assess import Assessment
from intakebot.intake.opening import proposed_event
from intakebot.office import Office
from intakebot.store.desk import Desk
from intakebot.store.tickets import Happened


def reassess(desk: Desk, office: Office, case: Case, told: Assessment, message_id: int, at: datetime) -> None:
    """The level that is now stated or proposed, what is still missing, what an agent must know; deadlines follow."""
    if told.proposal and told.impact:
        event = proposed_event(told.proposal, told.impact, told.document.version, message_id, at)
        desk.tickets.happened(case.id, event)
        if told.proposal.urgent:
            office.duties.urgent(desk, case, told.proposal.clause)
    changes: dict[str, Any] = {"missing": list(told.missing)}
    known = {mark["code"] for mark in case.marks or ()}
    new = [mark for mark in told.marks if mark.code not in known]
    for mark in new:
        _happened(desk, case, told, "marked", mark.clause, {"mark": mark.code, "detail": mark.detail}, at)
    changes["marks"] = [*(case.marks or ()), *map(asdict, new)]
    if told.level and case.severity_by in (None, "proposed", "stated") and told.level != case.severity:
        changes |= {"severity": told.level, "severity_by": "stated" if told.stated else "proposed"}
    if sign := told.stated:
        clause = told.document.agreement.clause or told.document.severities[sign.id].clause
        if case.severity_by != "stated" or case.severity != sign.id:
            place = {"level": sign.id, "message": message_id, "where": sign.where}
            _happened(desk, case, told, "severity_stated", clause, place, at, "customer")
    before, case = case.severity, desk.cases.change(case.id, **changes)
    if case.severity != before:
        office.clocks.count(desk, case)


def _happened(
    desk: Desk,
    case: Case,
    told: Assessment,
    kind: str,
    clause: str,
    evidence: dict[str, Any],
    at: datetime,
    actor: str = "bot",
) -> None:
    versions = {"terms": told.document.version}
    desk.tickets.happened(
        case.id, Happened(kind=kind, at=at, actor=actor, clause=clause, evidence=evidence, versions=versions)
    )
