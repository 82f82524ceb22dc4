"""How the clocks of a ticket stand at a time, by the deadlines that hold for it now.

The same rules as the timers': a reaction is the notice or the first contact, whichever the terms count; a workaround ends
with closing at the latest, a resolution then. While the customer is waited for, the two stand still (XOP-11).

What a ticket had missed before it went on as another stays missed (design.md 4.9): by itself, unless the other has that
deadline or an earlier one, and so answers for it. For what it hadn't missed the other answers in any case.
"""

from dataclasses import replace
from datetime import datetime
from typing import Literal, TypeAlias

from intakebot.domain.timed import Timed

Clock: TypeAlias = Literal["reaction", "workaround", "resolution"]
CLOCKS: tuple[Clock, ...] = ("reaction", "workaround", "resolution")
#: closed: before it was due and without a reaction, so that none can be judged. without: there is no deadline. elsewhere: the
#: ticket that this one went on as answers for it.
Standing: TypeAlias = Literal["kept", "breached", "open", "closed", "without", "elsewhere"]


def as_it_was(ticket: Timed, as_of: datetime) -> Timed:
    """Without what happened later. Severity and deadlines stay as they are now."""
    times = (
        ticket.notice_at, ticket.first_contact_at, ticket.workaround_at, ticket.closed_at, ticket.waiting_since
    )  # fmt: skip
    notice_at, first_contact_at, workaround_at, closed_at, waiting_since = (
        None if at is not None and at > as_of else at for at in times
    )
    if times == (notice_at, first_contact_at, workaround_at, closed_at, waiting_since):
        return ticket
    return replace(
        ticket, notice="unsent" if notice_at != ticket.notice_at else ticket.notice, notice_at=notice_at,
        first_contact_at=first_contact_at, workaround_at=workaround_at, closed_at=closed_at, waiting_since=waiting_since,
        merged_into_id=ticket.merged_into_id if closed_at else None,
    )  # fmt: skip


def standing(ticket: Timed, clock: Clock, as_of: datetime) -> Standing:
    """How one clock stands. A deadline that is met to the microsecond is kept."""
    due_at = due_at_of(ticket, clock)
    if ticket.merged_into_id is not None:
        return "breached" if _missed_before(ticket, clock) else "elsewhere"
    if due_at is None:
        return "without"
    stopped_at = stopped_at_of(ticket, clock)
    if stopped_at is None and ticket.closed_at is not None and ticket.closed_at <= due_at:
        return "closed"
    if counted_until(ticket, clock, stopped_at or as_of) > due_at:
        return "breached"
    return "kept" if stopped_at else "open"


def _missed_before(ticket: Timed, clock: Clock) -> bool:
    """Whether it was missed, by this ticket alone, before it went on as another."""
    due_at, others, ended_at = due_at_of(ticket, clock), _due_at_of_other(ticket, clock), ended_at_of(ticket, clock)
    if due_at is None or ended_at is None or (others is not None and others <= due_at):
        return False
    return counted_until(ticket, clock, ended_at) > due_at


def counted_until(ticket: Timed, clock: Clock, at: datetime) -> datetime:
    """Up to when its time ran: no longer than to the wait that goes on."""
    if clock == "reaction" or ticket.waiting_since is None:
        return at
    return min(at, ticket.waiting_since)


def due_at_of(ticket: Timed, clock: Clock) -> datetime | None:
    """The deadline; None where none was promised."""
    if clock == "reaction":
        return ticket.due_at
    return ticket.workaround_due_at if clock == "workaround" else ticket.resolution_due_at


def _due_at_of_other(ticket: Timed, clock: Clock) -> datetime | None:
    if clock == "reaction":
        return ticket.other_due_at
    return ticket.other_workaround_due_at if clock == "workaround" else ticket.other_resolution_due_at


def ended_at_of(ticket: Timed, clock: Clock) -> datetime | None:
    """When what the clock waits for happened, or the ticket went on as another; None if neither has."""
    return stopped_at_of(ticket, clock) or (ticket.closed_at if ticket.merged_into_id is not None else None)


def stopped_at_of(ticket: Timed, clock: Clock) -> datetime | None:
    """When what the clock waits for happened; None if it hasn't."""
    if clock == "reaction":
        return ticket.notice_at if ticket.reaction == "notice" else ticket.first_contact_at
    return (ticket.workaround_at or ticket.closed_at) if clock == "workaround" else ticket.closed_at
