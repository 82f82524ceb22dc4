"""Centaur: the notice is the reaction; severity changes by agreement; who can't show a plan is served as basic."""

from pathlib import Path

import pytest

from intakebot.casework.work import NotDone
from tests.days.bouncing import bounce
from tests.days.day import AGENTS, a_day, number_in, text_of

CONTACTS = """
[[organisation]]
key = "vector"
name = "Вектор"
terms = "centaur"
plan = "extended"

[[organisation.contact]]
address = "anna@vector.example"
name = "Анна"
"""
ANNA = "Анна <anna@vector.example>"


def test_a_day_under_centaur(tmp_path: Path) -> None:
    with a_day(tmp_path, "centaur", "2026-02-20T16:00:00+03:00", contacts=CONTACTS) as day:
        number = day.write(
            ANNA,
            "Не работает связь",
            "Добрый день! Критичность: критический.\nСо вчерашнего дня никто не может позвонить.",
        )
        (notice,) = day.letters("anna@vector.example")
        assert number_in(notice) == number
        said = text_of(notice)
        assert "критический" in said
        assert "не позднее" not in said  # the notice is the reaction itself; nothing else is promised (CEN-03)

        proof = day.evidence(number)
        assert proof["plan"] == "extended"
        assert proof["severity"] == "critical"
        assert proof["due_at"] == "2026-02-20T14:00:00+00:00"  # 1 working hour: 17:00 in Moscow (CEN-02)
        assert proof["notice_at"] == "2026-02-20T13:00:00+00:00"

        # Support wants it lower, and asks (CEN-08).
        day.at("2026-02-20T16:10:00+03:00")
        assert day.agent("confirm", number, "medium", "--reason", "Часть звонков проходит.")["confirm"] == "asked"
        asked = day.letters("anna@vector.example")[-1]
        assert "Часть звонков проходит." in text_of(asked)
        assert day.evidence(number)["severity"] == "critical"

        # Somebody who can't be told from a forger agrees: nothing changes. Then Anna does.
        day.at("2026-02-20T16:20:00+03:00")
        day.write(ANNA, f"Re: [{number}]", "Согласна.", proven=False, answer_to=asked)
        assert day.evidence(number)["severity"] == "critical"
        assert "answer_unproven" in day.tasks(number)
        day.at("2026-02-20T16:30:00+03:00")
        day.write(ANNA, f"Re: [{number}]", "Согласна.", answer_to=asked)
        assert day.evidence(number)["severity"] == "medium"
        (consented,) = day.happened(number, "consented")
        assert (consented["actor"], consented["clause"]) == ("customer", "CEN-08")

        assert "breached" not in day.kinds(number)


def test_a_notice_that_cannot_be_delivered_lets_the_clock_run(tmp_path: Path) -> None:
    """CEN-03: due Fri 20 Feb 17:00, 1 wh from 16:00. The relay takes nothing until 17:30."""
    with a_day(tmp_path, "centaur", "2026-02-20T16:00:00+03:00", contacts=CONTACTS) as day:
        day.relay.script = {"RCPT": ["451 4.3.0 try later"] * 1000}
        number = day.write(ANNA, "Связь", "Критичность: критический. Никто не может позвонить с самого утра.")
        assert day.evidence(number)["notice_at"] is None
        day.at("2026-02-20T16:44:59+03:00")
        assert day.happened(number, "due_soon") == []
        day.at("2026-02-20T16:45:00+03:00")  # a quarter of the hour is left
        day.at("2026-02-20T17:00:00+03:00")  # a notice now would be in time
        assert "breached" not in day.kinds(number)
        day.at("2026-02-20T17:00:01+03:00")
        (breached,) = day.happened(number, "breached")
        assert (breached["at"], breached["clause"]) == ("2026-02-20T14:00:01+00:00", "CEN-02")
        assert breached["evidence"]["severity"] == "critical"
        assert "breached" in day.tasks(number)

        day.relay.script = {}
        day.at("2026-02-20T18:30:00+03:00")
        (notice,) = day.letters("anna@vector.example")
        assert number_in(notice) == number
        assert day.evidence(number)["notice_at"] == "2026-02-20T15:30:00+00:00"
        day.at("2026-02-24T12:00:00+03:00")
        assert [len(day.letters(AGENTS, words)) for words in ("due soon", "deadline missed")] == [1, 1]
        figures = day.report("centaur")
        assert (figures["reaction_due"], figures["reaction_kept"], figures["reaction_breached"]) == (1, 0, 1)
        assert (figures["noticed"], figures["notice_median"], figures["notice_p95"]) == (1, 9000, 9000)


