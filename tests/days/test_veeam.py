"""Veeam: hours, languages and holidays are the customer's; three attempts; severity is agreed, and the customer's to change."""

from pathlib import Path

import pytest

from tests.days.bouncing import bounce
from tests.days.day import AGENTS, Day, a_day, number_in, text_of

NEW_YORK = """
[[organisation]]
key = "acme"
name = "Acme Inc"
domains = ["acme.example"]
terms = "veeam"
plan = "basic"
region = "usa"
zone = "America/New_York"
holidays = "US"
support_id = "01234567"
product = "Veeam Backup & Replication"
version = "12.1.2"

[[organisation.contact]]
address = "joe@acme.example"
name = "Joe"
roles = ["case_administrator"]
telephone = "+1 212 555 0100"
"""
JOE = "Joe <joe@acme.example>"
WARSAW = """
[[organisation]]
key = "wisla"
name = "Wisła sp. z o.o."
domains = ["wisla.example"]
terms = "veeam"
plan = "production"
region = "emea"
zone = "Europe/Warsaw"
holidays = "PL"
product = "Veeam Backup & Replication"

[[organisation.contact]]
address = "olga@wisla.example"
name = "Olga Nowak"
roles = ["licence_administrator"]
"""
OLGA = "Ольга <olga@wisla.example>"
FAILED = "Severity: 3. The nightly job of server SRV-7 fails, the other forty jobs work."


def test_a_day_of_a_customer_in_new_york(tmp_path: Path) -> None:
    """VEE-05, VEE-06, VEE-14 to VEE-17: basic, 8:00–20:00 in New York."""
    with a_day(tmp_path, "veeam", "2026-11-25T18:00:00-05:00", contacts=NEW_YORK) as day:
        number = day.write(JOE, "Job fails", FAILED)
        (notice,) = day.letters("joe@acme.example")
        assert number_in(notice) == number
        said = text_of(notice)
        # Sev 3: 12 wh. Wed 18–20 2 h, Thu is Thanksgiving, Fri 8–18 10 h.
        assert day.evidence(number)["due_at"] == "2026-11-27T23:00:00+00:00"
        assert "A person will answer you by: 27 November 2026, 18:00 (New York)" in said
        assert "Severity, as you named it: 3 – medium" in said
        assert "– logs and other diagnostic data, as attachments" in said
        assert "support ID" not in said  # it is registered
        assert day.evidence(number)["marks"] == []

        # He sends a log; then asks for a higher level, which is his to change (VEE-14).
        day.at("2026-11-25T18:30:00-05:00")
        day.write(
            JOE,
            f"Re: [{number}]",
            "Here it is. Error: 'Access denied'.",
            answer_to=notice,
            attached={"job.log": b"Failed"},
        )
        given = day.happened(number, "information_given")[0]["evidence"]
        assert {"diagnostics", "error_text"} <= set(given["items"])
        day.at("2026-11-25T19:00:00-05:00")
        day.write(
            JOE, f"Re: [{number}]", "Severity: 1, please. Now all jobs fail and production is down.", answer_to=notice
        )
        proof = day.evidence(number)
        (changed,) = day.happened(number, "severity_changed")
        assert (changed["actor"], changed["clause"]) == ("customer", "VEE-14")
        assert (proof["severity"], proof["due_at"]) == ("1", "2026-11-27T14:00:00+00:00")  # Wed 19–20, Fri 8–9
        told = text_of(day.letters("joe@acme.example", "severity has changed")[0])
        assert "Before: 3 – medium" in told
        assert "Now: 1 – critical" in told
        assert "A person will answer you by: 27 November 2026, 09:00 (New York)" in told

        # Warned with a quarter of the time left, and told of the breach: once each; the very instant is in time.
        day.at("2026-11-27T09:00:00-05:00")
        assert [len(day.letters(AGENTS, words)) for words in ("due soon", "deadline missed")] == [1, 0]
        day.at("2026-11-27T09:00:01-05:00")
        assert day.happened(number, "breached")[0]["at"] == "2026-11-27T14:00:01+00:00"
        day.at("2026-11-27T09:15:30-05:00")
        day.agent("contacted", number, "--how", "telephone")
        day.at("2026-11-30T09:00:00-05:00")
        assert [len(day.letters(AGENTS, words)) for words in ("due soon", "deadline missed")] == [1, 1]
        figures = day.report("veeam")
        assert (figures["reaction"], figures["reaction_due"], figures["reaction_breached"]) == ("first_contact", 1, 1)
        assert (figures["notice_median"], figures["first_contact_median"]) == (0, 39 * 3600 + 15 * 60 + 30)


