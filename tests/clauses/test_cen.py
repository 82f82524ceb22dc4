"""Centaur, row by row; days in the life of its customers are in tests/days/test_centaur.py."""

from pathlib import Path

import pytest

from intakebot import app
from tests.clauses.facets import level
from tests.clauses.request import LIBRARY, overlaid, request
from tests.days.bouncing import bounce
from tests.days.day import a_day, number_in
from tests.days.test_centaur import ANNA, CONTACTS


@pytest.fixture(autouse=True)
def _brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "_TEND_SECONDS", 0.03)


_CENTAUR = LIBRARY.of("centaur")


@pytest.mark.parametrize("plan", ["basic", "extended"])
@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("2026-02-24T16:59:00+03:00", {"basic": "2026-02-25T12:59:00+03:00", "extended": "2026-02-25T09:59:00+03:00"}),
        ("2026-02-24T17:00:00+03:00", {"basic": "2026-02-25T13:00:00+03:00", "extended": "2026-02-25T10:00:00+03:00"}),
        ("2026-02-24T08:59:00+03:00", {"basic": "2026-02-24T13:00:00+03:00", "extended": "2026-02-24T10:00:00+03:00"}),
        # Mon 9 Mar is off for Sunday the 8th; Sat 1 Nov 2025 is worked, Mon 3 Nov off for it.
        ("2026-03-09T12:00:00+03:00", {"basic": "2026-03-10T13:00:00+03:00", "extended": "2026-03-10T10:00:00+03:00"}),
        ("2025-11-01T16:00:00+03:00", {"basic": "2025-11-05T12:00:00+03:00", "extended": "2025-11-01T17:00:00+03:00"}),
    ],
)
def test_cen_01_working_days_in_moscow(plan: str, at: str, due: dict[str, str]) -> None:
    assert request("centaur", "Критичность: критический.", plan=plan, at=at).due == due[plan]


def test_cen_01_intake_and_consulting_are_in_both_plans() -> None:
    for plan in ("basic", "extended"):
        seen = request("centaur", "Подскажите, как настроить переадресацию на мобильный?", plan=plan)
        assert seen.marks == {}


@pytest.mark.parametrize(
    ("said", "basic", "extended"),
    [("критический", "13:00", "10:00"), ("средний", "17:00", "13:00"), ("низкий", None, "17:00")],
)
def test_cen_02(said: str, basic: str | None, extended: str) -> None:
    """4 / 1, 8 / 4 and 24 / 8 working hours from Tue 24 Feb 2026, 9:00."""
    for plan, hour in (("basic", basic), ("extended", extended)):
        due = request("centaur", f"Критичность: {said}.", plan=plan, at="2026-02-24T09:00:00+03:00").due
        assert due == (f"2026-02-24T{hour}:00+03:00" if hour else "2026-02-26T17:00:00+03:00")


def test_cen_03_the_delivered_notice_with_the_number_is_the_reaction(tmp_path: Path) -> None:
    with a_day(tmp_path, "centaur", "2026-02-24T10:00:00+03:00", contacts=CONTACTS) as day:
        number = day.write(ANNA, "Связь", "Критичность: критический. Никто не может позвонить.")
        (notice,) = day.letters("anna@vector.example")
        assert number_in(notice) == number
        assert day.report("centaur")["reaction_kept"] == 1
        bounce(day, notice)
        assert day.report("centaur")["reaction_open"] == 1
        day.at("2026-02-24T11:00:01+03:00")
        assert [event["at"] for event in day.happened(number, "breached")] == ["2026-02-24T08:00:01+00:00"]


def test_cen_04() -> None:
    said = request("centaur", "Не работает телефон в приёмной.", known=False).said
    assert "действующий пакет поддержки: базовый или расширенный" in said
    assert "уровень критичности: критический, средний или низкий" in said


def test_cen_05() -> None:
    assert level(_CENTAUR, extent="stopped") == "critical"
    assert level(_CENTAUR, extent="stopped", environment="test") != "critical"
    assert request("centaur", "Критичность: критическая").case.level == "critical"


