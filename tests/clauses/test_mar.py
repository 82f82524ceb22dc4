"""MartinSoft, row by row."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from intakebot import app
from intakebot.classify import stated
from intakebot.terms.clocks import deadlines
from tests.clauses.facets import level
from tests.clauses.overlays import TABLES
from tests.clauses.request import LIBRARY, Seen, overlaid, request
from tests.days.day import Day, a_day, text_of

AUTHORISED = ("authorised",)
FORM = """Организация: ООО «Ромашка»
Контактное лицо: Ольга Смирнова
Телефон, e-mail: +7 843 200-11-22, olga@romashka.example
Информация о ПО и окружении: Битрикс24 24.0.300, PHP 8.1
Серьезность проблемы: {level}
Описание проблемы: в сделке https://portal.example/crm/deal/details/512/ не сохраняются поля, у всех менеджеров отдела
Скриншоты: https://ibb.co/abc123
"""
CONTACTS = """
[[organisation]]
key = "romashka"
name = "Ромашка"
terms = "martinsoft"

[[organisation.contact]]
address = "olga@romashka.example"
name = "Ольга"
roles = ["authorised"]
"""
OLGA = "Ольга <olga@romashka.example>"


@pytest.fixture(autouse=True)
def _brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "_TEND_SECONDS", 0.03)


def wrote(text: str, *, roles: tuple[str, ...] = AUTHORISED, **more: object) -> Seen:
    return request("martinsoft", text, roles=roles, **more)  # type: ignore[arg-type]  # passed through


@contextmanager
def critical(folder: Path) -> Iterator[tuple[Day, str]]:
    """A request of level 1 that has just been acknowledged, at noon of a Monday."""
    with a_day(folder, "martinsoft", "2026-11-23T12:00:00+03:00", contacts=CONTACTS) as day:
        yield day, day.write(OLGA, "Портал", FORM.format(level=1))


def answered(day: Day, number: str, text: str) -> None:
    day.write(OLGA, f"Re: [{number}]", text, answer_to=day.letters("olga@romashka.example")[-1])


def fell(day: Day, number: str) -> tuple[str, str]:
    """By which clause and why the level fell to 2."""
    (event,) = day.happened(number, "severity_fell")
    assert day.evidence(number)["severity"] == "2"
    return event["clause"], event["evidence"]["why"]


@pytest.mark.parametrize(
    "text", [
        "Портал не открывается с утра у всех сотрудников.", "The portal doesn't open since this morning for anybody.",
        "Portal nie otwiera się od rana żadnemu z pracowników.",
    ],
)  # fmt: skip
def test_mar_01(text: str) -> None:
    assert wrote(text).language == "ru"


def test_mar_02_a_complete_form_leaves_nothing_to_ask() -> None:
    assert wrote(FORM.format(level=2)).case.missing == ()


@pytest.mark.parametrize(
    ("label", "item"), [
        ("Телефон, e-mail", "telephone"), ("Информация о ПО", "software"), ("Серьезность", "severity"),
        ("Скриншоты", "screenshots"),
    ],
)  # fmt: skip
def test_mar_02_each_empty_field_is_asked_for(label: str, item: str) -> None:
    lines = FORM.format(level=2).splitlines()
    left = [f"{line.partition(':')[0]}:" if line.startswith(label) else line for line in lines]
    seen = wrote("\n".join(left))
    assert seen.case.missing == (item,)
    assert LIBRARY.of("martinsoft").requires[item].ask.ru in seen.said


def test_mar_02_strangers_are_asked_for_their_organisation_and_links() -> None:
    seen = wrote("Не сохраняются поля сделки. Критичность: 3", known=False)
    assert {"organisation", "telephone", "software", "screenshots", "links"} <= set(seen.case.missing)
    assert "links" not in wrote("Портал лежит целиком. Критичность: 1").case.missing  # there is nothing to link to


@pytest.mark.parametrize(
    ("words", "said"), [
        ("1", "1"), ("критическое влияние", "1"), ("2", "2"), ("серьёзное влияние", "2"), ("3", "3"),
        ("незначительное влияние", "3"), ("4", "4"), ("не влияет на бизнес", "4"),
    ],
)  # fmt: skip
def test_mar_03_on_the_form(words: str, said: str) -> None:
    assert wrote(FORM.format(level=words)).case.level == said


def test_mar_03_by_its_impact() -> None:
    document = LIBRARY.of("martinsoft")
    assert level(document, extent="stopped") == "1"
    assert level(document, extent="degraded", business="notable") == "2"
    assert level(document, function="secondary", business="slight") == "3"
    assert level(document, function="secondary", business="none") == "4"
    assert level(document, extent="stopped", state="resolved") == "4"
    assert level(document, extent="stopped", environment="test") == "4"


def test_mar_04() -> None:
    seen = wrote(FORM.format(level=2))
    assert "Критичность, которую вы указали: 2 – серьёзное влияние" in seen.said
    assert stated.level(LIBRARY.seeking(LIBRARY.of("martinsoft")).levels, "", "Как вы считаете, это критично?") is None
    assert wrote("Не сохраняются поля сделки.").case.level is None  # nobody names it for the customer


def test_mar_05_the_shipped_tables_are_empty_and_nothing_is_promised() -> None:
    for key in "1234":
        found = deadlines(
            LIBRARY.of("martinsoft"), "standard", key, datetime.fromisoformat("2026-11-23T12:00:00+03:00")
        )
        assert (str(found.reaction.promise), found.reaction.due_at) == ("unset", None)
        assert "не позднее" not in wrote(FORM.format(level=key)).said


def test_mar_05_the_operator_fills_them_in(tmp_path: Path) -> None:
    library = overlaid(tmp_path, "martinsoft", TABLES)
    received = "2026-12-31T16:00:00+03:00"  # a Thursday that is a day off by the calendar of 2026
    due = {key: wrote(FORM.format(level=key), at=received, library=library).due for key in "1234"}
    assert due == {
        "1": "2026-12-31T18:00:00+03:00", "2": "2027-01-11T13:00:00+03:00", "3": "2027-01-11T18:00:00+03:00",
        "4": "2027-01-13T18:00:00+03:00",
    }  # fmt: skip
    seen = wrote(FORM.format(level=2), at="2026-11-23T12:00:00+03:00", library=library)
    assert "Сотрудник ответит вам не позднее: 23 ноября 2026 г., 16:00 (Москва)" in seen.said


def test_mar_05_the_service_window_is_the_levels(tmp_path: Path) -> None:
    """Level 1 is served round the clock, the others in the plan's hours."""
    library = overlaid(tmp_path, "martinsoft", TABLES)
    night = "2026-11-21T23:00:00+03:00"  # a Saturday
    due = {key: wrote(FORM.format(level=key), at=night, library=library).due for key in "12"}
    assert due == {"1": "2026-11-22T01:00:00+03:00", "2": "2026-11-23T13:00:00+03:00"}