def test_a_notice_that_comes_back_has_not_been_given(tmp_path: Path) -> None:
    with a_day(tmp_path, "centaur", "2026-02-20T16:00:00+03:00", contacts=CONTACTS) as day:
        number = day.write(ANNA, "Связь", "Критичность: критический. Никто не может позвонить с самого утра.")
        assert day.evidence(number)["notice_at"] == "2026-02-20T13:00:00+00:00"
        day.at("2026-02-20T16:50:00+03:00")
        bounce(day, day.letters("anna@vector.example")[0])
        assert day.evidence(number)["notice_at"] is None
        (taken_back,) = day.happened(number, "notice_taken_back")
        assert taken_back["clause"] == "CEN-03"
        assert day.tasks(number) == ["notify_another_way"]
        day.at("2026-02-20T17:00:00+03:00")
        assert [len(day.letters(AGENTS, words)) for words in ("due soon", "deadline missed")] == [1, 0]
        day.at("2026-02-20T17:00:01+03:00")
        assert [len(day.letters(AGENTS, words)) for words in ("due soon", "deadline missed")] == [1, 1]
        warned = text_of(day.letters(AGENTS, "deadline missed")[0])
        assert "20 February 2026, 17:00 (Moscow)" in warned
        assert "CEN-02" in warned

        # An agent tells the number by telephone, which is as good as a letter.
        day.at("2026-02-20T17:10:00+03:00")
        day.agent("notified", number, "--how", "по телефону, номер записан")
        proof = day.evidence(number)
        assert proof["notice_at"] == "2026-02-20T14:10:00+00:00"
        (notified,) = day.happened(number, "notified")
        assert (notified["actor"], notified["clause"]) == ("Anna", "CEN-03")
        assert "notify_another_way" not in day.tasks(number)
        day.at("2026-02-24T12:00:00+03:00")
        assert len(day.letters(AGENTS, "deadline missed")) == 1
        figures = day.report("centaur")
        assert (figures["reaction_breached"], figures["notice_median"]) == (1, 4200)
        assert day.report("centaur", as_of="2026-02-20T16:55:00+03:00")["reaction_open"] == 1


def test_told_by_telephone_in_time(tmp_path: Path) -> None:
    with a_day(tmp_path, "centaur", "2026-02-20T16:00:00+03:00", contacts=CONTACTS) as day:
        number = day.write(ANNA, "Связь", "Критичность: критический. Никто не может позвонить с самого утра.")
        bounce(day, day.letters("anna@vector.example")[0])
        day.at("2026-02-20T16:20:00+03:00")
        day.agent("notified", number, "--how", "по телефону", "--at", "2026-02-20T16:15:00+03:00")
        day.at("2026-02-24T12:00:00+03:00")
        assert not {"due_soon", "breached"} & set(day.kinds(number))
        figures = day.report("centaur")
        assert (figures["reaction_kept"], figures["notice_median"]) == (1, 900)


def test_consent_is_told_from_chatter_refused_and_given_by_telephone(tmp_path: Path) -> None:
    with a_day(tmp_path, "centaur", "2026-02-24T10:00:00+03:00", contacts=CONTACTS) as day:
        number = day.write(ANNA, "Связь", "Критичность: критический. Никто не может позвонить с самого утра.")
        day.agent("confirm", number, "critical")
        assert day.happened(number, "severity_confirmed")[0]["clause"] == "CEN-08"
        # That an agent confirmed it takes nothing away from the customer's word.
        assert day.agent("confirm", number, "medium")["confirm"] == "asked"
        asked = day.letters("anna@vector.example", "критичность")[-1]

        day.at("2026-02-24T10:10:00+03:00")
        day.write(ANNA, f"Re: [{number}]", "Спасибо, ждём новостей.", answer_to=asked)
        assert day.evidence(number)["severity_asked"] == "medium"
        day.at("2026-02-24T10:20:00+03:00")
        day.write(ANNA, f"Re: [{number}]", "Не согласна, по-прежнему никто не может звонить.", answer_to=asked)
        proof = day.evidence(number)
        assert (proof["severity"], proof["severity_asked"]) == ("critical", None)
        (refused,) = day.happened(number, "consent_refused")
        assert (refused["actor"], refused["clause"]) == ("customer", "CEN-08")

        day.at("2026-02-24T11:00:00+03:00")
        day.agent("confirm", number, "medium", "--reason", "Внешние звонки снова проходят.")
        day.agent("consent", number, "agreed", "--how", "по телефону, Анна")
        (consented,) = day.happened(number, "consented")
        assert (consented["actor"], consented["evidence"]["how"]) == ("Anna", "по телефону, Анна")
        told = text_of(day.letters("anna@vector.example", "изменена")[-1])
        assert "Было: критический" in told
        assert "Стало: средний" in told
        # The reaction has been given, and its deadline of 1 wh stays what it was.
        assert day.evidence(number)["due_at"] == "2026-02-24T08:00:00+00:00"
        assert day.report("centaur")["reaction_kept"] == 1


def test_who_wishes_a_change_is_not_asked_to_consent_to_it(tmp_path: Path) -> None:
    with a_day(tmp_path, "centaur", "2026-02-24T10:00:00+03:00", contacts=CONTACTS) as day:
        number = day.write(ANNA, "Связь", "Критичность: средний. Часть звонков обрывается.")
        day.at("2026-02-24T10:30:00+03:00")
        day.write(ANNA, f"Re: [{number}]", "Критичность: критический. Теперь никто не может позвонить.")
        assert "change_wanted" in day.tasks(number)
        assert day.evidence(number)["severity"] == "medium"  # the document lets nobody change it alone
        assert day.agent("confirm", number, "critical")["confirm"] == "changed"
        proof = day.evidence(number)
        assert (proof["severity"], proof["severity_by"]) == ("critical", "agreed")
        assert "change_wanted" not in day.tasks(number)
        assert not day.happened(number, "consent_asked")