def test_a_promise_kept(tmp_path: Path) -> None:
    with a_day(tmp_path, "veeam", "2026-11-24T09:00:00-05:00", contacts=NEW_YORK) as day:
        number = day.write(JOE, "Job fails", FAILED)
        day.at("2026-11-24T10:00:01-05:00")
        day.agent("contacted", number, "--how", "telephone")
        day.at("2026-11-30T09:00:00-05:00")
        assert day.letters(AGENTS) == []
        figures = day.report("veeam")
        assert (figures["reaction_kept"], figures["first_contact_median"]) == (1, 3601)
        # A wish for another level, later, moves no deadline that has been kept.
        day.write(JOE, f"Re: [{number}]", "Severity: 1. Everything is down now.")
        assert day.evidence(number)["severity"] == "1"
        assert day.report("veeam")["reaction_kept"] == 1
        assert "A person will answer you by" not in text_of(day.letters("joe@acme.example")[-1])


def test_three_attempts_on_three_working_days(tmp_path: Path) -> None:
    """VEE-19."""
    with a_day(tmp_path, "veeam", "2026-11-24T09:00:00-05:00", contacts=NEW_YORK) as day:
        number = day.write(JOE, "Job fails", FAILED)

        def attempt(at: str) -> str:
            day.at(at)
            return str(day.agent("attempt", number, "--how", "no answer")["attempted"])

        assert attempt("2026-11-24T10:00:00-05:00") == "1"
        assert attempt("2026-11-24T16:00:00-05:00") == "1"  # the same day
        assert attempt("2026-11-24T23:30:00-05:00") == "1"  # still the same day there, though not in UTC
        day.at("2026-11-25T07:59:00-05:00")
        assert not day.letters(AGENTS, "contact the customer again")
        assert attempt("2026-11-25T09:00:00-05:00") == "2"
        assert len(day.letters(AGENTS, "contact the customer again")) == 1
        assert attempt("2026-11-26T09:00:00-05:00") == "2"  # Thanksgiving

        # His machine's words aren't his.
        day.write(JOE, f"Re: [{number}]", "I am out of the office.", headers={"Auto-Submitted": "auto-replied"})
        assert attempt("2026-11-26T12:00:00-05:00") == "2"
        # He writes: it begins anew.
        day.at("2026-11-27T09:00:00-05:00")
        assert "contact_attempt" in day.tasks(number)
        day.write(JOE, f"Re: [{number}]", "Sorry, I was away.")
        assert not {"contact_attempt", "may_be_closed"} & set(day.tasks(number))
        assert [attempt(f"2026-{on}T10:00:00-05:00") for on in ("11-27", "11-28", "11-30", "12-01")] == [
            "1",
            "1",
            "2",
            "3",
        ]
        assert "may_be_closed" in day.tasks(number)
        (allowed,) = day.happened(number, "may_be_closed")
        assert (allowed["clause"], allowed["evidence"]["attempts"]) == ("VEE-19", 3)
        assert len(day.letters(AGENTS, "may be closed")) == 1
        assert "contact_attempt" not in day.tasks(number)

        day.at("2026-12-02T10:00:00-05:00")
        day.agent("close", number, "--reason", "no answer")
        assert day.tasks(number) == []
        # No survey, unless the operator wants one (VEE-21).
        day.at("2026-12-10T10:00:00-05:00")
        assert not day.letters("joe@acme.example", "How did we do")


