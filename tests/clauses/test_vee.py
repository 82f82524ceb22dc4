"""Veeam, row by row; days in the life of its customers are in tests/days/test_veeam.py."""

from pathlib import Path

import pytest

from intakebot import app
from tests.clauses.facets import level
from tests.clauses.request import LIBRARY, Seen, overlaid, request
from tests.days.day import AGENTS, a_day, number_in, text_of
from tests.days.test_veeam import JOE, NEW_YORK, OLGA, WARSAW

_VEEAM = LIBRARY.of("veeam")
_PRODUCT = "Veeam Backup & Replication"
_ADMINISTRATOR = ("case_administrator",)
#: Tue 24 Nov 2026, 10:00 in Warsaw and 4:00 in New York.
_TUESDAY = "2026-11-24T10:00:00+01:00"
_RUSSIAN = "Добрый день! Критичность: 2. Резервное копирование идёт в три раза медленнее обычного."
_POLISH = "Dzień dobry, kopie zapasowe trwają trzy razy dłużej niż zwykle, proszę o pomoc."


@pytest.fixture(autouse=True)
def _brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "_TEND_SECONDS", 0.03)


def _asked(text: str = "Severity: 3. One job fails.", *, subject: str = "Backup", **more: object) -> Seen:
    facts = {"plan": "production", "roles": _ADMINISTRATOR, "region": "emea", "product": _PRODUCT, "at": _TUESDAY}
    return request("veeam", text, subject=subject, **{**facts, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("roles", "marked"),
    [
        (("case_administrator",), False), (("licence_administrator",), False), (("support_partner",), False),
        ((), True), (("something_else",), True),
    ],
)  # fmt: skip
def test_vee_01(roles: tuple[str, ...], *, marked: bool) -> None:
    seen = _asked(roles=roles)
    assert seen.marks == ({"not_authorised": "VEE-01"} if marked else {})
    assert "registered" in seen.said


def test_vee_01_whoever_it_claims_to_be() -> None:
    assert "sender_not_proven" in _asked(proven=False).marks
    assert set(_asked(known=False).marks) == {"not_authorised", "unknown_plan"}


@pytest.mark.parametrize(
    ("text", "more", "language"),
    [
        (_RUSSIAN, {}, "ru"),
        (_RUSSIAN, {"region": None}, "ru"),  # EMEA, unless it is known better
        (_RUSSIAN, {"region": "usa"}, "en"),
        (_RUSSIAN, {"product": "Veeam ONE"}, "en"),
        (_POLISH, {}, "en"),
        # 10:00 in Warsaw is 12:00 in Tbilisi, and 1:00 in Los Angeles.
        (_RUSSIAN, {"zone": "Asia/Tbilisi"}, "ru"),
        (_RUSSIAN, {"zone": "America/Los_Angeles"}, "en"),
    ],
)
def test_vee_02(text: str, more: dict[str, str], language: str) -> None:
    assert _asked(text, **more).language == language


def test_vee_02_unless_the_operator_adds_polish(tmp_path: Path) -> None:
    overlay = '[languages.regions.emea]\nlanguages = ["en", "de", "fr", "ru", "es", "it", "pl"]\n'
    assert _asked(_POLISH, library=overlaid(tmp_path, "veeam", overlay)).language == "pl"


@pytest.mark.parametrize(
    ("at", "language"),
    [
        ("2026-11-24T07:59:59+01:00", "en"),
        ("2026-11-24T08:00:00+01:00", "ru"),
        ("2026-11-24T17:59:59+01:00", "ru"),
        ("2026-11-24T18:00:00+01:00", "en"),
        ("2026-11-22T12:00:00+01:00", "en"),
        ("2026-11-11T12:00:00+01:00", "en"),
    ],
)
def test_vee_03(at: str, language: str) -> None:
    assert _asked(_RUSSIAN, at=at).language == language


@pytest.mark.parametrize("plan", ["premier", "production", "basic", "evaluation", "free"])
def test_vee_04(plan: str) -> None:
    seen = _asked(plan=plan)
    assert seen.entitlement.plan == plan
    assert seen.marks == ({"best_effort": "VEE-04"} if plan == "free" else {})


def test_vee_04_no_plan_no_promise() -> None:
    seen = _asked(plan=None)
    assert (seen.entitlement.plan, seen.due) == (None, None)
    assert "by:" not in seen.said


@pytest.mark.parametrize(
    ("plan", "at", "due"),
    [
        # 12 wh of evaluation's nine hours a day: Fri 16–17, Mon 9 h, Tue 2 h; of basic's twelve: Fri 4 h, Mon 8 h.
        ("evaluation", "2026-11-20T16:00:00-05:00", "2026-11-24T10:00:00-05:00"),
        ("basic", "2026-11-20T16:00:00-05:00", "2026-11-23T16:00:00-05:00"),
        ("production", "2026-11-21T23:00:00-05:00", "2026-11-22T05:00:00-05:00"),
        ("premier", "2026-11-21T23:00:00-05:00", "2026-11-21T23:30:00-05:00"),
        # Wed 19–20 1 h; Thanksgiving; Fri 11 h.
        ("basic", "2026-11-25T19:00:00-05:00", "2026-11-27T19:00:00-05:00"),
        # Clocks go forward on Sunday 8 March: 6 wall-clock hours.
        ("production", "2026-03-08T00:30:00-05:00", "2026-03-08T07:30:00-04:00"),
    ],
)
def test_vee_05_hours_and_holidays_are_the_customers(plan: str, at: str, due: str) -> None:
    assert _asked(plan=plan, at=at, zone="America/New_York", holidays="US").due == due


@pytest.mark.parametrize(
    ("stated", "production", "basic"),
    [
        ("1", "2026-11-24T11:00:00+01:00", "2026-11-24T12:00:00+01:00"),
        ("2", "2026-11-24T13:00:00+01:00", "2026-11-24T18:00:00+01:00"),
        ("3", "2026-11-24T16:00:00+01:00", "2026-11-25T10:00:00+01:00"),
        ("4", "2026-11-24T18:00:00+01:00", "2026-11-26T10:00:00+01:00"),
    ],
)
def test_vee_06(stated: str, production: str, basic: str) -> None:
    for plan, due in (("production", production), ("basic", basic)):
        assert _asked(f"Severity: {stated}. A job fails.", plan=plan).due == due


@pytest.mark.parametrize(
    "text", [*(f"Severity: {n}. A job fails." for n in "1234"), "Hello, a job fails, please help."]
)
def test_vee_07(text: str) -> None:
    """Whatever the level, and though none is known."""
    seen = _asked(text, plan="premier", at="2026-11-29T03:00:00+01:00")
    assert seen.due == "2026-11-29T03:30:00+01:00"
    assert "29 November 2026, 03:30 (Warsaw)" in seen.said


@pytest.mark.parametrize(
    ("stated", "due"),
    [
        ("1", None),
        ("2", "2026-11-25T09:00:00+01:00"),  # Tue 7 h, Wed 1 h
        ("3", "2026-11-25T13:00:00+01:00"),  # 7 + 5
        ("4", "2026-11-26T16:00:00+01:00"),  # 7 + 9 + 8
    ],
)
def test_vee_08(stated: str, due: str | None) -> None:
    seen = _asked(f"Severity: {stated}. A job fails.", plan="evaluation")
    assert seen.due == due
    assert ("A person will answer you by" in seen.said) == (due is not None)


@pytest.mark.parametrize("stated", ["1", "2", "3", "4"])
def test_vee_09(stated: str) -> None:
    seen = _asked(f"Severity: {stated}. A job fails.", plan="free")
    assert seen.due is None
    assert "answer you" not in seen.said
    assert str(seen.case.deadlines.reaction.promise) == ("none" if stated == "1" else "best_effort")  # type: ignore[union-attr]


@pytest.mark.parametrize("facets", [{"extent": "stopped"}, {"risk": "true", "business": "severe", "function": "side"}])
def test_vee_10(facets: dict[str, str]) -> None:
    assert level(_VEEAM, **facets) == "1"


@pytest.mark.parametrize(
    "facets", [{"extent": "degraded", "business": "notable"}, {"function": "side", "business": "severe"}]
)
def test_vee_11(facets: dict[str, str]) -> None:
    assert level(_VEEAM, **facets) == "2"


@pytest.mark.parametrize(
    "facets",
    [
        {"extent": "stopped", "environment": "test"},
        {"extent": "limited"},
        {"function": "side", "business": "notable", "workaround": "yes"},
    ],
)
def test_vee_12(facets: dict[str, str]) -> None:
    assert level(_VEEAM, **facets) == "3"


@pytest.mark.parametrize("kind", ["question", "feature_request", "feedback", "other"])
def test_vee_13(kind: str) -> None:
    assert level(_VEEAM, kind=kind, extent="none", function="none", business="none") == "4"


def test_vee_14(tmp_path: Path) -> None:
    """Support asks; the customer, proven to be it, changes it alone; a mail that anybody could have written doesn't."""
    with a_day(tmp_path, "veeam", _TUESDAY, contacts=WARSAW) as day:
        number = day.write(OLGA, "Backup", "Severity: 2. Backups take three times as long as usual.")
        assert day.agent("confirm", number, "3")["confirm"] == "asked"
        asked = day.letters("olga@wisla.example", "another severity")[0]
        day.at("2026-11-24T10:05:00+01:00")
        day.write(OLGA, f"Re: [{number}]", "I agree.", answer_to=asked, proven=False)
        assert day.evidence(number)["severity"] == "2"
        day.write(OLGA, f"Re: [{number}]", "I agree.", answer_to=asked)
        assert day.evidence(number)["severity"] == "3"
        assert day.happened(number, "consented")[0]["clause"] == "VEE-14"
        day.at("2026-11-24T10:10:00+01:00")
        day.write(OLGA, f"Re: [{number}]", "Severity: 1. Production is down.", proven=False, answer_to=asked)
        assert day.evidence(number)["severity"] == "3"
        assert "change_wanted" in day.tasks(number)
        day.write(OLGA, f"Re: [{number}]", "Severity: 1. Production is down!", answer_to=asked)
        assert day.evidence(number)["severity"] == "1"
        assert day.evidence(number)["due_at"] == "2026-11-24T10:10:00+00:00"
        assert len(day.letters(AGENTS, "the customer changed the severity")) == 1
        assert day.tasks(number) == []


_BARE = "Hello, it does not work any more."
_NEEDED = (
    "your name",
    "the name of your company",
    "your support ID",
    "the product",
    "its exact version and the patches applied",
)


def test_vee_15_asked_for_unless_registered_or_told() -> None:
    for ask in _NEEDED[2:]:
        assert f"– {ask}" in _asked(_BARE, product="").said
    known = _asked(_BARE, version="12.1", support_id="01234567").said
    assert not any(f"– {ask}" in known for ask in _NEEDED)
    told = "Support ID: 01234567\nProduct: Veeam Backup & Replication\nVersion: 12.1.2.172\n\nOne job fails."
    assert not any(f"– {ask}" in _asked(told, product="").said for ask in _NEEDED)


def test_vee_16() -> None:
    said = _asked("Severity: 2. A job fails.").said
    for ask in (
        "the exact text of the error messages, if there are any",
        "logs and other diagnostic data, as attachments",
        "the steps to reproduce the fault, and any workaround you know",
        "a telephone number at which we reach you",
    ):
        assert f"– {ask}" in said
    assert "how severe you find it" not in said
    told = _asked(
        "Severity: 2. Since Monday all 40 jobs fail in production when I click Start.\nError: Access is denied (5)\n"
        "Phone: +48 22 555 01 00"
    ).said
    for ask in ("error messages", "steps to reproduce", "telephone number"):
        assert ask not in told


def test_vee_17(tmp_path: Path) -> None:
    with a_day(tmp_path, "veeam", _TUESDAY, contacts=WARSAW) as day:
        numbers = [day.write(OLGA, "Backup", f"Severity: 3. Job {n} fails.") for n in (1, 2)]
        assert [number_in(letter) for letter in day.letters("olga@wisla.example")] == numbers
        assert len(set(numbers)) == 2


def test_vee_18(tmp_path: Path) -> None:
    with a_day(tmp_path, "veeam", _TUESDAY, contacts=WARSAW) as day:
        number = day.write(OLGA, "Site", "Severity: 4. I like your new web site.")
        day.agent("confirm", number, "4", "--kind", "feedback")
        day.at("2026-11-30T10:00:00+01:00")
        assert (day.evidence(number)["due_at"], day.letters(AGENTS)) == (None, [])


def test_vee_19(tmp_path: Path) -> None:
    with a_day(tmp_path, "veeam", "2026-11-24T10:00:00-05:00", contacts=NEW_YORK) as day:
        number = day.write(JOE, "Job fails", "Severity: 3. One job fails.")
        counted = []
        for at in ("24T11:00", "24T15:00", "25T11:00", "26T11:00", "27T11:00"):  # Thu 26 Nov is Thanksgiving
            day.at(f"2026-11-{at}:00-05:00")
            counted.append(day.agent("attempt", number, "--how", "no answer")["attempted"])
        assert counted == ["1", "1", "2", "2", "3"]
        assert day.happened(number, "may_be_closed")[0]["clause"] == "VEE-19"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Feature request", "Sort jobs by size."),
        ("Backup", "Please add an option to sort jobs by size."),
        ("Пожелание", "Добрый день! Добавьте, пожалуйста, возможность сортировать задания по размеру."),
        ("Kopie", "Dzień dobry, prośba o dodanie funkcji sortowania zadań według rozmiaru."),
    ],
)
def test_vee_20_welcome_and_asked_what_for(subject: str, text: str) -> None:
    seen = _asked(text, subject=subject)
    assert seen.marks == {"feature_request": "VEE-20"}
    assert "reason" in seen.case.missing
    assert not {"error_text", "diagnostics", "steps"} & set(seen.case.missing)