def test_who_cannot_show_a_plan(tmp_path: Path) -> None:
    """CEN-09, CEN-04: a stranger is served as basic, and asked for the plan and the severity."""
    boris = "Борис <boris@novy.example>"
    with a_day(tmp_path, "centaur", "2026-02-24T10:00:00+03:00") as day:
        number = day.write(boris, "Связь", "Здравствуйте! С утра обрываются исходящие звонки, помогите.")
        proof = day.evidence(number)
        assert (proof["plan"], proof["severity"], proof["due_at"]) == ("basic", None, None)
        assert [(mark["code"], mark["clause"]) for mark in proof["marks"]] == [("unknown_plan", "CEN-09")]
        said = text_of(day.letters("boris@novy.example")[0])
        assert "– действующий пакет поддержки: базовый или расширенный" in said
        assert "– уровень критичности: критический, средний или низкий" in said
        assert "не позднее" not in said

        day.at("2026-02-24T10:30:00+03:00")
        day.write(
            boris,
            f"Re: [{number}]",
            "Пакет поддержки: расширенный.\nКритичность: средний.",
            answer_to=day.letters("boris@novy.example")[0],
        )
        (given,) = day.happened(number, "information_given")
        assert given["evidence"]["missing"] == []
        proof = day.evidence(number)
        # Saying it isn't showing it.
        assert (proof["plan"], proof["severity"], proof["due_at"]) == ("basic", "medium", "2026-02-25T07:00:00+00:00")


def test_insults_are_flagged_and_answered_politely(tmp_path: Path) -> None:
    """CEN-13."""
    with a_day(tmp_path, "centaur", "2026-02-24T10:00:00+03:00", contacts=CONTACTS) as day:
        polite = day.write(ANNA, "Связь", "Критичность: критический. Связь не работает.")
        rude = day.write(ANNA, "Связь", "Критичность: критический. Вы там идиоты, связь не работает ни хрена!")
        first, second = (
            text_of(letter).replace(number, "N")
            for letter, number in zip(day.letters("anna@vector.example"), (polite, rude), strict=True)
        )
        assert first == second
        assert day.evidence(polite)["marks"] == []
        assert [(mark["code"], mark["clause"]) for mark in day.evidence(rude)["marks"]] == [("conduct", "CEN-13")]
        # So they are in what follows.
        day.at("2026-02-24T10:30:00+03:00")
        day.write(ANNA, f"Re: [{polite}]", "Вы там идиоты?", answer_to=day.letters("anna@vector.example")[0])
        assert [mark["code"] for mark in day.evidence(polite)["marks"]] == ["conduct"]


def test_services_outside_the_plan_and_outdated_versions(tmp_path: Path) -> None:
    """CEN-15, and CEN-11 once the operator has said which versions are outdated."""
    terms = tmp_path / "terms"
    terms.mkdir()
    (terms / "centaur.toml").write_text('[duties.versions]\noutdated = ["<5.2"]\n')
    contacts = CONTACTS.replace('plan = "extended"', 'plan = "basic"\nversion = "5.1.3"')
    with a_day(
        tmp_path, "centaur", "2026-02-24T10:00:00+03:00", contacts=contacts, more=f'[terms]\nfolder = "{terms}"'
    ) as day:
        number = day.write(ANNA, "Выезд", "Критичность: низкий. Просим организовать выезд специалиста в наш офис.")
        marks = {mark["code"]: mark["clause"] for mark in day.evidence(number)["marks"]}
        assert marks == {"outdated_version": "CEN-11", "service:on_site": "CEN-15"}
        assert [event["clause"] for event in day.happened(number, "marked")] == ["CEN-11", "CEN-15"]
        (notice,) = day.letters("anna@vector.example")
        assert "выезд" not in text_of(notice).lower()  # an agent decides; nobody is refused


def test_a_plan_that_is_shown_later(tmp_path: Path) -> None:
    """CEN-09: served as basic until the customer shows another plan. What the notice has met already stays as it was."""
    with a_day(tmp_path, "centaur", "2026-02-24T09:00:00+03:00") as day:
        number = day.write(
            "Пётр <petr@new.example>", "Связь", "Критичность: критический.\nСвязь пропала совсем, помогите."
        )
        due = day.evidence(number)["due_at"]
        with pytest.raises(NotDone, match="centaur has no plan 'gold'; it has basic, extended"):
            day.agent("plan", number, "gold", "--how", "телефон")
        day.agent("plan", number, "extended", "--how", "телефон, договор показан")
        proof = day.evidence(number)
        assert (proof["plan"], proof["due_at"]) == ("extended", due)
        assert "plan" not in proof["missing"]
        assert "unknown_plan" not in [mark["code"] for mark in proof["marks"]]
        (changed,) = day.happened(number, "plan_changed")
        assert (changed["actor"], changed["clause"]) == ("Anna", "CEN-09")
