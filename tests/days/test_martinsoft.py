"""MartinSoft: a registration form, no figures but the operator's, and a highest level that has conditions."""

import re
from pathlib import Path
from typing import Any

from intakebot.config import load
from intakebot.store.desk import Desk
from intakebot.store.store import looking
from tests.clauses.overlays import TABLES
from tests.days.day import Day, a_day, number_in, text_of
from tests.days.news import pager

CONTACTS = """
[[organisation]]
key = "romashka"
name = "ООО «Ромашка»"
terms = "martinsoft"
domains = ["romashka.example"]

[[organisation.contact]]
address = "olga@romashka.example"
name = "Ольга"
roles = ["authorised", "organisational"]

[[organisation.contact]]
address = "petr@romashka.example"
name = "Пётр"
"""
OLGA, PETR = "Ольга <olga@romashka.example>", "Пётр <petr@romashka.example>"
FORM = """Добрый день!

Контактное лицо: Ольга Смирнова
Телефон, e-mail: +7 843 200-11-22, olga@romashka.example
Информация о ПО и окружении: Битрикс24 24.0.300, PHP 8.1, MySQL 8.0
Оцениваемая серьезность проблемы, влияние на бизнес: {level}
Описание проблемы: {story}

С уважением,
Ольга
"""
DOWN = "с 9:40 портал не открывается ни у кого, вместо него страница с ошибкой 502, перезапуск сервера не помог."
#: The deadline's line in a notice, or a promise of any other kind.
PROMISE = re.compile(r"не позднее|ответит вам|в течение \d|до \d\d:\d\d")


def form(level: str, story: str = DOWN) -> str:
    return FORM.format(level=level, story=story)


def with_tables(folder: Path) -> str:
    """Configuration for a bot whose operator has filled the tables in."""
    (folder / "terms").mkdir()
    (folder / "terms" / "martinsoft.toml").write_text(TABLES)
    return f'[terms]\nfolder = "{folder}/terms"\n'


def _rank(day: Day, number: str) -> int:
    """Where its severity puts it in the queue."""

    def look(desk: Desk) -> int:
        ticket = desk.tickets.numbered(number)
        assert ticket is not None
        return desk.cases.of(ticket.id).severity_rank

    return looking(load(day.config).store.url, look)


def figures(day: Day, level: str) -> dict[str, Any]:
    """The report's line for one level, as of now."""
    words = ("report", "--terms", "martinsoft", "--by", "severity", "--as-of", day.now.isoformat(), "--format", "json")
    (found,) = [line for line in day.command(*words) if line["row"] == "group" and line["severity"] == level]
    assert isinstance(found, dict)
    return found


def last(day: Day, who: str = "olga@romashka.example") -> str:
    """What the latest letter to somebody says."""
    return text_of(day.letters(who)[-1])


def test_the_shipped_terms_promise_no_time(tmp_path: Path) -> None:
    with a_day(tmp_path, "martinsoft", "2026-11-23T10:00:00+03:00", contacts=CONTACTS) as day:
        story = "в сделке https://portal.romashka.example/crm/deal/details/512/ не сохраняются поля, у всех менеджеров"
        number = day.write(OLGA, "Сделки", form("2", story), attached={"экран.png": b"\x89PNG"})
        (notice,) = day.letters("olga@romashka.example")
        assert number_in(notice) == number
        said = text_of(notice)
        assert "2 – серьёзное влияние" in said
        assert not PROMISE.search(said)
        assert "сообщите или пришлите" not in said  # the form is complete (MAR-02)

        # Nothing is due, so nothing can be missed; the two clocks are told all the same.
        day.at("2026-12-01T10:00:00+03:00")
        proof = day.evidence(number)
        assert (proof["plan"], proof["severity"], proof["due_at"], proof["marks"]) == ("standard", "2", None, [])
        assert not {"due_soon", "breached"} & set(day.kinds(number))
        assert day.letters("agents@desk.example") == []
        day.agent("contacted", number, "--how", "телефон")
        line = figures(day, "2")
        assert (line["reaction_without"], line["reaction_due"]) == (1, 0)
        assert (line["notice_median"], line["first_contact_median"]) == (0, 8 * 86_400)


