"""Xopero: reaction and workaround by the clock, resolution in business days, and waiting for what the customer owes."""

from pathlib import Path
from typing import Any

from tests.days.day import Day, a_day, text_of
from tests.days.news import pager

CONTACTS = """
[[organisation]]
key = "alfa"
name = "Alfa Sp. z o.o."
terms = "xopero"
plan = "subscription"

[[organisation.contact]]
address = "jan@alfa.example"
name = "Jan Kowalski"

[[organisation]]
key = "gamma"
name = "Gamma"
terms = "xopero"
plan = "free"

[[organisation.contact]]
address = "ola@gamma.example"
name = "Ola"
"""
JAN, OLA = "Jan Kowalski <jan@alfa.example>", "Ola <ola@gamma.example>"
STOPPED = """Dzień dobry,

od dziś rana nie wykonuje się żadna kopia zapasowa, każde zadanie kończy się błędem. Priorytet: 1.
{more}
Pozdrawiam
Jan Kowalski
"""
KNOWN = "Windows Server 2022, Xopero ONE w wersji 1.7.2.\n2026-11-23 08:01:12 ERROR job 7 failed: no space left\n"


def due(proof: dict[str, Any]) -> tuple[str | None, str | None, str | None]:
    """Deadlines of reaction, workaround and resolution."""
    return proof["due_at"], proof["workaround_due_at"], proof["resolution_due_at"]


def total(day: Day) -> dict[str, Any]:
    """The report's last line, as of now."""
    found = day.command("report", "--terms", "xopero", "--as-of", day.now.isoformat(), "--format", "json")[-1]
    assert isinstance(found, dict)
    return found


def timers(day: Day, number: str) -> dict[str, str]:
    """When the open timers of a ticket are due, by kind."""
    return {timer["kind"]: timer["due_at"] for timer in day.evidence(number)["timers"] if timer["state"] == "open"}


def test_waiting_begins_at_the_handover_and_ends_with_the_answer(tmp_path: Path) -> None:
    with pager(tmp_path) as operator:
        begins = "2026-11-23T10:00:00+01:00"
        with a_day(tmp_path, "xopero", begins, contacts=CONTACTS, more=operator.config) as day:
            number = day.write(JAN, "Kopie nie powstają", STOPPED.format(more=""))
            notice = day.letters("jan@alfa.example")[0]
            said = text_of(notice)
            assert "Poziom ważności podany przez Państwa: 1 – krytyczny" in said
            assert "Pracownik odpowie najpóźniej: 23 listopada 2026 r., godz. 12:00 (Warszawa)" in said
            assert [line for line in said.splitlines() if line.startswith("– ")] == [
                "– system operacyjny i jego wersję",
                "– nazwę używanego produktu Xopero",
                "– wersję aplikacji",
                "– zrzuty ekranu i logi aplikacji (w załączniku)",
            ]
            assert "https://support.xopero.com/hc" in said  # XOP-15
            proof = day.evidence(number)
            assert due(proof) == ("2026-11-23T11:00:00+00:00", "2026-11-27T09:00:00+00:00", "2026-12-11T09:00:00+00:00")
            assert proof["waiting_since"] == "2026-11-23T09:00:00+00:00"
            assert set(timers(day, number)) == {"reaction"}  # the reaction needs nothing from the customer
            (waiting,) = day.happened(number, "waiting")
            assert waiting["clause"] == "XOP-11"

            # Two hours pass without anybody, the last half hour after a warning; a restart changes nothing.
            day.at("2026-11-23T11:30:00+01:00")
            day.restart()
            day.at("2026-11-23T12:00:01+01:00")
            assert operator.of(number) == ["due_soon", "breached"]

            # The answer comes after 2 h 17 min 5 s: only what stood still moves, by exactly that.
            day.at("2026-11-23T12:17:05+01:00")
            answer = "Windows Server 2022, Xopero ONE, wersja 1.7.2, log w załączniku."
            day.write(JAN, f"Re: [{number}]", answer, answer_to=notice, attached={"job.log": b"ERROR"})
            proof = day.evidence(number)
            assert (proof["waiting_since"], proof["missing"]) == (None, [])
            assert due(proof) == ("2026-11-23T11:00:00+00:00", "2026-11-27T11:17:05+00:00", "2026-12-11T11:17:05+00:00")
            assert timers(day, number) == {
                "workaround": "2026-11-27T11:17:05+00:00", "resolution": "2026-12-11T11:17:05+00:00",
            }  # fmt: skip
            (_, due_again) = day.happened(number, "due")
            assert any(
                "2026" not in step and "wait" in step.lower() for step in due_again["evidence"]["workaround"]["steps"]
            )
            assert operator.of(number) == ["due_soon", "breached"]  # the reaction's breach isn't told again

            # A workaround in time, closed in time: the report is right to the second.
            day.at("2026-11-23T12:30:10+01:00")
            day.agent("contacted", number, "--how", "telefon")
            day.at("2026-11-27T12:17:04+01:00")
            day.agent("workaround", number, "--how", "kopia ręczna")
            day.at("2026-12-01T09:00:00+01:00")
            day.agent("close", number, "--reason", "poprawka 1.7.3")
            line = total(day)
            assert (line["notice_median"], line["first_contact_median"]) == (0, 2 * 3600 + 30 * 60 + 10)
            assert (line["reaction_breached"], line["workaround_kept"], line["resolution_kept"]) == (1, 1, 1)
            assert timers(day, number) == {}
            day.at("2026-12-20T09:00:00+01:00")
            assert [(one["kind"], one["clock"]) for one in operator.news] == [
                ("due_soon", "reaction"), ("breached", "reaction"), ("due_soon", "workaround"),
            ]  # fmt: skip
            assert operator.refused == 0


