"""Why the deadlines of a ticket are when they are, step by step, in a person's language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intakebot.domain.case import Case
from intakebot.replies.moments import spoken
from intakebot.store.desk import Desk
from intakebot.terms.clocks import CannotCount, Deadline, deadlines
from intakebot.terms.clocks.asking import LANGUAGES
from intakebot.terms.document.targets import CLOCKS, Clock
from intakebot.terms.library import Library

_Kept = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Under:
    """The level, the plan and its hours that decided a deadline."""

    level: str
    plan: str
    #: Key of a calendar of the terms, and whose holidays are left out ("RU"); None and "" where the wall clock ran.
    hours: str | None
    holidays: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Explained:
    """One deadline that stands."""

    clock: Clock
    #: As the terms write it: "2 wh", "1 bd".
    promise: str
    clause: str
    due_at: datetime
    #: In words, by the asker's clock: «21 ноября 2026 г., 19:05 (Москва)».
    due_said: str
    #: Since when it was counted, where that isn't receipt: the severity changed then.
    since: datetime | None
    #: How it was counted, by the clock of `zone`, without full stops.
    steps: tuple[str, ...]
    #: Of the steps; "en" where they can only be told as they were noted, since the terms were edited after that.
    language: str
    #: IANA; None where the steps are told as they were noted: then it is the plan's, as it was.
    zone: str | None
    #: What it was counted under; None where the terms were edited after that.
    under: Under | None
    #: When the customer was waited for after the steps, and the deadline moved on by that (XOP-11).
    waited: tuple[tuple[datetime, datetime], ...]


def explained(desk: Desk, terms: Library, number: str, language: str, zone: str) -> list[Explained]:
    """The deadlines that stand for the ticket with this number, in the order of the clocks; none without a promise or ticket.

    The history says how each was counted (design.md 4.9). `language`: en, ru or pl, else English; `zone` is the asker's.
    """
    ticket = desk.tickets.numbered(number)
    if ticket is None:
        return []
    case = desk.cases.of(ticket.id)
    columns = {"reaction": case.due_at, "workaround": case.workaround_due_at, "resolution": case.resolution_due_at}
    history, found = desk.cases.counts(case.id), []
    for clock in CLOCKS:
        due_at = columns[clock]
        place = next((place for place, kept in enumerate(history) if _due_at(kept, clock) == due_at), None)
        if due_at is not None and place is not None:
            same, under = _same(desk, terms, case, clock, history[place])
            found.append(_explained(clock, due_at, history[place:], same, under, language, zone))
    return found


def _due_at(kept: _Kept, clock: Clock) -> datetime | None:
    said = kept.get(clock, {}).get("due_at")
    return datetime.fromisoformat(said) if said else None


def _explained(
    clock: Clock, due_at: datetime, history: Sequence[_Kept], same: Deadline | None, under: Under | None, language: str,
    zone: str,
) -> Explained:  # fmt: skip
    kept, since = history[0][clock], history[0].get("since")
    return Explained(
        clock=clock, promise=kept.get("promise", ""), clause=kept.get("clause", ""), due_at=due_at,
        due_said=spoken(due_at, zone, language), since=datetime.fromisoformat(since) if since else None,
        steps=_texts(same, language) if same else tuple(kept.get("steps", ())), language=language if same and language in LANGUAGES else "en",
        zone=same.course.zone.key if same and same.course else None, under=under, waited=() if clock == "reaction" else _waited(history),
    )  # fmt: skip


def _waited(history: Sequence[_Kept]) -> tuple[tuple[datetime, datetime], ...]:
    """The waits since the deadline was counted with its steps; the history is the newest first."""
    found: list[tuple[datetime, datetime]] = []
    for kept in history:
        if "waited" not in kept:
            break
        since, until = map(datetime.fromisoformat, kept["waited"])
        found.insert(0, (since, until))
    return tuple(found)


def _texts(deadline: Deadline, language: str) -> tuple[str, ...]:
    return tuple(step.text for step in deadline.steps(language))


def _same(
    desk: Desk, terms: Library, case: Case, clock: Clock, kept: _Kept
) -> tuple[Deadline, Under] | tuple[None, None]:
    """The deadline counted anew, if that gives the very steps that were noted; then they can be told in any language."""
    noted = tuple(kept[clock].get("steps", ()))
    since = datetime.fromisoformat(kept["since"]) if "since" in kept else case.received_at
    found = (each for each in _counted(desk, terms, case, clock, since) if _texts(each[0], "en") == noted)
    return next(found, (None, None))


def _counted(desk: Desk, terms: Library, case: Case, clock: Clock, since: datetime) -> Iterator[tuple[Deadline, Under]]:
    """By the level that holds, then by the others, as a reaction that has happened stands under the level of its time."""
    document, plan = terms.find(case.terms), case.plan
    if document is None or plan is None:
        return
    thread = desk.cases.thread(case.id)
    waits = dict.fromkeys([desk.cases.pauses(case.id), ()]) if clock != "reaction" else ((),)
    for level in sorted(document.severities, key=lambda level: level != case.severity):
        for pauses in waits:
            try:
                found = deadlines(document, plan, level, since, thread.zone, thread.holidays, pauses)
            except CannotCount:
                continue
            deadline = next(one for one in found if one.clock == clock)
            calendar = deadline.course.calendar if deadline.course else None
            yield deadline, Under(
                level=level, plan=plan, hours=document.plans[plan].window(level) if calendar else None,
                holidays=calendar.holidays if calendar else "",
            )  # fmt: skip