@pytest.mark.parametrize(
    "text",
    [
        "It would be great if you could help us soon.",
        "The new feature for sorting jobs does not work.",
        "Было бы здорово, если бы вы ответили сегодня.",
        "Byłoby świetnie, gdyby udało się to naprawić dzisiaj.",
    ],
)
def test_vee_20_no_wish_for_a_feature(text: str) -> None:
    assert _asked(text).marks == {}


def test_vee_21(tmp_path: Path) -> None:
    for url in ("", "https://survey.desk.example/q"):
        folder = tmp_path / str(bool(url))
        folder.mkdir()
        with a_day(folder, "veeam", _TUESDAY, contacts=WARSAW, more=f'[survey]\nurl = "{url}"') as day:
            number = day.write(OLGA, "Backup", "Severity: 3. One job fails.")
            day.agent("close", number, "--reason", "solved")
            day.at("2026-11-30T10:00:00+01:00")
            surveys = day.letters("olga@wisla.example", "How did we do")
            assert [url in text_of(letter) for letter in surveys] == ([True] if url else [])


def test_vee_22(tmp_path: Path) -> None:
    library = overlaid(tmp_path, "veeam", '[duties.versions]\noutdated = ["<12"]\n')
    marks = [_asked(version=version, library=library).marks for version in ("11.0.1.1261", "12.0", "12.1.2.172", "")]
    assert marks == [{"outdated_version": "VEE-22"}, {}, {}, {}]
    assert _asked(version="9.5").marks == {}  # as shipped, nobody has said what is outdated


