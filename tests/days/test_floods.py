"""Customers who write and write: tickets and history keep all of it; agents and mailboxes are spared (design.md 4.5)."""

from pathlib import Path

from tests.days.bouncing import bounce
from tests.days.day import AGENTS, a_day
from tests.days.news import pager
from tests.days.test_outage import CENTAUR, IRINA, VEEAM
from tests.days.test_xopero import CONTACTS, JAN, STOPPED


def test_agents_hear_some_times_an_hour_of_what_one_customer_writes(tmp_path: Path) -> None:
    with pager(tmp_path) as operator:
        begins = "2026-11-23T10:00:00+03:00"
        with a_day(tmp_path, "centaur", begins, contacts=CENTAUR, more=operator.config) as day:
            number = day.write(IRINA, "Связь", "Критичность: средняя. Звонки прерываются.")
            notice = day.letters("irina@vega.example")[0]
            for count in range(6):
                level = ("критическая", "низкая")[count % 2]
                day.write(IRINA, f"Re: [{number}]", f"{count}. Критичность: {level}", answer_to=notice)
            assert day.kinds(number).count("change_wanted") == 6
            assert day.tasks(number) == ["change_wanted"]
            assert len(day.letters(AGENTS)) == 3
            assert operator.of(number) == ["change_wanted"] * 3

            day.agent("confirm", number, "low")
            asked = day.letters("irina@vega.example")[-1]
            for count in range(5):
                day.write(IRINA, f"Re: [{number}]", f"Согласна. {count}", answer_to=asked, proven=False)
            assert day.tasks(number).count("answer_unproven") <= 1
            day.at("2026-11-23T11:10:00+03:00")
            day.write(IRINA, f"Re: [{number}]", "И ещё. Критичность: критическая", answer_to=notice)
            assert operator.of(number).count("change_wanted") == 4  # another hour


def test_many_who_want_a_manager_are_capped_in_all(tmp_path: Path) -> None:
    more = "per_hour = 2\n"
    with a_day(tmp_path, "veeam", "2026-11-23T10:00:00+01:00", contacts=VEEAM, more=more) as day:
        for count in range(4):
            sender = f"{count}@elsewhere.example"
            day.write(sender, f"Complaint {count}", "I want to speak to your manager.", proven=False)
            assert day.letters(sender)
        assert len(day.letters(AGENTS)) == 2
        assert [task["kind"] for task in day.command("tasks")].count("manager_wanted") == 4


def test_letters_about_levels_that_a_customer_may_change_are_capped(tmp_path: Path) -> None:
    with a_day(tmp_path, "veeam", "2026-11-23T10:00:00+01:00", contacts=VEEAM) as day:
        number = day.write(IRINA, "Backup", "Severity 3. One job is slow.")
        notice = day.letters("irina@vega.example")[0]
        for count in range(9):
            day.write(IRINA, f"Re: [{number}]", f"{count}. Severity {count % 2 + 1} now.", answer_to=notice)
        assert day.kinds(number).count("severity_changed") == 9
        assert len(day.letters("irina@vega.example", "severity has changed")) == 5


def test_an_alert_that_bounces_says_nothing_of_the_customer(tmp_path: Path) -> None:
    with a_day(tmp_path, "xopero", "2026-11-23T10:00:00+01:00", contacts=CONTACTS) as day:
        number = day.write(JAN, "Kopie", STOPPED.format(more=""))
        day.at("2026-11-23T11:45:00+01:00")
        bounce(day, day.letters(AGENTS)[0])
        assert day.evidence(number)["waiting_since"] == "2026-11-23T09:00:00+00:00"
        assert "waiting_ended" not in day.kinds(number)
        assert "letter_bounced" in day.tasks(number)
