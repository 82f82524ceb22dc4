"""A mailbox is set while the bot runs: requests of before keep what they were told, those of after get what holds then."""

from pathlib import Path
from typing import Any

from tests.days.day import Day, a_day, text_of

_BOX = "support@desk.example"
_FIRST, _SECOND, _THIRD = "anna@customer.example", "ewa@customer.example", "olga@customer.example"


def _sets(day: Day, *words: str) -> None:
    day.command("mailbox", "set", _BOX, *words, "--by", "Jan")


def test_deadlines_and_letters_of_before_and_after(tmp_path: Path) -> None:
    """Design.md 4.9: what decided is stamped, and no deadline that was told moves."""
    with a_day(tmp_path, "eurolinux", "2026-11-24T10:00:00+01:00") as day:
        _sets(day, "--plan", "standard")
        before = day.write(_FIRST, "Cluster", "Severity 2. One node is down.")
        assert _told(day, before) == ("eurolinux", "standard", "2026-11-24T13:00:00+00:00")
        _sets(day, "--plan", "premium", "--from-name", "Dyżur", "--zone", "Europe/Moscow")
        after = day.write(_SECOND, "Cluster", "Severity 2. Another node is down.")
        assert _told(day, after) == ("eurolinux", "premium", "2026-11-24T11:00:00+00:00")
        assert day.letters(_SECOND)[-1]["From"].addresses[0].display_name == "Dyżur"
        assert "14:00 (Moscow)" in text_of(day.letters(_SECOND)[-1])
        _sets(day, "--terms", "xopero", "--plan", "trial")
        day.restart()
        third = day.write(_THIRD, "Backup", "Severity 2. One plan fails.")
        assert _told(day, third)[:2] == ("xopero", "trial")
        assert _told(day, before) == ("eurolinux", "standard", "2026-11-24T13:00:00+00:00")
        explained = day.happened(before, "due")[0]
        assert (explained["evidence"]["reaction"]["promise"], len(day.happened(before, "due"))) == ("4 wh", 1)
        assert explained["versions"]["terms"] == day.evidence(before)["terms_version"]
        day.command("mailbox", "reset", _BOX, "--by", "Jan")
        again = day.write("ola@customer.example", "Cluster", "Severity 2. A third node is down.")
        assert _told(day, again)[0] == "eurolinux"
        assert day.letters("ola@customer.example")[-1]["From"].addresses[0].display_name == "Desk"


def _told(day: Day, number: str) -> tuple[Any, Any, Any]:
    found = day.evidence(number)
    return found["terms"], found["plan"], found["due_at"]
