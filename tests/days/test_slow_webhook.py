"""A webhook that takes the connection and says nothing holds nobody else up."""

import socket
from datetime import datetime
from pathlib import Path

from intakebot.config import load
from intakebot.looks import evidence_of
from tests.days.day import Day, a_day
from tests.servers.ports import wait_until

BOB = "Bob <bob@acme.example>"
CONTACTS = """
[[organisation]]
key = "acme"
name = "Acme"
terms = "veeam"
plan = "premier"

[[organisation.contact]]
address = "bob@acme.example"
roles = ["case_administrator"]
"""


def _later(day: Day, moment: str) -> None:
    """Time passes; nothing is waited for."""
    day.now = datetime.fromisoformat(moment)


def _kinds(day: Day, number: str) -> list[str]:
    found = evidence_of(load(day.config), number)
    return [event.kind for event in found.events] if found else []


def test_timers_fire_while_a_webhook_hangs(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        more = f'[[webhook]]\nname = "pager"\nurl = "http://127.0.0.1:{silent.getsockname()[1]}/"\n'
        with a_day(tmp_path, "veeam", "2026-11-23T10:00:00+01:00", contacts=CONTACTS, more=more) as day:
            number = day.write(BOB, "Down", "Severity 1. Production is down.")
            _later(day, "2026-11-23T10:25:00+01:00")
            wait_until(lambda: "due_soon" in _kinds(day, number), "the warning")
            with silent.accept()[0]:  # the call has been taken, and isn't answered
                _later(day, "2026-11-23T10:31:00+01:00")
                wait_until(lambda: "breached" in _kinds(day, number), "the breach", 4)