def test_a_form_that_is_filled_in_partly(tmp_path: Path) -> None:
    more = with_tables(tmp_path)
    with a_day(tmp_path, "martinsoft", "2026-11-23T10:00:00+03:00", contacts=CONTACTS, more=more) as day:
        number = day.write(
            OLGA, "Задачи", "Контактное лицо: Ольга Смирнова\nТелефон, e-mail: \nИнформация о ПО и окружении: \n"
            "Описание проблемы: при создании задачи пропадает срок, приходится вписывать его второй раз.",
        )  # fmt: skip
        asked = day.evidence(number)["missing"]
        assert asked == ["telephone", "software", "severity", "screenshots"]
        said = last(day)
        listed = [line.removeprefix("– ") for line in said.splitlines() if line.startswith("– ")]
        severity = listed.pop(2)
        assert listed == [
            "номер телефона для связи", "версии Битрикс24 и окружения (веб-окружение, PHP, база данных)", "снимки экрана",
        ]  # fmt: skip
        assert severity.startswith("степень влияния на работу: 1 (не работает ничего), 2 (не работает часть)")
        assert not PROMISE.search(said)  # no level is known

        # Nobody has said how severe it is, and the earliest deadline that it can have comes near: 12:00.
        day.at("2026-11-23T11:31:00+03:00")
        assert "severity_wanted" in day.tasks(number)

        day.at("2026-11-23T11:40:00+03:00")
        answer = "Телефон: +7 843 200-11-22\nВерсия: Битрикс24 24.0.300\nСерьёзность: 3\n"
        day.write(OLGA, f"Re: [{number}]", answer, answer_to=day.letters("olga@romashka.example")[0])
        proof = day.evidence(number)
        assert (proof["missing"], proof["severity"], proof["severity_by"]) == (["screenshots"], "3", "stated")
        assert proof["due_at"] == "2026-11-24T07:00:00+00:00"  # one business day from receipt
        (given,) = day.happened(number, "information_given")
        assert given["evidence"]["missing"] == ["screenshots"]
        (stated,) = day.happened(number, "severity_stated")
        assert (stated["actor"], stated["clause"]) == ("customer", "MAR-04")
        assert "conditions" not in [timer["kind"] for timer in proof["timers"]]  # only level 1 has any


def test_warned_once_and_missed_once_through_a_restart_and_a_clock_set_back(tmp_path: Path) -> None:
    with pager(tmp_path) as operator:
        more = with_tables(tmp_path) + operator.config
        with a_day(tmp_path, "martinsoft", "2026-11-23T16:00:00+03:00", contacts=CONTACTS, more=more) as day:
            number = day.write(OLGA, "Сделки", form("2", "не сохраняются поля сделки № 512, у всех менеджеров отдела"))
            assert "Сотрудник ответит вам не позднее: 24 ноября 2026 г., 11:00 (Москва)" in last(day)

            day.restart()
            day.at("2026-11-24T06:14:00+03:00")
            assert operator.of(number) == []
            day.at("2026-11-24T06:15:00+03:00")  # a quarter of the 19 hours on the clock is left
            assert operator.of(number) == ["due_soon"]
            day.back("2026-11-24T05:15:00+03:00")
            day.restart()
            day.at("2026-11-24T10:59:59+03:00")
            assert operator.of(number) == ["due_soon"]
            day.at("2026-11-24T11:00:00+03:00")
            day.restart()
            day.back("2026-11-24T10:00:00+03:00")
            day.at("2026-11-24T11:30:00+03:00")
            assert operator.of(number) == ["due_soon", "breached"]
            assert operator.refused == 0
            missed = operator.news[-1]
            assert (missed["clause"], missed["clock"], missed["severity"]) == ("MAR-05", "reaction", "2")
            mails = day.letters("agents@desk.example")
            assert [letter["Subject"] for letter in mails] == [f"[{number}] due soon", f"[{number}] deadline missed"]
            assert "Due: 24 November 2026, 11:00 (Moscow)" in text_of(mails[-1])
            assert "olga" not in text_of(mails[-1])
            assert day.kinds(number).count("breached") == 1
            assert day.tasks(number) == ["breached"]

            # The answer comes 20 hours and 7 seconds after receipt.
            day.at("2026-11-24T12:00:07+03:00")
            day.agent("contacted", number, "--how", "телефон, Ольга")
            line = figures(day, "2")
            assert (line["reaction_due"], line["reaction_breached"], line["reaction_kept"]) == (1, 1, 0)
            assert (line["first_contact_median"], line["notice_median"]) == (20 * 3600 + 7, 0)
            assert line["tickets"] == line["noticed"] == 1