def test_mar_05_the_customer_is_told_how_things_stand_as_often_as_the_table_says(tmp_path: Path) -> None:
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "martinsoft.toml").write_text(TABLES)
    more = f'[terms]\nfolder = "{tmp_path}/terms"\n'
    with a_day(tmp_path, "martinsoft", "2026-11-23T12:00:00+03:00", contacts=CONTACTS, more=more) as day:
        number = day.write(OLGA, "Портал", FORM.format(level=2))
        day.at("2026-11-23T15:00:00+03:00")
        day.agent("contacted", number, "--how", "телефон")
        day.at("2026-11-24T15:00:00+03:00")  # one working day later, to the second
        assert "update_due" not in day.kinds(number)
        day.at("2026-11-24T15:00:01+03:00")
        (due,) = day.happened(number, "update_due")
        assert due["clause"] == "MAR-05"
        assert "update_due" in day.tasks(number)
        day.agent("contacted", number, "--how", "телефон")
        assert "update_due" not in day.tasks(number)
        day.at("2026-11-25T15:00:02+03:00")
        assert len(day.happened(number, "update_due")) == 2
        day.agent("close", number, "--reason", "решено")
        day.at("2026-11-30T15:00:00+03:00")
        assert len(day.happened(number, "update_due")) == 2


