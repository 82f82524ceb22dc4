"""Three months at the desk, so that there is something to report: proposals, decisions, answers in time and too late."""

import json
from datetime import timedelta
from pathlib import Path

from tests.console.conftest import Desk

EXAMPLES = Path(__file__).parents[2] / "models" / "examples"
ANNA, OLGA = "Анна <anna@vector.example>", "Olga Nowak <olga@wisla.example>"
SUE = "Sue Lim <sue@stranger.example>"
#: When a batch of requests comes: Mondays, in the morning.
MORNINGS = ("2026-09-07T09:30:00+02:00", "2026-10-05T09:30:00+02:00", "2026-11-16T09:30:00+01:00")
#: A level that is decided where the proposal isn't agreed with.
_OTHER = {"1": "2", "2": "3", "3": "2", "4": "3", "critical": "medium", "medium": "low", "low": "medium"}


def examples(name: str, first: int, count: int) -> list[tuple[str, str]]:
    """Subject and text of labelled messages."""
    lines = (EXAMPLES / f"{name}.jsonl").read_text("utf-8").splitlines()[first : first + count]
    return [(one["subject"] or "–", one["text"]) for one in map(json.loads, lines)]


def a_quarter(desk: Desk, count: int) -> list[str]:
    """So many requests of each customer a month; all but the newest are decided on and most are answered."""
    numbers: list[str] = []
    for turn, morning in enumerate(MORNINGS):
        if turn:
            desk.day.at(morning)
        numbers = desk.day.write_all(OLGA, examples("en1", turn * count, count))
        numbers += desk.day.write_all(ANNA, examples("ru1", turn * count, count))
        desk.day.now += timedelta(minutes=12)
        for place, number in enumerate(numbers[: 2 * count - turn]):
            _treated(desk, number, place)
        desk.day.at((desk.day.now + timedelta(hours=30)).isoformat())
    return numbers


def _treated(desk: Desk, number: str, place: int) -> None:
    """An agent decides, every fourth time otherwise than the bot, and answers, but for every third request."""
    proposed = desk.day.evidence(number)["severity"]
    if proposed:
        level = _OTHER[proposed] if place % 4 == 3 else proposed
        desk.day.agent("confirm", number, level, "--reason", "=1+1 colleagues can work" if place % 4 == 3 else "")
    if place % 3:
        desk.day.now += timedelta(minutes=place * 3)
        desk.day.agent("contacted", number, "--how", "by telephone")
