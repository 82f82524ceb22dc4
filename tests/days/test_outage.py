"""The bot was away, or mail came late: what counts is when things happened, not when we got round to them."""

from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from intakebot import commands
from intakebot.cli import cli
from tests.days.day import Day, a_day, text_of
from tests.days.test_martinsoft import CONTACTS as ROMASHKA
from tests.days.test_martinsoft import OLGA, form, with_tables
from tests.days.test_xopero import CONTACTS as ALFA
from tests.days.test_xopero import JAN, STOPPED, due

AGENTS = "agents@desk.example"
VEGA = """
[[organisation]]
key = "vega"
name = "Vega"
terms = "{terms}"
plan = "{plan}"

[[organisation.contact]]
address = "irina@vega.example"
name = "Irina"
roles = [{roles}]
"""
IRINA = "Irina <irina@vega.example>"
CENTAUR = VEGA.format(terms="centaur", plan="extended", roles="")
VEEAM = VEGA.format(terms="veeam", plan="premier", roles='"case_administrator"')


def _away_until(day: Day, moment: str) -> None:
    day.end()
    day.now = datetime.fromisoformat(moment)


def _back(day: Day) -> None:
    day.start()
    day.settle()


def test_conditions_that_were_confirmed_in_time_hold_however_late_that_is_read(tmp_path: Path) -> None:
    more = with_tables(tmp_path)
    with a_day(tmp_path, "martinsoft", "2026-11-23T10:00:00+03:00", contacts=ROMASHKA, more=more) as day:
        number = day.write(OLGA, "Портал", form("1"))
        notice = day.letters("olga@romashka.example")[0]
        _away_until(day, "2026-11-23T13:00:00+03:00")
        _back(day)
        assert day.evidence(number)["severity"] == "2"  # nobody knows better yet

        day.fetch("2026-11-23T11:00:00+03:00", OLGA, f"Re: [{number}]", "Согласны.", answer_to=notice)
        proof = day.evidence(number)
        assert (proof["severity"], proof["severity_by"], proof["due_at"]) == (
            "1",
            "stated",
            "2026-11-23T09:00:00+00:00",
        )
        assert day.happened(number, "fall_taken_back")[0]["evidence"]["now"] == "1"
        assert day.happened(number, "conditions_agreed")
        told = text_of(day.letters("olga@romashka.example")[-1])
        assert "Стало: 1 – критическое влияние" in told
        assert "согласен" not in told  # the conditions aren't asked for again
        assert day.letters(AGENTS, "severity restored")

        # The conditions hold as if nothing had been: a question starts the hour, and silence ends it.
        day.agent("ask", number, "--words", "Что в журнале?")
        day.at("2026-11-23T14:00:01+03:00")
        assert day.evidence(number)["severity"] == "2"
        question = day.letters("olga@romashka.example", "нужны")[-1:] or [notice]
        day.fetch("2026-11-23T13:30:00+03:00", OLGA, f"Re: [{number}]", "Там 502.", answer_to=question[0])
        assert day.evidence(number)["severity"] == "1"


@pytest.mark.parametrize(("received", "words"), [("11:00:01", "Согласны."), ("10:30:00", "Спасибо, ждём.")])
def test_a_late_answer_and_one_that_confirms_nothing_restore_nothing(tmp_path: Path, received: str, words: str) -> None:
    with a_day(tmp_path, "martinsoft", "2026-11-23T10:00:00+03:00", contacts=ROMASHKA) as day:
        number = day.write(OLGA, "Портал", form("1"))
        notice = day.letters("olga@romashka.example")[0]
        day.at("2026-11-23T13:00:00+03:00")
        day.fetch(f"2026-11-23T{received}+03:00", OLGA, f"Re: [{number}]", words, answer_to=notice)
        assert day.evidence(number)["severity"] == "2"


def test_waiting_ends_when_the_answer_came(tmp_path: Path) -> None:
    with a_day(tmp_path, "xopero", "2026-11-23T10:00:00+01:00", contacts=ALFA) as day:
        number = day.write(JAN, "Kopie", STOPPED.format(more=""))
        notice = day.letters("jan@alfa.example")[0]
        day.at("2026-11-25T10:00:00+01:00")
        answer = "Windows Server 2022, Xopero ONE 1.7.2."
        day.fetch("2026-11-23T12:00:00+01:00", JAN, f"Re: [{number}]", answer, answer_to=notice)
        # Four days and two hours from receipt; the two days that the answer lay in the mailbox are ours.
        assert due(day.evidence(number))[1] == "2026-11-27T11:00:00+00:00"