def test_the_conditions_of_level_1_are_confirmed_kept_and_broken(tmp_path: Path) -> None:
    more = with_tables(tmp_path)
    with a_day(tmp_path, "martinsoft", "2026-11-23T20:00:00+03:00", contacts=CONTACTS, more=more) as day:
        number = day.write(OLGA, "Портал не работает", form("1"))
        notice = day.letters("olga@romashka.example")[0]
        said = text_of(notice)
        assert "до вашего сотрудника можно дозвониться днём и ночью" in said
        assert "Достаточно ответить «согласен». Срок ответа: 1 час." in said
        assert "23 ноября 2026 г., 22:00 (Москва)" in said  # two hours, whatever the clock says
        (mark,) = day.evidence(number)["marks"]
        assert (mark["code"], mark["clause"]) == ("out_of_hours", "MAR-12")
        assert "2 times the rate, 20 minutes" in mark["detail"]

        # Who can't be told from a forger confirms nothing.
        day.at("2026-11-23T20:05:00+03:00")
        day.write(OLGA, f"Re: [{number}]", "Согласен.", proven=False, answer_to=notice)
        assert not day.happened(number, "conditions_agreed")
        assert "answer_unproven" in day.tasks(number)
        day.at("2026-11-23T20:20:00+03:00")
        day.write(OLGA, f"Re: [{number}]", "Добрый вечер! Согласна.\n\nОльга", answer_to=notice)
        (agreed,) = day.happened(number, "conditions_agreed")
        assert (agreed["actor"], agreed["clause"]) == ("customer", "MAR-06")
        assert "the customer agreed" in day.letters("agents@desk.example")[-1]["Subject"]

        # A question that is answered within the hour, over a restart.
        day.at("2026-11-23T21:00:00+03:00")
        day.agent("ask", number, "--words", "Что показывает журнал nginx?")
        question = day.letters("olga@romashka.example")[-1]
        assert "Что показывает журнал nginx?" in text_of(question)
        assert day.evidence(number)["first_contact_at"] == "2026-11-23T18:00:00+00:00"
        day.restart()
        day.at("2026-11-23T21:59:00+03:00")
        day.write(OLGA, f"Re: [{number}]", "Там «upstream timed out».", answer_to=question)
        day.at("2026-11-23T23:30:00+03:00")
        assert day.evidence(number)["severity"] == "1"
        assert day.evidence(number)["missing"] == ["screenshots"]  # what was asked in words has been answered

        # The next one isn't.
        day.agent("ask", number, "--words", "Удалось ли перезапустить базу?")
        day.at("2026-11-24T00:30:01+03:00")
        proof = day.evidence(number)
        assert (proof["severity"], proof["severity_by"]) == ("2", "rule")
        (fell,) = day.happened(number, "severity_fell")
        letters = {letter["id"]: letter["kind"] for letter in proof["letters"]}
        assert fell["clause"] == "MAR-07"
        assert (fell["evidence"]["why"], letters[fell["evidence"]["letter"]]) == ("unanswered", "question")
        told = last(day)
        assert "Было: 1 – критическое влияние\r\nСтало: 2 – серьёзное влияние" in told
        assert "не получили ответа на наше письмо" in told
        assert day.letters("agents@desk.example")[-1]["Subject"] == f"[{number}] severity lowered"
        assert "Clause: MAR-07" in text_of(day.letters("agents@desk.example")[-1])

        # "Согласен" now raises nothing by itself: an agent decides, and the conditions are asked for anew.
        day.at("2026-11-24T00:40:00+03:00")
        day.write(OLGA, f"Re: [{number}]", "Согласна.", answer_to=question)
        assert day.evidence(number)["severity"] == "2"
        assert "change_wanted" in day.tasks(number)
        assert day.agent("confirm", number, "1", "--reason", "Портал по-прежнему стоит.")["confirm"] == "changed"
        assert "Достаточно ответить «согласен»" in last(day)
        assert "Почему: Портал по-прежнему стоит." in last(day)
        day.at("2026-11-24T01:00:00+03:00")
        words = "До дежурного можно дозвониться круглосуточно, на письма отвечаем в течение часа."
        day.write(OLGA, f"Re: [{number}]", words, answer_to=day.letters("olga@romashka.example")[-1])
        assert len(day.happened(number, "conditions_agreed")) == 2

        day.agent("broken", number, "--how", "три звонка дежурному, никто не ответил")
        assert day.evidence(number)["severity"] == "2"
        (_, unreachable) = day.happened(number, "severity_fell")
        assert (unreachable["clause"], unreachable["evidence"]["agent"]) == ("MAR-07", "Anna")
        assert "не удалось дозвониться" in last(day)