def test_mar_05_only_a_person_stops_the_clock(tmp_path: Path) -> None:
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "martinsoft.toml").write_text(TABLES)
    more = f'[terms]\nfolder = "{tmp_path}/terms"\n'
    with a_day(tmp_path, "martinsoft", "2026-11-23T12:00:00+03:00", contacts=CONTACTS, more=more) as day:
        number, late = (day.write(OLGA, "Портал", FORM.format(level=2) + end) for end in ("А", "Б"))
        assert day.evidence(number)["notice_at"] is not None
        day.at("2026-11-23T15:59:59+03:00")
        day.agent("contacted", number, "--how", "телефон")
        day.at("2026-11-23T16:00:01+03:00")
        assert "breached" not in day.kinds(number)
        (missed,) = day.happened(late, "breached")
        assert missed["clause"] == "MAR-05"


def test_mar_06_both_conditions_are_asked_for() -> None:
    seen = wrote(FORM.format(level=1))
    assert "можно дозвониться днём и ночью, а на наши письма вы отвечаете в течение часа" in seen.said
    assert seen.case.conditional
    assert seen.case.conditional.answer_within == timedelta(hours=1)
    assert not wrote(FORM.format(level=2)).case.conditional


def test_mar_06_who_confirms_both_in_the_request_is_not_asked() -> None:
    text = (
        FORM.format(level=1)
        + "\nКруглосуточно на связи по телефону +7 843 200-11-22, на письма отвечаем в течение часа.\n"
    )
    assert not wrote(text).case.conditional
    assert wrote(text, proven=False).case.conditional  # anybody could have written that
    one = FORM.format(level=1) + "\nКруглосуточно на связи по телефону +7 843 200-11-22.\n"
    assert wrote(one).case.conditional


def test_mar_06_answers_within_the_hour_keep_the_level(tmp_path: Path) -> None:
    with critical(tmp_path) as (day, number):
        day.at("2026-11-23T12:59:00+03:00")
        answered(day, number, "Согласен.")
        (agreed,) = day.happened(number, "conditions_agreed")
        assert (agreed["actor"], agreed["clause"]) == ("customer", "MAR-06")
        day.agent("ask", number, "--words", "Что показывает журнал?")
        day.at("2026-11-23T13:58:00+03:00")
        answered(day, number, "Ошибка 502.")
        day.at("2026-11-24T12:00:00+03:00")
        assert day.evidence(number)["severity"] == "1"


def test_mar_07_a_letter_unanswered_for_an_hour(tmp_path: Path) -> None:
    with critical(tmp_path) as (day, number):
        answered(day, number, "Согласен.")
        day.agent("ask", number, "--words", "Что показывает журнал?")
        day.at("2026-11-23T13:00:01+03:00")
        assert fell(day, number) == ("MAR-07", "unanswered")
        assert "Стало: 2 – серьёзное влияние" in text_of(day.letters("olga@romashka.example")[-1])


def test_mar_07_nobody_at_the_telephone(tmp_path: Path) -> None:
    with critical(tmp_path) as (day, number):
        answered(day, number, "Согласен.")
        day.agent("broken", number, "--how", "три звонка, никто не ответил")
        assert fell(day, number) == ("MAR-07", "unreachable")


def test_mar_08_who_refuses(tmp_path: Path) -> None:
    with critical(tmp_path) as (day, number):
        answered(day, number, "Не согласен.")
        assert fell(day, number) == ("MAR-08", "unconfirmed")


def test_mar_08_who_says_nothing_or_only_thanks(tmp_path: Path) -> None:
    with critical(tmp_path) as (day, number):
        answered(day, number, "Спасибо, ждём.")
        day.at("2026-11-23T13:00:01+03:00")
        assert fell(day, number) == ("MAR-08", "unconfirmed")


def test_mar_08_nobody_refuses_what_was_never_asked(tmp_path: Path) -> None:
    """Questions of an agent alone don't start the hour of the conditions."""
    with a_day(tmp_path, "martinsoft", "2026-11-23T12:00:00+03:00", contacts=CONTACTS) as day:
        number = day.write(OLGA, "Портал", FORM.format(level=2))
        day.agent("ask", number, "--words", "Что показывает журнал?")
        assert "conditions" not in [timer["kind"] for timer in day.evidence(number)["timers"]]
        day.agent("confirm", number, "1")
        assert "Достаточно ответить «согласен»" in text_of(day.letters("olga@romashka.example")[-1])
        day.at("2026-11-23T13:00:01+03:00")
        assert fell(day, number) == ("MAR-08", "unconfirmed")


