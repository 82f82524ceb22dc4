"""What agents decided about proposals, read from the history in one pass. Only looks, never writes."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from intakebot.domain.chat import CHATS
from intakebot.domain.verdict import Verdict
from intakebot.store.tables import came_by, event, ticket

#: Rows that are in memory at a time.
_BATCH = 1_000
#: A decision joins the history as one of these; `consented`: to what an agent asked for (CEN-08).
_DECISIONS = ("severity_confirmed", "severity_changed", "consented")
_KINDS = (*_DECISIONS, "severity_proposed", "consent_asked", "decision_undone")
#: Whose changes aren't an agent's decision.
_NO_AGENTS = ("bot", "customer")


class Agreement:
    """Proposals and decisions, within one snapshot."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def verdicts(
        self, since: datetime | None = None, until: datetime | None = None, as_of: datetime | None = None
    ) -> Iterator[Verdict]:
        """Of each ticket received from `since` on and before `until` the first decision that stands after a proposal.

        A decision that was taken back (`decision_undone`, always the latest one) doesn't count; what happened after
        `as_of` hasn't happened.
        """
        query = _HISTORY
        if since is not None:
            query = query.where(ticket.c.received_at >= since)
        if until is not None:
            query = query.where(ticket.c.received_at < until)
        found = self._connection.execute(query, execution_options={"yield_per": _BATCH})
        for _, rows in groupby(found, attrgetter("ticket_id")):
            if verdict := _verdict([row for row in rows if as_of is None or row.at <= as_of]):
                yield verdict


def _verdict(rows: Sequence[Any]) -> Verdict | None:
    """Of one ticket's events in order; None without a proposal that was decided on."""
    made: list[tuple[Any, Any, str]] = []  # the proposal, what was decided on it, the reason
    proposal, reason = None, ""
    for row in rows:
        if row.kind == "severity_proposed":
            proposal = row
        elif row.kind == "decision_undone":
            made = made[:-1]
        elif row.kind in ("consent_asked", "consented") or row.actor not in _NO_AGENTS:
            reason = row.evidence.get("reason") or (reason if row.kind == "consented" else "")
            made.append((proposal, row, reason))
    stands = (each for each in made if each[0] is not None and each[1].kind != "consent_asked")
    return next((_of(*each) for each in stands), None)


def _of(proposal: Any, decision: Any, reason: str) -> Verdict:
    said = proposal.evidence
    return Verdict(
        number=decision.number, terms=decision.terms, language=decision.language,
        channel="chat" if decision.channel in CHATS else "email", received_at=decision.received_at,
        proposed=said["level"], confidence=float(said["confidence"]), abstained=bool(said["abstains"]),
        model=proposal.versions.get("model", ""), decided=decision.evidence.get("now") or decision.evidence["wanted"],
        decided_at=decision.at, by=decision.actor, reason=reason,
    )  # fmt: skip


#: Looked up where it is needed, once a decision.
_CAME_BY = sa.case((event.c.kind.in_(_DECISIONS), came_by))
# Tickets that nobody decided on are left out by _verdict: looked for here, they made PostgreSQL without statistics join in
# nested loops for minutes (as in figures.py).
_HISTORY = (
    sa.select(
        event.c.ticket_id, event.c.at, event.c.kind, event.c.actor, event.c.evidence, event.c.versions,
        ticket.c.number, ticket.c.terms, ticket.c.language, ticket.c.received_at, _CAME_BY.label("channel"),
    )
    .join_from(event, ticket, ticket.c.id == event.c.ticket_id)
    .where(event.c.kind.in_(_KINDS))
    .order_by(event.c.ticket_id, event.c.id)
)  # fmt: skip