def test_who_does_not_confirm_or_refuses_is_served_as_standard(tmp_path: Path) -> None:
    more = with_tables(tmp_path)
    with a_day(tmp_path, "martinsoft", "2026-11-23T10:00:00+03:00", contacts=CONTACTS, more=more) as day:
        silent, refusing = day.write(OLGA, "Портал", form("1")), day.write(OLGA, "Портал два", form("1", DOWN + " Да."))
        day.at("2026-11-23T10:30:00+03:00")
        answer_to = day.letters("olga@romashka.example", refusing)[-1]
        day.write(OLGA, f"Re: [{refusing}]", "Не согласны.", answer_to=answer_to)
        (fell,) = day.happened(refusing, "severity_fell")
        assert fell["clause"] == "MAR-08"
        day.restart()
        day.at("2026-11-23T11:00:00+03:00")
        assert day.evidence(silent)["severity"] == "1"
        day.at("2026-11-23T11:00:01+03:00")
        proof = day.evidence(silent)
        assert (proof["severity"], proof["due_at"]) == ("2", "2026-11-23T11:00:00+00:00")  # 4 wh from receipt
        assert [_rank(day, number) for number in (silent, refusing)] == [1, 1]
        (fell,) = day.happened(silent, "severity_fell")
        assert (fell["clause"], fell["evidence"]["why"]) == ("MAR-08", "unconfirmed")
        assert "Мы не получили подтверждения условий" in last(day)
        assert "не позднее: 23 ноября 2026 г., 14:00" in last(day)


def test_an_unauthorised_writer_is_served_and_marked(tmp_path: Path) -> None:
    with a_day(tmp_path, "martinsoft", "2026-11-23T10:00:00+03:00", contacts=CONTACTS) as day:
        number = day.write(PETR, "Не приходят уведомления", "Не приходят уведомления о задачах.")
        assert number_in(day.letters("petr@romashka.example")[0]) == number
        assert [mark["clause"] for mark in day.evidence(number)["marks"]] == ["MAR-09"]
        unproven = day.write(OLGA, "Портал", form("3"), proven=False)
        assert [mark["code"] for mark in day.evidence(unproven)["marks"]] == ["sender_not_proven"]

        # An English request gets a Russian notice (MAR-01), and a level that is named late brings its conditions (MAR-06).
        english = day.write(PETR, "Portal is down", "Nobody in the company can open the portal since this morning.")
        assert day.letters("petr@romashka.example")[-1]["Content-Language"] == "ru"
        day.at("2026-11-23T10:10:00+03:00")
        answer_to = day.letters("petr@romashka.example")[-1]
        day.write(PETR, f"Re: [{english}]", "Критичность: 1", answer_to=answer_to)
        told = last(day, "petr@romashka.example")
        assert "Критичность: 1 – критическое влияние" in told
        assert "Достаточно ответить «согласен»" in told
        assert not PROMISE.search(told)


def test_a_closed_request_that_goes_on_is_watched_again(tmp_path: Path) -> None:
    more = with_tables(tmp_path)
    with a_day(tmp_path, "martinsoft", "2026-11-23T10:00:00+03:00", contacts=CONTACTS, more=more) as day:
        number = day.write(OLGA, "Портал", form("2", "не сохраняются поля сделки № 512, у всех менеджеров отдела"))
        day.agent("close", number, "--reason", "дубль")
        day.at("2026-11-23T11:00:00+03:00")
        answer_to = day.letters("olga@romashka.example")[0]
        day.write(OLGA, f"Re: [{number}]", "Это не дубль, поля по-прежнему не сохраняются.", answer_to=answer_to)
        assert "reopened" in day.kinds(number)
        day.at("2026-11-23T14:00:01+03:00")
        assert day.kinds(number).count("breached") == 1
