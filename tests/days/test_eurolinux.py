"""EuroLinux: three plans and one of the operator's own; levels without definitions; installation only under basic."""

from pathlib import Path

import pytest

from tests.days.day import AGENTS, a_day, text_of

CONTACTS = """
[[organisation]]
key = "nowak"
name = "Nowak S.A."
terms = "{terms}"
plan = "{plan}"

[[organisation.contact]]
address = "jan@nowak.example"
name = "Jan Nowak"
"""
JAN = "Jan Nowak <jan@nowak.example>"
#: Standard Plus, made for one project: standard with longer hours and a shorter reaction to the first level.
STANDARD_PLUS = """
[calendars.plus]
days = ["mon", "tue", "wed", "thu", "fri", "sat"]
times = ["06:00-22:00"]
zone = "Europe/Warsaw"
holidays = "PL"
clause = "EUR-01"

[plans.standard_plus]
name = { ru = "Standard Plus", pl = "Standard Plus", en = "Standard Plus" }
calendar = "plus"
clause = "EUR-01"

[plans.standard_plus.targets]
1 = { reaction = { promise = "30 min", clause = "EUR-01" } }
2 = { reaction = { promise = "2 wh", clause = "EUR-01" } }
3 = { reaction = { promise = "1 bd", clause = "EUR-01" } }
4 = { reaction = { promise = "2 bd", clause = "EUR-01" } }
"""


def contacts(plan: str, terms: str = "eurolinux") -> str:
    return CONTACTS.format(terms=terms, plan=plan)


@pytest.mark.parametrize(
    ("plan", "level", "due", "told"),
    [
        # Fri 22 May 2026, 15:30 in Warsaw; nothing but the weekend lies ahead.
        ("premium", "krytyczny", "2026-05-22T14:30:00+00:00", "22 maja 2026 r., godz. 16:30 (Warszawa)"),
        ("premium", "niski", "2026-05-23T13:30:00+00:00", "23 maja 2026 r., godz. 15:30 (Warszawa)"),
        ("standard", "krytyczny", "2026-05-25T06:30:00+00:00", "25 maja 2026 r., godz. 08:30 (Warszawa)"),
        ("standard", "wysoki", "2026-05-25T09:30:00+00:00", "25 maja 2026 r., godz. 11:30 (Warszawa)"),
        ("standard", "średni", "2026-05-25T13:30:00+00:00", "25 maja 2026 r., godz. 15:30 (Warszawa)"),
        ("basic", "krytyczny", "2026-05-25T13:30:00+00:00", "25 maja 2026 r., godz. 15:30 (Warszawa)"),
        ("basic", "niski", "2026-05-26T13:30:00+00:00", "26 maja 2026 r., godz. 15:30 (Warszawa)"),
    ],
)
def test_each_plan_promises_its_own(tmp_path: Path, plan: str, level: str, due: str, told: str) -> None:
    """EUR-04, EUR-05: the notice is in Polish, and gives the time in Warsaw."""
    with a_day(tmp_path, "eurolinux", "2026-05-22T15:30:00+02:00", contacts=contacts(plan)) as day:
        number = day.write(
            JAN, "Instalator", f"Dzień dobry,\npriorytet: {level}.\nInstalacja systemu zatrzymuje się w połowie."
        )
        assert day.evidence(number)["due_at"] == due
        said = text_of(day.letters("jan@nowak.example")[0])
        assert f"Pracownik odpowie najpóźniej: {told}" in said
        assert level in said
        assert day.evidence(number)["marks"] == []