@pytest.mark.parametrize("facets", [{"extent": "degraded"}, {"extent": "limited", "business": "slight"}])
def test_cen_06_to_any_extent(facets: dict[str, str]) -> None:
    assert level(_CENTAUR, **facets) == "medium"
    assert request("centaur", "Критичность: средняя").case.level == "medium"


@pytest.mark.parametrize("facets", [{"function": "side"}, {"kind": "question", "extent": "none"}])
def test_cen_07(facets: dict[str, str]) -> None:
    assert level(_CENTAUR, **facets) == "low"
    assert request("centaur", "Критичность: низкая").case.level == "low"


def test_cen_08(tmp_path: Path) -> None:
    """The customer names it; support asks before it changes that, even after it has confirmed it."""
    with a_day(tmp_path, "centaur", "2026-02-24T10:00:00+03:00", contacts=CONTACTS) as day:
        number = day.write(ANNA, "Связь", "Критичность: критический. Никто не может позвонить.")
        (stated,) = day.happened(number, "severity_stated")
        assert (stated["actor"], stated["clause"]) == ("customer", "CEN-08")
        day.agent("confirm", number, "critical")
        assert day.agent("confirm", number, "low")["confirm"] == "asked"
        assert day.evidence(number)["severity"] == "critical"


def test_cen_09() -> None:
    seen = request("centaur", "Критичность: критический. Пропала связь.", known=False, at="2026-02-24T09:00:00+03:00")
    assert (seen.entitlement.plan, seen.marks) == ("basic", {"unknown_plan": "CEN-09"})
    assert seen.due == "2026-02-24T13:00:00+03:00"
    assert "действующий пакет поддержки" in seen.said
    shown = request("centaur", "Критичность: критический. Пропала связь.", plan="extended")
    assert (shown.entitlement.plan, shown.marks) == ("extended", {})
    assert "пакет поддержки" not in shown.said


def test_cen_11(tmp_path: Path) -> None:
    """Which versions are outdated, the operator says."""
    text = "Критичность: низкий. Не печатается отчёт."
    assert request("centaur", text, plan="basic", version="5.1.9").marks == {}
    library = overlaid(tmp_path, "centaur", '[duties.versions]\noutdated = ["<5.2"]\n')
    old = request("centaur", text, plan="basic", version="5.1.9", library=library)
    new = request("centaur", text, plan="basic", version="5.2", library=library)
    assert (old.marks, new.marks) == ({"outdated_version": "CEN-11"}, {})
    assert old.due == new.due


@pytest.mark.parametrize("insult", ["Вы там идиоты!", "Jesteście idiotami!", "You are idiots!"])
def test_cen_13_flagged_and_never_refused(insult: str) -> None:
    rude = request("centaur", f"Критичность: критический. Связь пропала. {insult}", plan="basic")
    assert rude.marks == {"conduct": "CEN-13"}
    assert rude.due == request("centaur", "Критичность: критический. Связь пропала.", plan="basic").due


def test_cen_14() -> None:
    """What affects nothing is none, whatever the rest: it is at most low."""
    assert level(_CENTAUR, kind="incident", extent="stopped") == "critical"
    assert level(_CENTAUR, kind="question", extent="none", function="none", business="severe") == "low"
    assert level(_CENTAUR, extent="stopped", state="resolved") == "low"


@pytest.mark.parametrize(
    ("service", "text"),
    [
        ("remote_connection", "Можете подключиться к нам удалённо и посмотреть?"),
        ("fine_tuning", "Просим помочь с тонкой настройкой кодеков."),
        ("remote_update", "Просим обновить нашу платформу до последней версии."),
        ("personal_engineer", "Хотим, чтобы за нами закрепили инженера: нужен персональный инженер."),
        ("on_site", "Просим организовать выезд специалиста в наш офис."),
    ],
)
def test_cen_15(service: str, text: str) -> None:
    assert request("centaur", text, plan="basic").marks == {f"service:{service}": "CEN-15"}
    assert request("centaur", text, plan="extended").marks == {}
    assert f"service:{service}" in request("centaur", text, known=False).marks