@pytest.mark.parametrize(
    ("service", "text"),
    [
        ("done_for_you", "Could you please upgrade our backup server to version 12?"),
        ("done_for_you", "Prosimy o instalację agenta na naszych serwerach."),
        ("done_for_you", "Просим вас настроить у нас репликацию."),
        ("custom_scripts", "Our own script for pruning fails since the update."),
    ],
)
def test_vee_23(service: str, text: str) -> None:
    for plan in ("premier", "basic"):
        assert _asked(text, plan=plan).marks == {f"service:{service}": "VEE-23"}


def test_vee_23_advice_is_supported() -> None:
    assert _asked("How do I upgrade my backup server to version 12?").marks == {}


@pytest.mark.parametrize(
    "text",
    [
        "I want to speak to a manager, please.",
        "Please escalate this to your manager.",
        "Прошу связать меня с вашим руководителем, заявкой никто не занимается.",
        "Proszę o kontakt z kierownikiem, nikt się nie odzywa.",
    ],
)
def test_vee_24(text: str, tmp_path: Path) -> None:
    assert _asked(text).marks == {"manager_wanted": "VEE-24"}
    with a_day(tmp_path, "veeam", _TUESDAY, contacts=WARSAW) as day:
        number = day.write(OLGA, "Backup", "Severity: 3. One job fails.")
        day.write(OLGA, f"Re: [{number}]", text)
        assert "manager_wanted" in day.tasks(number)
        assert len(day.letters(AGENTS, "asks for a manager")) == 1


@pytest.mark.parametrize(
    "text",
    ["Enterprise Manager does not start.", "The backup manager is on leave.", "Менеджер по продажам не видит файлы."],
)
def test_vee_24_other_managers(text: str) -> None:
    assert "manager_wanted" not in _asked(text).marks