def test_reached_at_the_third_call(tmp_path: Path) -> None:
    with a_day(tmp_path, "veeam", "2026-11-23T09:00:00-05:00", contacts=NEW_YORK) as day:
        number = day.write(JOE, "Job fails", FAILED)
        for on in ("23", "24"):
            day.at(f"2026-11-{on}T10:00:00-05:00")
            day.agent("attempt", number, "--how", "no answer")
        day.at("2026-11-25T10:00:00-05:00")
        day.agent("contacted", number, "--how", "telephone")
        day.at("2026-11-27T10:00:00-05:00")
        assert "contact_attempt" not in day.tasks(number)
        assert day.agent("attempt", number, "--how", "no answer")["attempted"] == "1"


def test_a_survey_where_the_operator_wants_it(tmp_path: Path) -> None:
    """VEE-21."""
    more = '[survey]\nurl = "https://survey.desk.example/q"\n'
    with a_day(tmp_path, "veeam", "2026-11-24T09:00:00-05:00", contacts=NEW_YORK, more=more) as day:
        number = day.write(JOE, "Job fails", FAILED)
        day.agent("close", number, "--reason", "solved")
        day.at("2026-11-25T08:59:59-05:00")
        assert not day.letters("joe@acme.example", "How did we do")
        day.at("2026-11-25T09:00:00-05:00")
        (survey,) = day.letters("joe@acme.example", "How did we do")
        assert "https://survey.desk.example/q" in text_of(survey)
        assert day.happened(number, "survey_sent")[0]["clause"] == "VEE-21"


def test_who_may_open_cases(tmp_path: Path) -> None:
    """VEE-01: registered and acknowledged like anybody, and marked."""
    with a_day(tmp_path, "veeam", "2026-11-24T09:00:00-05:00", contacts=NEW_YORK) as day:
        number = day.write("Ann <ann@acme.example>", "Job fails", FAILED)
        marks = {mark["code"]: mark["clause"] for mark in day.evidence(number)["marks"]}
        assert marks == {"not_authorised": "VEE-01"}
        assert day.evidence(number)["plan"] == "basic"
        forged = day.write(JOE, "Job fails again", FAILED, proven=False)
        assert [mark["code"] for mark in day.evidence(forged)["marks"]] == ["sender_not_proven"]
        assert len(day.letters("ann@acme.example")) == len(day.letters("joe@acme.example")) == 1


RUSSIAN = "Добрый день! Критичность: 2. Резервное копирование идёт в три раза медленнее обычного, журналы приложим."


@pytest.mark.parametrize(
    ("at", "language"),
    [
        ("2026-11-24T10:00:00+01:00", "ru"),
        ("2026-11-24T18:00:00+01:00", "en"),  # at closing
        ("2026-11-24T03:00:00+01:00", "en"),
        ("2026-11-28T10:00:00+01:00", "en"),  # Saturday
        ("2026-11-11T10:00:00+01:00", "en"),  # Independence Day
    ],
)
def test_languages_go_by_the_hour(tmp_path: Path, at: str, language: str) -> None:
    """VEE-02, VEE-03: in the customer's 8:00–18:00, else English."""
    with a_day(tmp_path, "veeam", at, contacts=WARSAW) as day:
        day.write(OLGA, "Медленное копирование", RUSSIAN)
        (notice,) = day.letters("olga@wisla.example")
        assert notice["Content-Language"] == language


def test_languages_of_the_letters_that_follow(tmp_path: Path) -> None:
    with a_day(tmp_path, "veeam", "2026-11-24T17:00:00+01:00", contacts=WARSAW) as day:
        number = day.write(OLGA, "Медленное копирование", RUSSIAN)
        day.agent("confirm", number, "3", "--reason", "Копии создаются, хотя и медленно.")
        day.at("2026-11-24T18:30:00+01:00")
        day.agent("ask", number, "--item", "diagnostics")
        languages = [letter["Content-Language"] for letter in day.letters("olga@wisla.example")]
        assert languages == ["ru", "ru", "en"]


