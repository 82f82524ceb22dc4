"""EuroLinux, row by row; days in the life of its customers are in tests/days/test_eurolinux.py."""

from pathlib import Path

import pytest

from tests.clauses.facets import level
from tests.clauses.request import LIBRARY, overlaid, request
from tests.days.test_eurolinux import STANDARD_PLUS

_EUROLINUX = LIBRARY.of("eurolinux")
#: Fri 22 May 2026, 15:30 in Warsaw.
_FRIDAY = "2026-05-22T15:30:00+02:00"
_NAMES = ["krytyczny", "wysoki", "średni", "niski"]


def _due(plan: str, stated: str, at: str = _FRIDAY) -> str | None:
    return request("eurolinux", f"Priorytet: {stated}. Instalacja się zatrzymuje.", plan=plan, at=at).due


@pytest.mark.parametrize(
    ("plan", "marks"),
    [("premium", {}), ("standard", {}), ("basic", {"service:on_site": "EUR-01", "outside_plan": "EUR-07"})],
)
def test_eur_01_on_site_in_premium_and_standard(plan: str, marks: dict[str, str]) -> None:
    seen = request("eurolinux", "Prosimy o przyjazd inżyniera na miejsce.", subject="Serwer", plan=plan)
    assert (seen.entitlement.plan, seen.marks) == (plan, marks)


def test_eur_01_standard_plus_is_defined_by_the_operator(tmp_path: Path) -> None:
    assert request("eurolinux", "Priorytet: wysoki.", plan="standard_plus").entitlement.plan is None
    library = overlaid(tmp_path, "eurolinux", STANDARD_PLUS)
    seen = request("eurolinux", "Priorytet: wysoki.", plan="standard_plus", at=_FRIDAY, library=library)
    assert (seen.entitlement.plan, seen.due) == ("standard_plus", "2026-05-22T17:30:00+02:00")
    kept = request("eurolinux", "Priorytet: wysoki.", plan="standard", at=_FRIDAY, library=library)
    assert kept.due == "2026-05-25T11:30:00+02:00"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Dzień dobry, serwer plików odpowiada bardzo wolno od wczoraj.", "pl"),
        ("Good morning, the file server has been very slow since yesterday.", "en"),
        ("Добрый день, файловый сервер со вчерашнего дня отвечает очень медленно.", "en"),
    ],
)
def test_eur_02(text: str, language: str) -> None:
    assert request("eurolinux", text, plan="premium").language == language


def test_eur_03_names_without_definitions_and_a_mapping_that_says_it_is_ours() -> None:
    severities = _EUROLINUX.severities
    assert [item.name.pl for item in severities.values()] == _NAMES
    assert all(item.definition is None and item.ours for item in severities.values())
    assert [request("eurolinux", f"Priorytet: {name}.").case.level for name in _NAMES] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("facets", "expected"),
    [
        ({"extent": "stopped"}, "1"),
        ({"extent": "degraded", "business": "notable"}, "2"),
        ({"extent": "limited"}, "3"),
        ({"extent": "stopped", "environment": "test"}, "3"),
        ({"kind": "question", "extent": "none", "function": "none", "business": "none"}, "4"),
    ],
)
def test_eur_03_the_mapping(facets: dict[str, str], expected: str) -> None:
    assert level(_EUROLINUX, **facets) == expected


@pytest.mark.parametrize(
    ("stated", "premium", "standard", "basic"),
    [
        ("krytyczny", "22T16:30", "25T08:30", "25T15:30"),
        ("wysoki", "22T17:30", "25T11:30", "25T15:30"),
        ("średni", "22T19:30", "25T15:30", "25T15:30"),
        ("niski", "23T15:30", "26T15:30", "26T15:30"),
    ],
)
def test_eur_04(stated: str, premium: str, standard: str, basic: str) -> None:
    for plan, due in (("premium", premium), ("standard", standard), ("basic", basic)):
        assert _due(plan, stated) == f"2026-05-{due}:00+02:00"


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("2026-05-22T16:00:00+02:00", "2026-05-25T09:00:00+02:00"),
        ("2026-06-03T15:30:00+02:00", "2026-06-05T08:30:00+02:00"),  # Corpus Christi on Thursday
        ("2026-12-23T15:59:00+01:00", "2026-12-28T08:59:00+01:00"),  # Christmas Eve is off since 2025
    ],
)
def test_eur_05(at: str, due: str) -> None:
    assert _due("standard", "krytyczny", at) == due


def test_eur_05_other_hours_are_the_operators_to_set(tmp_path: Path) -> None:
    library = overlaid(tmp_path, "eurolinux", '[calendars.standard]\ntimes = ["09:00-17:00"]\n')
    seen = request("eurolinux", "Priorytet: krytyczny.", plan="standard", at=_FRIDAY, library=library)
    assert seen.due == "2026-05-22T16:30:00+02:00"


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Instalator nie widzi dysku serwera.", True),
        ("The installer does not find the RAID controller.", True),
        ("Serwer WWW odpowiada bardzo wolno od wczoraj.", False),
        ("How do I renew the certificate of the mail server?", False),
    ],
)
def test_eur_07(text: str, *, inside: bool) -> None:
    marks = {} if inside else {"outside_plan": "EUR-07"}
    assert request("eurolinux", text, subject="EuroLinux", plan="basic").marks == marks
    assert request("eurolinux", text, subject="EuroLinux", plan="standard").marks == {}