def test_a_level_that_the_customer_changes_counts_from_when_he_wrote(tmp_path: Path) -> None:
    with a_day(tmp_path, "veeam", "2026-11-23T10:00:00+01:00", contacts=VEEAM.replace("premier", "production")) as day:
        number = day.write(IRINA, "Backup", "Severity 4. A question about wording.")
        notice = day.letters("irina@vega.example")[0]
        day.at("2026-11-23T13:00:00+01:00")
        day.fetch("2026-11-23T11:30:00+01:00", IRINA, f"Re: [{number}]", "Severity 1, all is down.", answer_to=notice)
        assert day.evidence(number)["due_at"] == "2026-11-23T11:30:00+00:00"
        assert "breached" in day.kinds(number)


def test_a_deadline_that_was_past_when_the_message_was_fetched_is_told(tmp_path: Path) -> None:
    """The notice goes out at once, and is the reaction (CEN-03): before upkeep looks, and too late all the same."""
    with a_day(tmp_path, "centaur", "2026-11-23T16:00:00+03:00", contacts=CENTAUR) as day:
        number = day.fetch("2026-11-23T10:00:00+03:00", IRINA, "Связь", "Критичность: критический. Нет связи.")
        assert day.evidence(number)["notice_at"] == "2026-11-23T13:00:00+00:00"
        assert "breached" in day.kinds(number)
        assert day.letters(AGENTS, "deadline missed")
        assert "breached" not in day.tasks(number)  # there is nothing left to do
        assert day.report("centaur")["reaction_breached"] == 1


def test_what_was_to_be_done_about_a_late_notice_is_done_when_it_leaves(tmp_path: Path) -> None:
    with a_day(tmp_path, "centaur", "2026-11-23T16:00:00+03:00", contacts=CENTAUR) as day:
        day.relay.script = {"RCPT": ["450 4.2.0 later"]}
        number = day.fetch("2026-11-23T10:00:00+03:00", IRINA, "Связь", "Критичность: критический. Нет связи.")
        assert day.evidence(number)["notice_at"] is None
        assert "breached" in day.tasks(number)
        day.at("2026-11-23T16:02:00+03:00")
        assert day.evidence(number)["notice_at"] == "2026-11-23T13:02:00+00:00"
        assert "breached" not in day.tasks(number)
        assert day.kinds(number).count("breached") == 1


def test_a_breach_that_nobody_was_there_to_see_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing ran when the deadline passed, nor when an agent noted the contact that came too late."""
    with a_day(tmp_path, "veeam", "2026-11-23T10:00:00+01:00", contacts=VEEAM) as day:
        number = day.write(IRINA, "Down", "Severity 1. Production is down.")
        _away_until(day, "2026-11-23T12:00:00+01:00")
        monkeypatch.setattr(commands, "utc_now", day.clock)
        words = ["ticket", "contacted", number, "--by", "Anna", "--how", "telephone", "--config", str(day.config)]
        assert CliRunner().invoke(cli, words).exit_code == 0
        _back(day)
        assert day.kinds(number).count("breached") == 1
        assert len(day.letters(AGENTS, "deadline missed")) == 1
        assert day.report("veeam")["reaction_breached"] == 1


def test_several_timers_that_ran_down_meanwhile_fire_once_each(tmp_path: Path) -> None:
    with a_day(tmp_path, "xopero", "2026-11-23T10:00:00+01:00", contacts=ALFA) as day:
        more = "Windows Server 2022, Xopero ONE w wersji 1.7.2.\n2026-11-23 08:01:12 ERROR job 7 failed\n"
        number = day.write(JAN, "Kopie", STOPPED.format(more=more), attached={"job.log": b"ERROR"})
        _away_until(day, "2027-01-15T10:00:00+01:00")
        _back(day)
        day.restart()
        clocks = [event["evidence"]["clock"] for event in day.happened(number, "breached")]
        assert sorted(clocks) == ["reaction", "resolution", "workaround"]
        assert len(day.letters(AGENTS)) == 3