def test_polish_is_not_spoken(tmp_path: Path) -> None:
    """VEE-02: a Polish request is acknowledged in English; so is a Russian one from the USA, or for another product."""
    polish = "Dzień dobry, poziom: 2. Kopie zapasowe trwają trzy razy dłużej niż zwykle, proszę o pomoc."
    with a_day(tmp_path, "veeam", "2026-11-24T10:00:00+01:00", contacts=WARSAW) as day:
        number = day.write(OLGA, "Wolne kopie", polish)
        (notice,) = day.letters("olga@wisla.example")
        assert notice["Content-Language"] == "en"
        assert day.evidence(number)["language"] == "pl"
    other = WARSAW.replace("Veeam Backup & Replication", "Veeam ONE")
    (tmp_path / "other").mkdir()
    with a_day(tmp_path / "other", "veeam", "2026-11-24T10:00:00+01:00", contacts=other) as day:
        day.write(OLGA, "Медленное копирование", RUSSIAN)
        assert day.letters("olga@wisla.example")[0]["Content-Language"] == "en"


def _plan(contacts: str, plan: str) -> str:
    return contacts.replace('plan = "production"', f'plan = "{plan}"')


def test_premier_is_thirty_minutes_whatever_the_level(tmp_path: Path) -> None:
    """VEE-07: known or not, at night too."""
    with a_day(tmp_path, "veeam", "2026-11-28T23:50:00+01:00", contacts=_plan(WARSAW, "premier")) as day:
        number = day.write(OLGA, "Backup", "Hello, the backup of last night has failed, please help.")
        assert day.evidence(number)["severity"] is None
        (notice,) = day.letters("olga@wisla.example")
        assert "A person will answer you by: 29 November 2026, 00:20 (Warsaw)" in text_of(notice)
        day.at("2026-11-29T00:12:30+01:00")
        assert len(day.letters(AGENTS, "due soon")) == 1
        day.agent("confirm", number, "3")
        assert day.evidence(number)["due_at"] == "2026-11-28T23:20:00+00:00"
        day.at("2026-11-29T00:19:59+01:00")
        day.agent("contacted", number, "--how", "telephone")
        day.at("2026-11-29T12:00:00+01:00")
        assert "breached" not in day.kinds(number)
        figures = day.report("veeam")
        assert (figures["reaction_kept"], figures["first_contact_median"]) == (1, 1799)


@pytest.mark.parametrize("plan", ["evaluation", "free"])
def test_plans_that_promise_nothing_for_the_highest_level(tmp_path: Path, plan: str) -> None:
    """VEE-08, VEE-09: nothing is promised, nobody is warned, and no report counts it."""
    with a_day(tmp_path, "veeam", "2026-11-24T10:00:00+01:00", contacts=_plan(WARSAW, plan)) as day:
        number = day.write(OLGA, "Backup", "Severity: 1. All our backup jobs fail and production is down.")
        (notice,) = day.letters("olga@wisla.example")
        assert "A person will answer you by" not in text_of(notice)
        assert day.evidence(number)["due_at"] is None
        day.at("2026-12-24T10:00:00+01:00")
        assert day.letters(AGENTS) == []
        figures = day.report("veeam")
        assert (figures["tickets"], figures["reaction_due"], figures["reaction_without"]) == (1, 0, 1)


def test_general_enquiries_have_no_target(tmp_path: Path) -> None:
    """VEE-18: an agent says that it is one."""
    with a_day(tmp_path, "veeam", "2026-11-24T10:00:00+01:00", contacts=WARSAW) as day:
        number = day.write(OLGA, "Your site", "Severity: 4. Your new web site looks rather nice, I wanted to say.")
        assert day.evidence(number)["due_at"] == "2026-11-24T17:00:00+00:00"
        day.agent("confirm", number, "4", "--kind", "feedback")
        assert day.evidence(number)["due_at"] is None
        assert day.happened(number, "no_target")[0]["clause"] == "VEE-18"
        day.at("2026-11-30T10:00:00+01:00")
        assert day.letters(AGENTS) == []


