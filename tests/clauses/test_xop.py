"""Xopero, row by row."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from intakebot import app
from intakebot.terms.clocks import Deadlines, deadlines
from tests.clauses.facets import level
from tests.clauses.request import LIBRARY, Seen, request
from tests.days.bouncing import bounce
from tests.days.day import Day, a_day, text_of

STOPPED = "Od rana nie wykonuje się żadna kopia zapasowa, każde zadanie kończy się błędem. Priorytet: 1."
COMPLETE = (
    STOPPED + "\nWindows Server 2022, Xopero ONE w wersji 1.7.2\n2026-11-23 08:01:12 ERROR job 7 failed: no space\n"
)
CONTACTS = """
[[organisation]]
key = "alfa"
name = "Alfa"
terms = "xopero"
plan = "subscription"

[[organisation.contact]]
address = "jan@alfa.example"
name = "Jan"
"""
JAN = "Jan <jan@alfa.example>"
#: A Friday afternoon before a Polish holiday on Wednesday.
FRIDAY = "2026-11-06T15:00:00+01:00"


@pytest.fixture(autouse=True)
def _brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "_TEND_SECONDS", 0.03)


def wrote(text: str, *, plan: str | None = "subscription", **more: object) -> Seen:
    return request("xopero", text, plan=plan, **more)  # type: ignore[arg-type]  # passed through


def due(severity: str, received: str = FRIDAY, plan: str = "subscription") -> Deadlines:
    return deadlines(LIBRARY.of("xopero"), plan, severity, datetime.fromisoformat(received))


@contextmanager
def day_of(folder: Path) -> Iterator[Day]:
    with a_day(folder, "xopero", "2026-11-23T10:00:00+01:00", contacts=CONTACTS) as day:
        yield day


@pytest.mark.parametrize(
    ("text", "language"), [
        ("Kopie zapasowe nie wykonują się od rana.", "pl"), ("No backups have been made since this morning.", "en"),
        ("Резервные копии не создаются с самого утра.", "en"),
    ],
)  # fmt: skip
def test_xop_01(text: str, language: str) -> None:
    assert wrote(text).language == language


def test_xop_02_tickets_are_counted_round_the_clock() -> None:
    night = due("1", "2026-11-11T03:00:00+01:00").reaction.due_at  # Independence Day, a Wednesday
    assert night == datetime.fromisoformat("2026-11-11T05:00:00+01:00")
    change = due("2", "2026-10-25T01:30:00+02:00").reaction.due_at  # clocks go back in this night
    assert change
    assert change.isoformat() == "2026-10-25T04:30:00+01:00"


@pytest.mark.parametrize("plan", ["subscription", "trial"])
@pytest.mark.parametrize(("severity", "hours"), [("X", 16), ("1", 17), ("2", 19), ("3", 19)])
def test_xop_03(severity: str, hours: int, plan: str) -> None:
    found = due(severity, plan=plan)
    assert found.reaction.due_at == datetime.fromisoformat(f"2026-11-06T{hours}:00:00+01:00")
    assert (found.reaction.clause, found.counts) == ("XOP-03", "first_contact")


@pytest.mark.parametrize(("severity", "day"), [("X", 7), ("1", 10), ("2", 13), ("3", None)])
def test_xop_04(severity: str, day: int | None) -> None:
    found = due(severity).workaround.due_at
    assert found == (datetime.fromisoformat(f"2026-11-{day:02}T15:00:00+01:00") if day else None)


@pytest.mark.parametrize(("severity", "day"), [("X", "2026-11-16"), ("1", "2026-11-27"), ("2", None), ("3", None)])
def test_xop_05(severity: str, day: str | None) -> None:
    found = due(severity).resolution
    if day is None:
        assert (str(found.promise), found.due_at) == ("next_release", None)
    else:
        assert found.due_at == datetime.fromisoformat(f"{day}T15:00:00+01:00")


def test_xop_05_no_date_is_told_for_the_next_release() -> None:
    seen = wrote("Priorytet: 2. Kopie nie wykonują się od rana z harmonogramu, ręcznie działają.")
    assert [line for line in seen.said.splitlines() if "2026" in line] == [
        "Otrzymano: 23 listopada 2026 r., godz. 13:00 (Warszawa)",
        "Pracownik odpowie najpóźniej: 23 listopada 2026 r., godz. 17:00 (Warszawa)",
    ]


def test_xop_06() -> None:
    xopero = LIBRARY.of("xopero")
    assert level(xopero, origin="provider", extent="stopped") == "X"
    assert level(xopero, origin="customer", extent="stopped") == "1"  # a customer's own server isn't the infrastructure
    assert level(xopero, origin="provider", environment="test") != "X"
    assert level(xopero, origin="provider", state="resolved") == "3"
    assert wrote("Severity X: the Xopero cloud doesn't answer.").case.level == "X"


def test_xop_07() -> None:
    xopero = LIBRARY.of("xopero")
    assert level(xopero, extent="stopped") == "1"
    assert level(xopero, extent="degraded", business="severe", workaround="no") == "1"
    assert level(xopero, extent="degraded", business="severe", workaround="yes") == "2"
    assert wrote(STOPPED).case.level == "1"
    assert "1 – krytyczny" in wrote(STOPPED).said


def test_xop_08() -> None:
    xopero = LIBRARY.of("xopero")
    assert level(xopero, extent="degraded", workaround="yes", business="notable") == "2"
    assert level(xopero, extent="limited") == "2"
    assert level(xopero, extent="stopped", environment="test") == "2"
    assert wrote("Ważność: średnia. Kopie wykonują się tylko ręcznie.").case.level == "2"


def test_xop_09() -> None:
    xopero = LIBRARY.of("xopero")
    assert level(xopero, kind="question", function="none", extent="none", business="none") == "3"
    assert level(xopero, function="secondary", extent="limited", business="slight") == "3"
    assert level(xopero, extent="stopped", state="resolved") == "3"
    assert wrote("Priority: low. How do I change the language of the console?").case.level == "3"


def test_xop_10_each_thing_is_asked_for_until_it_is_there() -> None:
    assert wrote(COMPLETE).case.missing == ()
    needed = ("operating_system", "product", "version", "evidence")
    assert wrote(STOPPED).case.missing == needed
    for told, left in (
        ("Windows Server 2022", ("product", "version", "evidence")), ("Produkt: Xopero ONE", ("operating_system", "version", "evidence")),
        ("Wersja aplikacji: 1.7.2", ("operating_system", "product", "evidence")),
    ):  # fmt: skip
        assert wrote(f"{STOPPED}\n{told}").case.missing == left
    assert "licence" in wrote(STOPPED, plan=None).case.missing
    assert "licence" not in wrote(f"{STOPPED}\nLicencja: subskrypcja", plan=None).case.missing
    assert "description" in wrote("Nie działa.").case.missing
    assert wrote(STOPPED, product="Xopero ONE", version="1.7.2").case.missing == ("operating_system", "evidence")


def test_xop_11_targets_stand_still_from_the_question_to_the_answer(tmp_path: Path) -> None:
    with day_of(tmp_path) as day:
        number = day.write(JAN, "Kopie", COMPLETE)
        before = day.evidence(number)
        day.at("2026-11-24T08:00:00+01:00")
        day.agent("ask", number, "--item", "steps")
        day.at("2026-11-25T09:30:00+01:00")  # a working day and 1.5 hours of the next
        day.write(JAN, f"Re: [{number}]", "Po kliknięciu „Uruchom”.", answer_to=day.letters("jan@alfa.example")[-1])
        after = day.evidence(number)
        assert [event["clause"] for event in day.happened(number, "waiting")] == ["XOP-11"]
        assert after["due_at"] == before["due_at"]
        assert (before["workaround_due_at"], after["workaround_due_at"]) == (
            "2026-11-27T09:00:00+00:00", "2026-11-28T10:30:00+00:00",
        )  # fmt: skip
        assert (before["resolution_due_at"], after["resolution_due_at"]) == (
            "2026-12-11T09:00:00+00:00", "2026-12-14T10:30:00+00:00",
        )  # fmt: skip


def test_xop_11_a_bounced_question_waits_for_nobody(tmp_path: Path) -> None:
    """Who never got the question can't be waited for; targets run again from the bounce."""
    with day_of(tmp_path) as day:
        number = day.write(JAN, "Kopie", STOPPED)
        assert day.evidence(number)["waiting_since"] is not None
        day.at("2026-11-23T10:05:00+01:00")
        bounce(day, day.letters("jan@alfa.example")[0])
        assert day.evidence(number)["waiting_since"] is None


