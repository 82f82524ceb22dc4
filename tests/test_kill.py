"""Kill -9 under load, in short: `python -m bench kill` does the same at length. And that the judge isn't blind."""

import asyncio
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bench.killing.laws import Ambiguous, Observed, judge
from bench.killing.ledger import Ledger, Notice
from bench.killing.process import Kill
from bench.killing.sender import Submission
from bench.killing.sink import Delivery
from bench.killing.trial import Plan, run
from intakebot.domain.times import utc_now
from intakebot.store.store import Store

KILLS = 6
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.timeout(480)
@pytest.mark.parametrize("ambiguous", ["resend", "hold"])
def test_no_kill_loses_a_mail_or_doubles_a_ticket(empty_url: str, ambiguous: Ambiguous, tmp_path: Path) -> None:
    processes = 2 if empty_url.startswith("postgresql") else 1
    plan = Plan(url=empty_url, processes=processes, kills=KILLS, ambiguous=ambiguous, folder=tmp_path)
    outcome = asyncio.run(run(plan))
    assert outcome.findings.breaches == []
    assert len(outcome.kills) == KILLS
    assert outcome.findings.accepted > KILLS * 5
    assert outcome.deliveries + outcome.findings.held >= outcome.findings.tickets >= outcome.findings.accepted


_DIES_AT_THE_FIFTH_TABLE = """\
import os, signal, sys
import sqlalchemy as sa
from intakebot.store.revisions import upgrade

made = 0

@sa.event.listens_for(sa.Engine, "after_cursor_execute")
def count(connection, cursor, statement, *more):
    global made
    made += "CREATE TABLE" in statement
    if made == 5:
        os.kill(os.getpid(), signal.SIGKILL)

upgrade(sys.argv[1])
"""


def test_a_kill_while_the_schema_is_made_leaves_all_of_it_or_nothing(empty_url: str) -> None:
    ended = subprocess.run([sys.executable, "-c", _DIES_AT_THE_FIFTH_TABLE, empty_url], check=False, timeout=60)
    assert ended.returncode == -signal.SIGKILL
    store = Store(empty_url, utc_now)
    assert store.read(lambda desk: desk.records.waiting()) == {}
    store.close()


def _delivery(read_at: float, ehlo: str, queue_id: str) -> Delivery:
    return Delivery(
        original="a@x", letter="l@x", ehlo=ehlo, queue_id=queue_id, read_at=read_at, answered_at=read_at + 0.01
    )


NOTICE = Notice(
    ticket_id=1, letter_id=1, notice_at=NOON, handed_over_at=NOON, queue_id="K1", relay_reply="250 queued as K1",
    waiting="", doubts=(), has_task=False,
)  # fmt: skip
#: One mail accepted, one ticket, one notice delivered: all is well.
WELL = Observed(
    ambiguous="resend", kills=[], submissions=[Submission(message_id="a@x", sender="a@x", raw=b"", accepted=1)],
    deliveries=[_delivery(1.0, "p0-0", "K1")], pids={"p0-0": 100, "p0-1": 101},
    ledger=Ledger(tickets={"a@x": [1]}, notices={1: [NOTICE]}, received={"taken_in": 1}, damage=""),
)  # fmt: skip
TWICE = [*WELL.deliveries, _delivery(3.0, "p0-1", "K2")]
DOUBT = "host:100:abc died at it"


def _ledger(**changes: Any) -> Ledger:
    return replace(WELL.ledger, **changes)


def _noted(**changes: Any) -> Ledger:
    return _ledger(notices={1: [replace(NOTICE, **changes)]})


def test_nothing_is_found_where_all_is_well() -> None:
    assert judge(WELL).breaches == []


def test_a_second_notice_is_explained_by_a_kill_between_the_two_and_its_event() -> None:
    killed = [Kill(at=1.1, pid=100, moment="answered")]
    found = judge(replace(WELL, deliveries=TWICE, kills=killed, ledger=_noted(doubts=(DOUBT,))))
    assert (found.breaches, found.second_notices, found.attributed) == ([], 1, 1)


@pytest.mark.parametrize(
    ("changes", "breach"),
    [
        ({"ledger": _ledger(tickets={})}, "has no ticket"),
        ({"ledger": _ledger(tickets={"a@x": [1, 1]})}, "has the tickets [1, 1]"),
        ({"ledger": _ledger(notices={})}, "0 notices in the database"),
        ({"ledger": _ledger(received={"taken_in": 1, "set_aside": 1})}, "set_aside"),
        ({"ledger": _ledger(damage="row 3 missing")}, "damaged"),
        ({"deliveries": []}, "never arrived"),
        ({"ledger": _noted(notice_at=None)}, "has the notice time None"),
        ({"ledger": _noted(queue_id="K9")}, "is none of ['K1']"),
        ({"ledger": _noted(waiting="held", has_task=True, doubts=(DOUBT,))}, "is held"),
        ({"ambiguous": "hold", "ledger": _noted(waiting="held")}, "nobody was told why"),
        ({"ambiguous": "hold", "ledger": _noted(waiting="held", has_task=True, doubts=(DOUBT,))}, "a notice time"),
        ({"ambiguous": "hold", "deliveries": TWICE}, "two notices in spite of hold"),
        ({"deliveries": TWICE}, "no kill explains"),
        ({"deliveries": TWICE, "kills": [Kill(at=1.1, pid=100, moment="any")]}, "no kill explains"),
        ({"deliveries": TWICE, "ledger": _noted(doubts=(DOUBT,))}, "no kill explains"),
        (
            {
                "deliveries": TWICE,
                "kills": [Kill(at=9.0, pid=100, moment="any")],
                "ledger": _noted(doubts=(DOUBT,)),
            },
            "no kill explains",
        ),
    ],
)
def test_each_breach_is_found(changes: dict[str, Any], breach: str) -> None:
    assert any(breach in found for found in judge(replace(WELL, **changes)).breaches)