def test_a_question_that_bounces_reached_nobody(tmp_path: Path) -> None:
    with a_day(tmp_path, "veeam", "2026-11-24T10:00:00+01:00", contacts=WARSAW) as day:
        number = day.write(OLGA, "Backup", "Severity: 2. Backups take three times as long as usual.")
        due = day.evidence(number)["due_at"]
        assert due == "2026-11-24T12:00:00+00:00"
        day.at("2026-11-24T11:00:00+01:00")
        day.agent("ask", number, "--item", "diagnostics")
        assert day.evidence(number)["first_contact_at"] == "2026-11-24T10:00:00+00:00"
        day.at("2026-11-24T11:05:00+01:00")
        bounce(day, day.letters("olga@wisla.example")[-1])
        proof = day.evidence(number)
        assert (proof["first_contact_at"], proof["due_at"]) == (None, due)
        assert "letter_bounced" in day.tasks(number)
        day.at("2026-11-24T13:00:01+01:00")
        assert day.happened(number, "breached")[0]["at"] == "2026-11-24T12:00:01+00:00"


def test_a_letter_that_bounces_moves_no_deadline(tmp_path: Path) -> None:
    """The customer raised the level at 12:00; that the letter which says so came back changes nothing."""
    with a_day(tmp_path, "veeam", "2026-11-24T10:00:00+01:00", contacts=WARSAW) as day:
        number = day.write(OLGA, "Backup", "Severity: 3. Backups of one server fail.")
        day.at("2026-11-24T12:00:00+01:00")
        day.write(OLGA, f"Re: [{number}]", "Severity: 1. Now all backups fail and production is down.")
        assert day.evidence(number)["due_at"] == "2026-11-24T12:00:00+00:00"
        bounce(day, day.letters("olga@wisla.example", "severity has changed")[0])
        assert day.evidence(number)["due_at"] == "2026-11-24T12:00:00+00:00"
        assert [event["kind"] for event in day.evidence(number)["events"]].count("due") == 2


def _marks(day: Day, number: str) -> dict[str, str]:
    return {mark["code"]: mark["clause"] for mark in day.evidence(number)["marks"]}


def test_wishes_and_what_is_not_supported(tmp_path: Path) -> None:
    """VEE-20, VEE-22, VEE-23, VEE-24; the operator has said which versions are outdated."""
    terms = tmp_path / "terms"
    terms.mkdir()
    (terms / "veeam.toml").write_text('[duties.versions]\noutdated = ["<12.0"]\n')
    old = NEW_YORK.replace('version = "12.1.2"', 'version = "11.0.1"')
    with a_day(
        tmp_path, "veeam", "2026-11-24T10:00:00-05:00", contacts=old, more=f'[terms]\nfolder = "{terms}"'
    ) as day:
        number = day.write(JOE, "Upgrade", "Could you please upgrade our backup server to version 12 for us?")
        assert _marks(day, number) == {"outdated_version": "VEE-22", "service:done_for_you": "VEE-23"}

        wish = day.write(JOE, "Feature request", "Please add an option to sort jobs by size.")
        assert _marks(day, wish) == {"outdated_version": "VEE-22", "feature_request": "VEE-20"}
        said = text_of(day.letters("joe@acme.example")[-1])
        assert "– what you need the new feature for" in said
        assert "logs" not in said

        day.at("2026-11-25T10:00:00-05:00")
        day.write(JOE, f"Re: [{number}]", "Nobody has answered for a day. I want to talk to a manager.")
        assert _marks(day, number)["manager_wanted"] == "VEE-24"
        assert "manager_wanted" in day.tasks(number)
        (told,) = day.letters(AGENTS, "asks for a manager")
        assert number in told["Subject"]


def test_a_plan_that_is_shown_later_promises_something(tmp_path: Path) -> None:
    with a_day(tmp_path, "veeam", "2026-02-24T09:00:00+01:00") as day:
        number = day.write("Ola <ola@new.example>", "Backup", "Severity 1. All jobs have failed since the night.")
        assert day.evidence(number)["due_at"] is None
        day.agent("plan", number, "production", "--how", "telephone")
        assert day.evidence(number)["due_at"] == "2026-02-24T09:00:00+00:00"