def test_a_day_under_standard(tmp_path: Path) -> None:
    """Warned and told once; support changes the level on its own, and says so (EUR-03: the document names nobody)."""
    with a_day(tmp_path, "eurolinux", "2026-05-22T15:30:00+02:00", contacts=contacts("standard")) as day:
        number = day.write(JAN, "Serwer", "Dzień dobry,\npriorytet: krytyczny.\nSerwer plików od rana nie odpowiada.")
        day.at("2026-05-25T08:10:00+02:00")
        # Due at 8:30; warned when a quarter of the time since receipt is left, which was on Sunday.
        assert [len(day.letters(AGENTS, words)) for words in ("due soon", "deadline missed")] == [1, 0]
        assert day.agent("confirm", number, "3", "--reason", "Pozostałe serwery działają.")["confirm"] == "changed"
        assert day.evidence(number)["due_at"] == "2026-05-25T13:30:00+00:00"
        told = text_of(day.letters("jan@nowak.example")[-1])
        assert "Był: 1 – krytyczny" in told
        assert "Jest: 3 – średni" in told
        assert "Pozostałe serwery działają." in told
        assert "Pracownik odpowie najpóźniej: 25 maja 2026 r., godz. 15:30 (Warszawa)" in told

        # He doesn't think so, and says it; an agent decides.
        day.at("2026-05-25T09:00:00+02:00")
        day.write(
            JAN,
            f"Re: [{number}]",
            "Nie zgadzam się.\nPriorytet: krytyczny",
            answer_to=day.letters("jan@nowak.example")[-1],
        )
        assert "change_wanted" in day.tasks(number)
        assert day.evidence(number)["severity"] == "3"
        day.agent("confirm", number, "1")
        assert "change_wanted" not in day.tasks(number)
        day.settle()
        # Its hour has been over since 8:30: that is told at once, and once.
        assert len(day.letters(AGENTS, "deadline missed")) == 1
        assert day.happened(number, "breached")[0]["at"] == "2026-05-25T07:00:00+00:00"
        assert "Pracownik odpowie" not in text_of(day.letters("jan@nowak.example")[-1])
        day.at("2026-05-25T09:00:10+02:00")
        day.agent("contacted", number, "--how", "telefon")
        day.at("2026-05-26T12:00:00+02:00")
        assert len(day.letters(AGENTS, "deadline missed")) == 1
        figures = day.report("eurolinux")
        assert (figures["reaction_breached"], figures["first_contact_median"]) == (
            1,
            2 * 86400 + 17 * 3600 + 30 * 60 + 10,
        )


def test_basic_is_for_installation(tmp_path: Path) -> None:
    """EUR-07: whatever else is asked for is marked for the agent; the customer reads nothing of it."""
    with a_day(tmp_path, "eurolinux", "2026-05-22T10:00:00+02:00", contacts=contacts("basic")) as day:
        number = day.write(
            JAN, "Apache", "Dzień dobry, priorytet: wysoki. Serwer WWW odpowiada bardzo wolno od wczoraj."
        )
        assert {mark["code"]: mark["clause"] for mark in day.evidence(number)["marks"]} == {"outside_plan": "EUR-07"}
        assert day.evidence(number)["due_at"] is not None
        inside = day.write(JAN, "Instalacja", "Dzień dobry, priorytet: wysoki. Instalator nie widzi dysku serwera.")
        assert day.evidence(inside)["marks"] == []
        first, second = (text_of(letter) for letter in day.letters("jan@nowak.example"))
        assert first.replace(number, "N") == second.replace(inside, "N")


def test_standard_plus_is_the_operators(tmp_path: Path) -> None:
    """EUR-01."""
    terms = tmp_path / "terms"
    terms.mkdir()
    (terms / "eurolinux.toml").write_text(STANDARD_PLUS)
    more = f'[terms]\nfolder = "{terms}"'
    with a_day(
        tmp_path, "eurolinux", "2026-05-22T21:00:00+02:00", contacts=contacts("standard_plus"), more=more
    ) as day:
        number = day.write(JAN, "Serwer", "Dzień dobry,\npriorytet: wysoki.\nSerwer plików odpowiada bardzo wolno.")
        assert day.evidence(number)["plan"] == "standard_plus"
        assert day.evidence(number)["due_at"] == "2026-05-23T05:00:00+00:00"  # Fri 21–22, Sat 6–7
        (due,) = day.happened(number, "due")
        assert due["clause"] == "EUR-01"


def test_russian_is_answered_in_english(tmp_path: Path) -> None:
    """EUR-02: Polish and English."""
    with a_day(tmp_path, "eurolinux", "2026-05-22T10:00:00+02:00", contacts=contacts("premium")) as day:
        day.write(JAN, "Сервер", "Добрый день! Критичность: высокая. Файловый сервер отвечает очень медленно.")
        (notice,) = day.letters("jan@nowak.example")
        assert notice["Content-Language"] == "en"
        assert "Severity, as you named it: 2 – high" in text_of(notice)


def test_nothing_is_promised_without_a_plan(tmp_path: Path) -> None:
    with a_day(tmp_path, "eurolinux", "2026-05-22T10:00:00+02:00") as day:
        number = day.write(JAN, "Serwer", "Dzień dobry,\npriorytet: krytyczny.\nSerwer plików od rana nie odpowiada.")
        assert day.evidence(number)["due_at"] is None
        assert "najpóźniej" not in text_of(day.letters("jan@nowak.example")[0])
        assert [mark["code"] for mark in day.evidence(number)["marks"]] == ["unknown_plan"]