def test_xop_12() -> None:
    free = wrote(STOPPED, plan="free")
    assert free.marks["no_support"] == "XOP-12"
    assert (free.due, free.case.missing) == (None, ())
    for plan in ("subscription", "trial"):
        seen = wrote(STOPPED, plan=plan)
        assert "no_support" not in seen.marks
        assert seen.due
    unknown = wrote(STOPPED, plan=None)
    assert (unknown.due, list(unknown.marks)) == (None, ["unknown_plan"])


@pytest.mark.parametrize(
    "text", [
        "Antywirus blokuje usługę agenta, kopia się nie wykonuje.", "Od aktualizacji nic. Po aktualizacji Windows kopia nie rusza.",
        "The firewall blocks the agent.", "Since the VMware update no backup has been made.",
        "Антивирус блокирует службу агента, копия не создаётся.",
    ],
)  # fmt: skip
def test_xop_13(text: str) -> None:
    assert wrote(text).marks == {"service:third_party": "XOP-13"}
    assert wrote(f"{text}\nPriorytet: 1").due == wrote(STOPPED).due == "2026-11-23T15:00:00+01:00"  # an agent decides
    assert not wrote("To nie wina antywirusa, jest wyłączony. Kopia się nie wykonuje.").marks
    assert not wrote("Po aktualizacji Xopero ONE kopia się nie wykonuje.").marks


def test_xop_14(tmp_path: Path) -> None:
    ru, pl, en = "Идут работы.", "Trwa przerwa techniczna.", "Maintenance is under way."
    with day_of(tmp_path) as day:
        words = ("--ru", ru, "--pl", pl, "--en", en)
        (others,) = day.command("maintenance", "announce", *words, "--terms", "veeam")
        day.write(JAN, "Kopie", STOPPED)
        assert pl not in text_of(day.letters("jan@alfa.example")[-1])
        (ours,) = day.command("maintenance", "announce", *words, "--terms", "xopero")
        assert ours != others
        day.write(JAN, "Kopie", COMPLETE)
        assert pl in text_of(day.letters("jan@alfa.example")[-1])
        day.command("maintenance", "end", str(ours["maintenance"]))
        day.at("2026-11-23T10:01:00+01:00")
        day.write(JAN, "Kopie", "Dzień dobry, problem z kopią nie ustąpił, zadanie dalej kończy się błędem.")
        assert pl not in text_of(day.letters("jan@alfa.example")[-1])


def test_xop_15() -> None:
    link = "https://support.xopero.com/hc"
    for seen in (wrote(STOPPED), wrote(STOPPED, known=False), wrote("How do I restore a mailbox?", plan="free")):
        assert link in seen.said
        html = seen.notice.get_body(("html",))
        assert html is not None
        assert link in html.get_content()