def test_an_agent_asks_and_the_customer_is_waited_for_again(tmp_path: Path) -> None:
    with a_day(tmp_path, "xopero", "2026-11-23T10:00:00+01:00", contacts=CONTACTS) as day:
        number = day.write(JAN, "Kopie nie powstają", STOPPED.format(more=KNOWN))
        proof = day.evidence(number)
        assert (proof["missing"], proof["waiting_since"]) == ([], None)
        assert "prosimy podać" not in text_of(day.letters("jan@alfa.example")[0])

        day.at("2026-11-23T10:30:00+01:00")
        day.agent("ask", number, "--item", "steps", "--words", "Czy błąd dotyczy także nowych zadań?")
        question = text_of(day.letters("jan@alfa.example")[-1])
        assert "Czy błąd dotyczy także nowych zadań?" in question
        assert "Prosimy podać lub przesłać:\r\n– jak krok po kroku odtworzyć błąd" in question
        proof = day.evidence(number)
        assert proof["waiting_since"] == "2026-11-23T09:30:00+00:00"
        assert proof["first_contact_at"] == "2026-11-23T09:30:00+00:00"  # a person has written: the reaction (XOP-03)
        assert timers(day, number) == {}

        # Nothing is missed while the customer is silent; then two clocks run on, the resolution's in working hours.
        day.at("2026-11-28T10:00:00+01:00")
        day.restart()
        assert "breached" not in day.kinds(number)
        day.at("2026-11-30T10:30:00+01:00")
        day.write(JAN, f"Re: [{number}]", "Tak, także nowych.", answer_to=day.letters("jan@alfa.example")[-1])
        assert due(day.evidence(number))[1:] == ("2026-12-04T09:00:00+00:00", "2026-12-18T09:00:00+00:00")
        day.at("2026-12-18T10:00:01+01:00")
        missed = [event["evidence"]["clock"] for event in day.happened(number, "breached")]
        assert sorted(missed) == ["resolution", "workaround"]
        assert total(day)["reaction_kept"] == 1


def test_severity_is_stated_confirmed_and_changed_by_support(tmp_path: Path) -> None:
    with a_day(tmp_path, "xopero", "2026-11-23T10:00:00+01:00", contacts=CONTACTS) as day:
        number = day.write(JAN, "Kopie nie powstają", STOPPED.format(more=KNOWN))
        assert day.evidence(number)["severity_by"] == "stated"
        assert day.agent("confirm", number, "1")["confirm"] == "confirmed"
        letters = len(day.letters("jan@alfa.example"))
        assert day.agent("confirm", number, "2", "--reason", "Kopie ręczne działają.")["confirm"] == "changed"
        assert len(day.letters("jan@alfa.example")) == letters + 1
        told = text_of(day.letters("jan@alfa.example")[-1])
        assert "Był: 1 – krytyczny\r\nJest: 2 – średni" in told
        assert "Dlaczego: Kopie ręczne działają." in told
        assert "godz. 14:00" in told  # four hours from receipt, not from the change
        assert due(day.evidence(number)) == ("2026-11-23T13:00:00+00:00", "2026-11-30T09:00:00+00:00", None)

        # The customer wants it higher: not his to set under these terms.
        day.at("2026-11-23T10:30:00+01:00")
        words = "Priorytet: 1. Kopie ręczne też już nie działają."
        day.write(JAN, f"Re: [{number}]", words, answer_to=day.letters("jan@alfa.example")[-1])
        assert day.evidence(number)["severity"] == "2"
        assert "change_wanted" in day.tasks(number)
        assert "Asked for: 1" in text_of(day.letters("agents@desk.example")[-1])


