"""Missed deadlines, each with its ticket, by how much, and its story."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from intakebot.domain.missed import Missed
from intakebot.domain.timed import Timed
from intakebot.reports.report import Asked, Offer, wanted
from intakebot.reports.standing import CLOCKS, Clock, as_it_was, counted_until, due_at_of, ended_at_of, standing
from intakebot.reports.story import Called, StoryLine, by_id, story


@dataclass(frozen=True, kw_only=True, slots=True)
class Breach:
    """One clock of a ticket that ran longer than promised."""

    number: str
    customer: str
    terms: str | None
    plan: str | None
    severity: str | None
    clock: Clock
    received_at: datetime
    due_at: datetime
    #: When what was due happened, or the ticket went on as another; None: neither has yet.
    happened_at: datetime | None
    #: By how much, until then or until now; not while the customer is waited for (XOP-11).
    late: timedelta
    story: tuple[StoryLine, ...]


def may_be_late(ticket: Timed, asked: Asked, offers: Mapping[str, Offer]) -> bool:
    """Whether a ticket that was asked for has a breach as things stood then. Automatic mail has none."""
    if ticket.automatic or not wanted(ticket, asked, offers):
        return False
    seen = as_it_was(ticket, asked.as_of)
    return any(standing(seen, clock, asked.as_of) == "breached" for clock in CLOCKS)


def breaches(
    late: Iterable[Missed], asked: Asked, language: str = "en", called: Called = by_id
) -> Iterator[Breach]:  # fmt: skip
    """Each breach of these tickets, as things stood at `asked.as_of`; `called` names levels and plans in their stories."""
    tell = partial(story, language=language, called=called)
    for missed in late:
        seen = as_it_was(missed.ticket, asked.as_of)
        for clock in CLOCKS:
            due_at = due_at_of(seen, clock)
            if due_at and standing(seen, clock, asked.as_of) == "breached":
                yield _breach(missed, seen, clock, due_at, asked.as_of, tell)


def _breach(
    missed: Missed, seen: Timed, clock: Clock, due_at: datetime, as_of: datetime,
    tell: Callable[[Missed, Clock, datetime], tuple[StoryLine, ...]],
) -> Breach:  # fmt: skip
    happened_at = ended_at_of(seen, clock)
    return Breach(
        number=missed.number, customer=missed.customer, terms=seen.terms, plan=seen.plan, severity=seen.severity,
        clock=clock, received_at=seen.received_at, due_at=due_at, happened_at=happened_at,
        late=counted_until(seen, clock, happened_at or as_of) - due_at,
        story=tell(missed, clock, happened_at or as_of),
    )  # fmt: skip
