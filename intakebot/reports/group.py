"""One line of a report: what is counted of the tickets that belong to it."""

from array import array
from collections import Counter
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

from intakebot.domain.timed import Timed
from intakebot.reports.ranks import percentile
from intakebot.reports.standing import CLOCKS, as_it_was, standing

#: What the terms count as the reaction; None where no terms apply.
Counts: TypeAlias = Literal["notice", "first_contact", "both"]
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """What was counted; spans are whole seconds. Automatic mail's tickets are only in `automatic`, and those that went on as
    others only in `merged`: the others count, from the earlier receipt and with the earlier notice and contact. But what they had
    missed by themselves stays missed: X_due and X_breached count that, too.

    tickets = noticed + suppressed + failed + bounced + unsent
    X_due = X_kept + X_breached + X_open (+ reaction_closed); tickets = X_due + X_without - what merged ones had missed
    """

    reaction: Counts | None
    tickets: int = 0
    automatic: int = 0
    merged: int = 0
    noticed: int = 0
    suppressed: int = 0
    failed: int = 0
    bounced: int = 0
    unsent: int = 0
    first_contacts: int = 0
    #: From receipt to the notice that stands, and to the first answer of a person.
    notice_median: int | None = None
    notice_p95: int | None = None
    first_contact_median: int | None = None
    first_contact_p95: int | None = None
    reaction_due: int = 0
    reaction_kept: int = 0
    reaction_breached: int = 0
    reaction_open: int = 0
    #: Closed before it was due, without a reaction.
    reaction_closed: int = 0
    reaction_without: int = 0
    workaround_due: int = 0
    workaround_kept: int = 0
    workaround_breached: int = 0
    workaround_open: int = 0
    workaround_without: int = 0
    resolution_due: int = 0
    resolution_kept: int = 0
    resolution_breached: int = 0
    resolution_open: int = 0
    resolution_without: int = 0


FIGURES = tuple(field.name for field in fields(Figures))


class Group:
    """Adds tickets up. Of each ticket 16 bytes stay in memory, for the percentiles."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.reactions: set[Literal["notice", "first_contact"]] = set()
        self.notices = array("q")
        self.first_contacts = array("q")

    def add(self, ticket: Timed, as_of: datetime) -> None:
        """Count a ticket that was received by `as_of`, as it was then."""
        if ticket.reaction:
            self.reactions.add(ticket.reaction)
        if ticket.automatic:
            self.counts["automatic"] += 1
            return
        seen = as_it_was(ticket, as_of)
        self._count_clocks(seen, as_of)
        if seen.merged_into_id is not None:
            self.counts["merged"] += 1
            return
        self.counts["tickets"] += 1
        self.counts[seen.notice] += 1
        if seen.notice_at is not None:
            self.notices.append(_span(seen, seen.notice_at))
        if seen.first_contact_at is not None:
            self.counts["first_contacts"] += 1
            self.first_contacts.append(_span(seen, seen.first_contact_at))

    def _count_clocks(self, seen: Timed, as_of: datetime) -> None:
        for clock in CLOCKS:
            how = standing(seen, clock, as_of)
            if how != "elsewhere":
                self.counts[f"{clock}_{how}"] += 1
                self.counts[f"{clock}_due"] += how != "without"

    def merge(self, other: "Group") -> None:
        """Take in what another has counted."""
        self.counts.update(other.counts)
        self.reactions |= other.reactions
        self.notices.extend(other.notices)
        self.first_contacts.extend(other.first_contacts)

    def figures(self) -> Figures:
        """What was counted until now."""
        values: dict[str, Any] = dict(self.counts)
        for clock, spans in (("notice", self.notices), ("first_contact", self.first_contacts)):
            ordered = sorted(spans)
            values |= {f"{clock}_median": percentile(ordered, 50), f"{clock}_p95": percentile(ordered, 95)}
        return Figures(reaction=self._counting(), **values)

    def _counting(self) -> Counts | None:
        if len(self.reactions) > 1:
            return "both"
        return next(iter(self.reactions), None)


def _span(ticket: Timed, at: datetime) -> int:
    """Whole seconds since receipt; none where another's clock was ahead of ours."""
    return max(0, (at - ticket.received_at) // _SECOND)