def test_mar_09_writers_who_are_not_authorised_are_marked() -> None:
    assert "not_authorised" not in wrote(FORM.format(level=2)).marks
    for roles in ((), ("organisational",)):
        assert wrote(FORM.format(level=2), roles=roles).marks["not_authorised"] == "MAR-09"
    assert wrote(FORM.format(level=2), known=False).marks["not_authorised"] == "MAR-09"
    assert "sender_not_proven" in wrote(FORM.format(level=2), proven=False).marks


def test_mar_09_two_organisational_contacts_at_most(tmp_path: Path) -> None:
    people = "".join(
        f'\n[[organisation.contact]]\naddress = "{name}@romashka.example"\nroles = ["organisational"]\n'
        for name in "abc"
    )
    with a_day(tmp_path, "martinsoft", "2026-11-23T12:00:00+03:00") as day:
        (tmp_path / "three.toml").write_text(CONTACTS + people)
        day.command("contacts", "import", str(tmp_path / "three.toml"), code=1)
        (tmp_path / "two.toml").write_text(CONTACTS + people[: people.index("[[", people.index("b@"))])
        day.command("contacts", "import", str(tmp_path / "two.toml"))


@pytest.mark.parametrize(
    "text", [
        "Прошу добавить Петра Иванова в список уполномоченных лиц.", "Просим исключить И. Орлова из перечня контактных лиц.",
        "Замените, пожалуйста, контактное лицо: теперь это Анна Белова.", "Please add Peter to the list of authorised persons.",
        "Proszę dodać Piotra do listy osób upoważnionych.",
    ],
)  # fmt: skip
def test_mar_10(text: str) -> None:
    asked = "service:people"
    assert asked not in wrote(text, roles=("authorised", "organisational")).marks
    assert wrote(text).marks[asked] == "MAR-10"
    assert wrote(text, roles=("organisational",), proven=False).marks[asked] == "MAR-10"
    assert asked not in wrote("Не открывается список задач у уполномоченного сотрудника.").marks


def test_mar_11() -> None:
    bare, rich = FORM.format(level=3), FORM.format(level=3) + (
        "Вчера обновили PHP. Раньше список открывался за 2 секунды, теперь за 40.\n"
        "Шаги воспроизведения: открыть CRM, выбрать сделку, нажать «Сохранить».\n"
    )  # fmt: skip
    welcome = {"changes", "performance", "test_scenario"}
    assert welcome <= {sign.id for sign in wrote(rich).case.given}
    assert not welcome & set(wrote(bare).case.missing)


def test_mar_12(tmp_path: Path) -> None:
    library = overlaid(tmp_path, "martinsoft", TABLES)
    for at, is_marked in (
        ("2026-11-23T09:00:00+03:00", False), ("2026-11-23T17:59:59+03:00", False), ("2026-11-23T18:00:00+03:00", True),
        ("2026-11-22T12:00:00+03:00", True), ("2026-11-04T12:00:00+03:00", True),
    ):  # fmt: skip
        seen = wrote(FORM.format(level=2), at=at, library=library)
        assert (seen.marks.get("out_of_hours") == "MAR-12") is is_marked
        assert "тариф" not in seen.said
    assert "out_of_hours" not in wrote(FORM.format(level=2), at="2026-11-22T03:00:00+03:00").marks  # no hours are known


@pytest.mark.parametrize(
    ("text", "mark"), [
        ("Просим разработать модуль для выгрузки сделок.", "service:development"),
        ("Нужно доработать бизнес-процесс согласования.", "service:development"),
        ("После обновления Windows портал не открывается.", "service:third_party"),
        ("Не работает приложение из Маркета.", "service:third_party"),
    ],
)  # fmt: skip
def test_mar_13(text: str, mark: str) -> None:
    assert wrote(text).marks[mark] == "MAR-13"
    assert not wrote("Портал не открывается после перезагрузки.").marks


def test_mar_14() -> None:
    last = datetime.fromisoformat("2026-11-22").date()
    seen = wrote(FORM.format(level=2), valid_until=last)
    assert "expired" in seen.marks
    assert (seen.entitlement.plan, seen.due) == (None, None)
    assert "expired" not in wrote(FORM.format(level=2), valid_until=last, at="2026-11-22T20:00:00+03:00").marks
    assert wrote("У нас облачный Битрикс24, не приходят письма.").marks["service:cloud"] == "MAR-14"
