"""What customers would be promised otherwise, with an example of each deadline before and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from intakebot.terms.clocks import CannotCount
from intakebot.terms.clocks.due import Deadline, deadlines
from intakebot.terms.document import Document
from intakebot.terms.document.targets import CLOCKS, Clock

#: Plans with levels that are looked at; a document has some ten.
_MOST = 300
_FRIDAY, _LATE = 4, time(15)


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """What is promised, and when that would be due; "" and None where the plan or the level isn't there."""

    promise: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseChange:
    """One clock of a plan and a level, before and after."""

    terms: str
    plan: str
    level: str
    clock: Clock
    before: Side
    after: Side


def example(now: datetime, document: Document) -> datetime:
    """When an exemplary request comes: next Friday afternoon, where nights, weekends and closing hours show."""
    local = now.astimezone(ZoneInfo(document.zone))
    friday = local.date() + timedelta(days=(_FRIDAY - local.weekday() - 1) % 7 + 1)
    return datetime.combine(friday, _LATE, local.tzinfo)


def promise_changes(old: Document | None, new: Document | None, received_at: datetime) -> Iterator[PromiseChange]:
    """All of a document that is there before, after, or both."""
    known = [document for document in (new, old) if document]
    plans = dict.fromkeys(plan for document in known for plan in document.plans)
    levels = dict.fromkeys(level for document in known for level in document.severities)
    for plan, level in islice(((plan, level) for plan in plans for level in levels), _MOST):
        before, after = _sides(old, plan, level, received_at), _sides(new, plan, level, received_at)
        for clock in CLOCKS:
            was, becomes = before.get(clock, Side()), after.get(clock, Side())
            if was != becomes:
                yield PromiseChange(terms=known[0].id, plan=plan, level=level, clock=clock, before=was, after=becomes)


def _sides(document: Document | None, plan: str, level: str, received_at: datetime) -> dict[Clock, Side]:
    if document is None or plan not in document.plans or level not in document.severities:
        return {}
    try:
        return {each.clock: _side(each) for each in deadlines(document, plan, level, received_at)}
    except CannotCount:
        return {}


def _side(deadline: Deadline) -> Side:
    return Side(promise=str(deadline.promise.text), due_at=deadline.due_at)
