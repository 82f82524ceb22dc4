"""How a ticket stood before an agent's decision: kept with the decision, so that it can be undone."""

from datetime import datetime
from typing import Any

from intakebot.domain.case import Case
from intakebot.store.desk import Desk
from intakebot.store.tickets import Happened
from intakebot.terms.document import Document
from intakebot.terms.document.targets import CLOCKS

#: What a decision changes: columns of the ticket, its timers, and what is to be done about it.
_PLAIN = ("severity", "severity_by", "severity_asked", "reaction")
_TIMES = ("due_at", "workaround_due_at", "resolution_due_at")
_TIMERS = (*CLOCKS, "update")
_TASKS = (
    "change_wanted", "severity_wanted", "urgent", "answer_unproven", "update_due", "notify_another_way", "cannot_count",
)  # fmt: skip


def before(desk: Desk, case: Case) -> dict[str, Any]:
    """For the decision's evidence."""
    times = {name: getattr(case, name) for name in _TIMES}
    return {
        **{name: getattr(case, name) for name in _PLAIN},
        **{name: at.isoformat() if at else None for name, at in times.items()},
        "timers": {str(key): at.isoformat() for key, at in desk.timers.waking(case.id, _TIMERS).items()},
        "tasks": desk.post.open_tasks(case.id, _TASKS),
        "counted": desk.history.latest(case.id, "due"),
    }


def restore(desk: Desk, case: Case, was: dict[str, Any], document: Document | None, at: datetime) -> Case:
    """All of it is as it was; how its deadlines are counted is told once more."""
    _timers(desk, case, was["timers"], at)
    desk.post.tasks_again(case.id, _TASKS, was["tasks"], at)
    if was["counted"] != desk.history.latest(case.id, "due"):
        _counted(desk, case, was["counted"], at)
    times = {name: datetime.fromisoformat(was[name]) if was[name] else None for name in _TIMES}
    rank = document.rank(was["severity"]) if document else -1
    return desk.cases.change(case.id, **{name: was[name] for name in _PLAIN}, severity_rank=rank, **times)


def _timers(desk: Desk, case: Case, ran: dict[str, str], at: datetime) -> None:
    runs = desk.timers.waking(case.id, _TIMERS)
    for duty in desk.timers.open(case.id):
        if duty.id in runs and str(duty.id) not in ran:
            desk.timers.end(case.id, duty.kind, "cancelled", at)
    for key, wakes_at in ran.items():
        if int(key) not in runs:
            desk.timers.resume(int(key), datetime.fromisoformat(wakes_at))


def _counted(desk: Desk, case: Case, event_id: int | None, at: datetime) -> None:
    """The last line of the history that tells of deadlines tells of those that hold; an empty one where none do."""
    told = desk.history.of(event_id) if event_id else None
    desk.tickets.happened(case.id, Happened(
        kind="due", at=at, clause=told.clause if told else "", evidence=told.evidence if told else {},
        versions=told.versions if told else {},
    ))  # fmt: skip