def test_free_licences_are_registered_and_promised_nothing(tmp_path: Path) -> None:
    with a_day(tmp_path, "xopero", "2026-11-23T10:00:00+01:00", contacts=CONTACTS) as day:
        number = day.write(OLA, "Błąd", "Nie mogę odtworzyć danych z kopii. Priorytet: 1.")
        said = text_of(day.letters("ola@gamma.example")[0])
        assert "Pracownik odpowie" not in said
        assert "prosimy podać" not in said  # whoever is asked for logs expects help
        assert "https://support.xopero.com/hc" in said
        proof = day.evidence(number)
        assert [(mark["code"], mark["clause"]) for mark in proof["marks"]] == [("no_support", "XOP-12")]
        assert due(proof) == (None, None, None)
        day.at("2026-12-23T10:00:00+01:00")
        assert day.letters("agents@desk.example") == []
        assert (total(day)["reaction_without"], total(day)["reaction_due"]) == (1, 0)


def test_running_maintenance_is_told_in_the_language_of_the_notice(tmp_path: Path) -> None:
    ru, pl, en = (
        "Идут работы до 14:00.",
        "Do godz. 14:00 trwa przerwa techniczna.",
        "Maintenance is under way until 14:00.",
    )
    with a_day(tmp_path, "xopero", "2026-11-23T10:00:00+01:00", contacts=CONTACTS) as day:
        words = ("--ru", ru, "--pl", pl, "--en", en, "--from", "2026-11-23T11:00:00+01:00")
        day.command("maintenance", "announce", *words, "--until", "2026-11-23T14:00:00+01:00")
        day.write(JAN, "Pytanie", "Dzień dobry, czy kopie są szyfrowane na dysku sieciowym?")
        assert pl not in text_of(day.letters("jan@alfa.example")[-1])  # it hasn't begun
        day.at("2026-11-23T11:00:00+01:00")
        for text, told in (
            ("Dzień dobry, zadanie kopii nie kończy się od wczoraj.", pl),
            ("Hello, the backup job has been running since yesterday and doesn't end.", en),
            ("Здравствуйте! Задание резервного копирования не завершается со вчерашнего дня.", en),  # XOP-01
        ):
            day.write(JAN, "Kopia", text)
            assert told in text_of(day.letters("jan@alfa.example")[-1])
        day.at("2026-11-23T14:00:00+01:00")
        day.write(JAN, "Kopia", "Dzień dobry, zadanie kopii dalej się nie kończy.")
        assert pl not in text_of(day.letters("jan@alfa.example")[-1])
    russian = tmp_path / "russian"
    russian.mkdir()
    with a_day(russian, "martinsoft", "2026-11-23T10:00:00+03:00") as day:
        day.command("maintenance", "announce", "--ru", ru, "--pl", pl, "--en", en)
        day.write("ivan@client.example", "Портал", "Добрый день, портал открывается очень медленно.")
        assert ru in text_of(day.letters("ivan@client.example")[0])


def test_a_clock_that_is_set_back_an_hour_does_no_harm(tmp_path: Path) -> None:
    with a_day(tmp_path, "xopero", "2026-11-23T10:00:00+01:00", contacts=CONTACTS) as day:
        number = day.write(JAN, "Kopie nie powstają", STOPPED.format(more=""))
        before = due(day.evidence(number))
        day.back("2026-11-23T09:00:00+01:00")
        day.restart()
        answer = "Windows Server 2022, Xopero ONE, wersja 1.7.2, log w załączniku."
        notice = day.letters("jan@alfa.example")[0]
        day.write(JAN, f"Re: [{number}]", answer, answer_to=notice, attached={"job.log": b"ERROR"})
        proof = day.evidence(number)
        assert (proof["waiting_since"], due(proof)) == (None, before)  # a wait that ended before it began moves nothing
        day.agent("contacted", number, "--how", "telefon")
        assert day.evidence(number)["first_contact_at"] == "2026-11-23T09:00:00+00:00"  # not before receipt
        early = day.write(JAN, "Druga sprawa", STOPPED.format(more=KNOWN))
        assert day.evidence(early)["due_at"] == "2026-11-23T10:00:00+00:00"
        day.at("2026-11-23T12:30:00+01:00")
        assert "breached" not in day.kinds(number)
        assert day.kinds(early).count("breached") == 1
        assert (total(day)["reaction_kept"], total(day)["first_contact_median"]) == (1, 0)
