"""A request told in several messages is treated as if it had been told in one."""

from pathlib import Path

import pytest

from tests.chats.simulated import Talks, talks
from tests.days.day import AGENTS
from tests.days.test_veeam import WARSAW

STOPPED = "Severity: 3. The nightly job of server SRV-7 fails, the other forty jobs work."
MANAGER = "I want to talk to a manager."
OUTAGE = "Nothing works at all: production is down for all users, and nothing can be restored."


@pytest.mark.parametrize("apart", [True, False])
def test_a_manager_is_called_once_whichever_message_asks_for_one(tmp_path: Path, apart: bool) -> None:
    """VEE-24."""
    with talks(tmp_path, "veeam", "2026-11-24T10:00:00+01:00", contacts=WARSAW) as desk:
        number = _tells(desk, [STOPPED, MANAGER] if apart else [f"{STOPPED}\n{MANAGER}"])
        proof = desk.day.evidence(number)
        assert [mark["clause"] for mark in proof["marks"] if mark["code"] == "manager_wanted"] == ["VEE-24"]
        assert desk.day.tasks(number).count("manager_wanted") == 1


@pytest.mark.parametrize("words", [["Hello", OUTAGE], [OUTAGE, "Since ten o'clock."], ["Our backup fails.", OUTAGE]])
def test_agents_are_woken_once_by_what_may_be_urgent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setenv("INTAKEBOT_SEVERITY__PROPOSE", "true")
    with talks(tmp_path, "veeam", "2026-11-24T10:00:00+01:00", contacts=WARSAW) as desk:
        number = _tells(desk, words)
        (told,) = desk.day.letters(AGENTS, "may be urgent")
        assert number in told["Subject"]


def _tells(desk: Talks, words: list[str]) -> str:
    """Say all that in a linked chat, one right after the other, and fall silent; the number of the one request."""
    chat = desk.person("Olga", "en")
    desk.links(chat, "olga@wisla.example")
    number = desk.opens(chat, words[0])
    for more in words[1:]:
        desk.after(seconds=1)
        desk.says(chat, more)
    desk.after(minutes=2)
    assert len(desk.day.evidence(number)["messages"]) == len(words)
    return number
