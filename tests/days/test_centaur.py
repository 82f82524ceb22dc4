"""Centaur: the notice is the reaction; severity changes by agreement; who can't show a plan is served as basic."""

from pathlib import Path

from tests.days.day import a_day, number_in, text_of

CONTACTS = """
[[organisation]]
key = "vector"
name = "Вектор"
terms = "centaur"
plan = "extended"

[[organisation.contact]]
address = "anna@vector.example"
name = "Анна"
"""
ANNA = "Анна <anna@vector.example>"


def test_a_day_under_centaur(tmp_path: Path) -> None:
    with a_day(tmp_path, "centaur", "2026-02-20T16:00:00+03:00", contacts=CONTACTS) as day:
        number = day.write(
            ANNA,
            "Не работает связь",
            "Добрый день! Критичность: критический.\nСо вчерашнего дня никто не может позвонить.",
        )
        (notice,) = day.letters("anna@vector.example")
        assert number_in(notice) == number
        said = text_of(notice)
        assert "критический" in said
        assert "не позднее" not in said  # the notice is the reaction itself; nothing else is promised (CEN-03)

        proof = day.evidence(number)
        assert proof["plan"] == "extended"
        assert proof["severity"] == "critical"
        assert proof["due_at"] == "2026-02-20T14:00:00+00:00"  # 1 working hour: 17:00 in Moscow (CEN-02)
        assert proof["notice_at"] == "2026-02-20T13:00:00+00:00"

        # Support wants it lower, and asks (CEN-08).
        day.at("2026-02-20T16:10:00+03:00")
        assert day.agent("confirm", number, "medium", "--reason", "Часть звонков проходит.")["confirm"] == "asked"
        asked = day.letters("anna@vector.example")[-1]
        assert "Часть звонков проходит." in text_of(asked)
        assert day.evidence(number)["severity"] == "critical"

        # Somebody who can't be told from a forger agrees: nothing changes. Then Anna does.
        day.at("2026-02-20T16:20:00+03:00")
        day.write(ANNA, f"Re: [{number}]", "Согласна.", proven=False, answer_to=asked)
        assert day.evidence(number)["severity"] == "critical"
        assert "answer_unproven" in day.tasks(number)
        day.at("2026-02-20T16:30:00+03:00")
        day.write(ANNA, f"Re: [{number}]", "Согласна.", answer_to=asked)
        assert day.evidence(number)["severity"] == "medium"
        (consented,) = day.happened(number, "consented")
        assert (consented["actor"], consented["clause"]) == ("customer", "CEN-08")

        assert "breached" not in day.kinds(number)
