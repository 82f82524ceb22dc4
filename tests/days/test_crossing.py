"""Consent is given to what was asked, not to what is asked by then (CEN-08)."""

from pathlib import Path

from tests.days.day import AGENTS, a_day
from tests.days.test_outage import CENTAUR, IRINA

_BEGINS = "2026-11-23T10:00:00+03:00"


def test_an_answer_to_an_earlier_request_is_an_agents_to_judge(tmp_path: Path) -> None:
    with a_day(tmp_path, "centaur", _BEGINS, contacts=CENTAUR) as day:
        number = day.write(IRINA, "Связь", "Критичность: критическая. Связи нет.")
        day.agent("confirm", number, "medium")
        first = day.letters("irina@vega.example")[-1]
        day.agent("confirm", number, "low")
        second = day.letters("irina@vega.example")[-1]
        day.write(IRINA, f"Re: [{number}]", "Согласна.", answer_to=first)
        proof = day.evidence(number)
        assert (proof["severity"], proof["severity_asked"]) == ("critical", "low")
        assert day.happened(number, "answer_crossed")[0]["evidence"]["answer"] == "agreed"
        assert day.letters(AGENTS, "answer is unclear")
        assert day.tasks(number) == ["answer_unproven"]

        day.write(IRINA, f"Re: [{number}]", "Согласна, снижайте.", answer_to=second)
        assert day.evidence(number)["severity"] == "low"
        assert day.tasks(number) == []


def test_what_was_written_before_the_request_left_answers_nothing(tmp_path: Path) -> None:
    """It names only the number, as a new mail does: the time alone tells that it crossed the request."""
    with a_day(tmp_path, "centaur", _BEGINS, contacts=CENTAUR) as day:
        number = day.write(IRINA, "Связь", "Критичность: критическая. Связи нет.")
        day.at("2026-11-23T10:30:00+03:00")
        day.agent("confirm", number, "low")
        day.fetch("2026-11-23T10:20:00+03:00", IRINA, f"[{number}]", "Да, согласна.")
        assert day.evidence(number)["severity"] == "critical"
        day.fetch("2026-11-23T10:30:00+03:00", IRINA, f"[{number}]", "Да, согласна!")
        assert day.evidence(number)["severity"] == "low"
