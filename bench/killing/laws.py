"""The laws that hold whatever is killed when (design.md 4.1–4.3), judged from both ends and the database."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, TypeAlias

from bench.killing.ledger import Ledger, Notice
from bench.killing.process import Kill
from bench.killing.sender import Submission
from bench.killing.sink import Delivery

Ambiguous: TypeAlias = Literal["resend", "hold"]

#: Seconds between the relay's answer and a kill that may still hit before our commit, on a busy machine.
_WINDOW = 5.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Observed:
    """What was seen from the outside, and what the database holds."""

    ambiguous: Ambiguous
    kills: list[Kill]
    submissions: list[Submission]
    deliveries: list[Delivery]
    #: Process ids by EHLO name.
    pids: dict[str, int]
    ledger: Ledger


@dataclass(kw_only=True, slots=True)
class Findings:
    """Counts, and each breach of a law in a sentence."""

    accepted: int = 0
    #: Without a 250: left alone after the connection was lost at the end of the mail.
    doubtful: int = 0
    tickets: int = 0
    lost: int = 0
    doubled_tickets: int = 0
    #: Further deliveries of a notice, and those of them that a kill explains.
    second_notices: int = 0
    attributed: int = 0
    held: int = 0
    unnotified: int = 0
    #: Milliseconds from the sink having read a letter to the kill that made it go out twice.
    gaps_ms: list[float] = field(default_factory=list)
    breaches: list[str] = field(default_factory=list)


def judge(seen: Observed) -> Findings:
    """Look at each mail in turn."""
    found = Findings()
    deliveries = defaultdict(list)
    for delivery in seen.deliveries:
        deliveries[delivery.original].append(delivery)
    for submission in seen.submissions:
        found.breaches += _registered(submission, seen.ledger.tickets.get(submission.message_id, []), found)
        found.breaches += _notified(submission.message_id, deliveries.pop(submission.message_id, []), seen, found)
    found.breaches += [f"a notice answers {original}, which nobody sent" for original in deliveries]
    found.breaches += [f"the database is damaged: {seen.ledger.damage}"] if seen.ledger.damage else []
    astray = {state: n for state, n in seen.ledger.received.items() if state not in ("taken_in", "copy")}
    found.breaches += [f"messages that became no ticket: {astray}"] if astray else []
    return found


def _registered(submission: Submission, tickets: list[int], found: Findings) -> Iterator[str]:
    """Nothing accepted is lost; one request, one ticket."""
    found.accepted += bool(submission.accepted)
    found.doubtful += not submission.accepted
    found.tickets += len(tickets)
    if submission.refusal:
        yield f"{submission.message_id} was refused: {submission.refusal}"
    if submission.accepted and not tickets:
        found.lost += 1
        yield f"{submission.message_id} was accepted and has no ticket"
    if len(tickets) > 1:
        found.doubled_tickets += 1
        yield f"{submission.message_id} has the tickets {tickets}"


def _notified(original: str, deliveries: list[Delivery], seen: Observed, found: Findings) -> Iterator[str]:
    """One acknowledgement a ticket, proven, or held for a person."""
    for ticket_id in seen.ledger.tickets.get(original, []):
        notices = seen.ledger.notices.get(ticket_id, [])
        if len(notices) != 1:
            yield f"{original} has {len(notices)} notices in the database"
            continue
        notice = notices[0]
        yield from (
            _held(original, notice, seen, found) if notice.waiting else _proven(original, notice, deliveries, found)
        )
        yield from _again(original, notice, deliveries, seen, found)


def _held(original: str, notice: Notice, seen: Observed, found: Findings) -> Iterator[str]:
    """A person knows of it, and nothing is claimed about when the customer was told."""
    found.held += 1
    if seen.ambiguous != "hold" or notice.waiting != "held":
        yield f"the notice for {original} is {notice.waiting}"
    if not notice.has_task or not notice.doubts:
        yield f"the notice for {original} is held and nobody was told why"
    if notice.notice_at or notice.handed_over_at:
        yield f"the notice for {original} is held and has a notice time"


def _proven(original: str, notice: Notice, deliveries: list[Delivery], found: Findings) -> Iterator[str]:
    """The proof names a delivery that the sink really answered."""
    if not deliveries:
        found.unnotified += 1
        yield f"the notice for {original} never arrived"
    if notice.notice_at is None or notice.notice_at != notice.handed_over_at:
        yield f"{original} has the notice time {notice.notice_at}, its letter {notice.handed_over_at}"
    answered = {delivery.queue_id for delivery in deliveries if delivery.answered_at}
    if notice.queue_id not in answered or notice.queue_id not in notice.relay_reply:
        yield f"the proof for {original}, {notice.relay_reply!r}, is none of {sorted(answered)}"


def _again(original: str, notice: Notice, deliveries: list[Delivery], seen: Observed, found: Findings) -> Iterator[str]:
    """A second notice needs a process that died between sending the first and noting that, and an event that says so."""
    kills = {kill.pid: kill for kill in seen.kills}
    deliveries.sort(key=lambda delivery: delivery.read_at)
    for first, second in pairwise(deliveries):
        found.second_notices += 1
        # What a process had sent may be read after its death, and after the other's letter.
        pids = (seen.pids[first.ehlo], seen.pids[second.ehlo])
        pid = next((p for p in pids if p in kills and any(f":{p}:" in doubt for doubt in notice.doubts)), pids[0])
        kill = kills.get(pid)
        gap = kill.at - first.read_at if kill else 0.0
        noted = any(f":{pid}:" in doubt for doubt in notice.doubts)
        if seen.ambiguous == "hold":
            yield f"{original} got two notices in spite of hold"
        elif kill and noted and kill.at < second.read_at and gap < _WINDOW:
            found.attributed += 1
            found.gaps_ms.append(round(gap * 1000, 1))
        else:
            yield f"a second notice for {original} that no kill explains: {first}, {second}, {kill}, {notice.doubts}"
