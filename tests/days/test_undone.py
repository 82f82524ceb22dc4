"""A decision that is taken back by a command, before its letter leaves and after."""

from pathlib import Path

import pytest

from intakebot.casework.work import NotDone
from tests.days.day import a_day, text_of
from tests.days.test_centaur import ANNA, CONTACTS
from tests.days.test_eurolinux import JAN, contacts


def test_a_question_that_is_held_back_is_never_asked(tmp_path: Path) -> None:
    """CEN-08."""
    with a_day(tmp_path, "centaur", "2026-02-24T10:00:00+03:00", contacts=CONTACTS) as day:
        number = day.write(ANNA, "Связь", "Критичность: критический. Никто не может позвонить с самого утра.")
        assert day.agent("confirm", number, "low", "--hold", "10")["confirm"] == "asked"
        day.at("2026-02-24T10:00:09+03:00")
        assert day.agent("undo", number) == {"number": number, "undo": "done"}
        day.at("2026-02-24T10:10:00+03:00")
        proof = day.evidence(number)
        assert (proof["severity"], proof["severity_asked"]) == ("critical", None)
        assert [letter["kind"] for letter in proof["letters"]] == ["acknowledgement"]
        assert len(day.letters("anna@vector.example")) == 1
        assert [event["actor"] for event in day.happened(number, "decision_undone")] == ["Anna"]

        # The other that was meant; nobody takes it back, and it leaves in time.
        day.agent("confirm", number, "medium", "--hold", "10")
        assert len(day.letters("anna@vector.example")) == 1
        day.at("2026-02-24T10:10:10+03:00")
        asked = day.letters("anna@vector.example")[-1]
        assert "средний" in text_of(asked)
        with pytest.raises(NotDone, match="the letter about it has left: confirm the severity that you mean instead"):
            day.agent("undo", number)
        day.write(ANNA, f"Re: [{number}]", "Согласна.", answer_to=asked)
        assert day.evidence(number)["severity"] == "medium"


def test_clocks_run_as_if_nothing_had_been(tmp_path: Path) -> None:
    """EUR-04, standard: the first level is due in a working hour, at 10:00; the fourth in two business days."""
    with a_day(tmp_path, "eurolinux", "2026-05-25T09:00:00+02:00", contacts=contacts("standard")) as day:
        number = day.write(JAN, "Serwer", "Dzień dobry,\npriorytet: krytyczny.\nSerwer plików od rana nie odpowiada.")
        seen = day.evidence(number)["events"][-1]["id"]
        day.at("2026-05-25T09:46:00+02:00")
        assert "due_soon" in day.kinds(number)
        assert day.agent("confirm", number, "4", "--hold", "60", "--seen", str(seen))["confirm"] == "changed"
        with pytest.raises(NotDone, match="Anna has set 4 since"):
            day.command("ticket", "confirm", number, "3", "--by", "Piotr", "--seen", str(seen))
        day.agent("undo", number)
        day.at("2026-05-25T10:00:00+02:00")
        assert "breached" not in day.kinds(number)
        day.at("2026-05-25T10:00:01+02:00")
        (breached,) = day.happened(number, "breached")
        assert breached["evidence"]["severity"] == "1"
        assert len(day.happened(number, "due_soon")) == 1
        assert len(day.letters("jan@nowak.example")) == 1
