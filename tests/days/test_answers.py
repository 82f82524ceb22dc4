"""Agents answer customers from here: the first contact, until it comes back; requests go to other desks."""

from pathlib import Path

import pytest

from intakebot.casework.work import NotDone
from tests.days.bouncing import bounce
from tests.days.day import AGENTS, a_day, text_of
from tests.days.news import pager
from tests.days.test_martinsoft import CONTACTS, OLGA, form, with_tables

HANDOVER = """
[[handover]]
name = "developers"
mail = "dev@elsewhere.example"
webhook = "{url}"
secret_file = "{folder}/pager-secret"
"""


def test_an_answer_is_the_first_contact_and_an_update_until_it_comes_back(tmp_path: Path) -> None:
    """MAR-05: level 2 wants a person within 4 working hours, and news once a business day."""
    more = with_tables(tmp_path)
    with a_day(tmp_path, "martinsoft", "2026-11-23T10:00:00+03:00", contacts=CONTACTS, more=more) as day:
        number = day.write(OLGA, "Сделки", form("2", "не сохраняются поля сделки № 512, у всех менеджеров отдела"))
        day.agent("note", number, "--words", "Похоже на сбой прошлой недели.")
        with pytest.raises(NotDone, match="an answer needs words"):
            day.agent("answer", number, "--words", " ")
        day.at("2026-11-23T11:00:00+03:00")
        assert day.agent("answer", number, "--words", "Видим ошибку в журнале.\r\nЧиним.\r\n") == {
            "number": number, "answer": "done",
        }  # fmt: skip
        letter = day.letters("olga@romashka.example")[-1]
        assert letter["Subject"] == f"[{number}] Ответ на ваше обращение"
        assert "Видим ошибку в журнале.\nЧиним.\n" in text_of(letter).replace("\r", "")
        assert "прошлой недели" not in "".join(text_of(one) for one in day.letters("olga@romashka.example"))
        proof = day.evidence(number)
        assert proof["first_contact_at"] == "2026-11-23T08:00:00+00:00"
        assert [timer["due_at"] for timer in proof["timers"] if timer["state"] == "open"] == [
            "2026-11-24T08:00:00+00:00"  # the next news
        ]
        (answered,) = day.happened(number, "answered")
        assert answered["actor"] == "Anna"

        day.at("2026-11-23T11:05:00+03:00")
        bounce(day, letter)
        proof = day.evidence(number)
        assert (proof["first_contact_at"], day.tasks(number)) == (None, ["letter_bounced"])
        assert len(day.happened(number, "contact_taken_back")) == 1
        assert "reaction" in [timer["kind"] for timer in proof["timers"] if timer["state"] == "open"]
        day.at("2026-11-23T14:00:01+03:00")
        assert "breached" in day.kinds(number)


def test_an_answer_asks_for_nothing(tmp_path: Path) -> None:
    """MAR-06, MAR-08: no hour runs from an answer, neither for conditions nor for one of the customer's own."""
    more = with_tables(tmp_path)
    with a_day(tmp_path, "martinsoft", "2026-11-23T10:00:00+03:00", contacts=CONTACTS, more=more) as day:
        number = day.write(OLGA, "Портал", form("1"))
        day.write(OLGA, f"Re: [{number}]", "Подтверждаю.", answer_to=day.letters("olga@romashka.example")[0])
        assert "conditions_agreed" in day.kinds(number)
        day.agent("answer", number, "--words", "Смотрим.")
        assert {timer["kind"] for timer in day.evidence(number)["timers"] if timer["state"] == "open"} == {"update"}
        day.at("2026-11-23T12:00:00+03:00")
        assert day.evidence(number)["severity"] == "1"


def test_a_request_is_handed_over_and_stays(tmp_path: Path) -> None:
    with pager(tmp_path) as other:
        url = other.config.partition('url = "')[2].partition('"')[0]
        more = HANDOVER.format(url=url, folder=tmp_path)
        with a_day(tmp_path, "martinsoft", "2026-11-23T10:00:00+03:00", contacts=CONTACTS, more=more) as day:
            number = day.write(OLGA, "Сделки", form("2", "не сохраняются поля сделки № 512, у всех менеджеров отдела"))
            with pytest.raises(NotDone, match="there is no desk 'sales'; there is developers"):
                day.agent("handover", number, "sales")
            day.agent("handover", number, "developers", "--words", "Похоже на ошибку в модуле сделок.")
            (told,) = other.news
            assert (told["kind"], told["number"], told["severity"], told["subject"]) == (
                "handed_over", number, "2", "Сделки",
            )  # fmt: skip
            assert told["words"] == "Похоже на ошибку в модуле сделок."
            assert "поля сделки № 512" in told["latest"]
            assert other.refused == 0
            (letter,) = day.letters("dev@elsewhere.example")
            assert letter["Subject"] == f"[{number}] handed over to you: Сделки"
            assert letter["Reply-To"] is None  # mail never acts as an agent
            said = text_of(letter).replace("\r", "")
            assert said.startswith(f"{number}: handed over to you\n\nBy: Anna\nSeverity: 2\nSubject: Сделки\n")
            assert "Remark:\nПохоже на ошибку в модуле сделок.\n" in said
            assert "поля сделки № 512" in said
            proof = day.evidence(number)
            assert (proof["state"], proof["first_contact_at"]) == ("open", None)
            (event,) = day.happened(number, "handed_over")
            assert (event["actor"], event["evidence"]["to"]) == ("Anna", "developers")
            assert day.letters(AGENTS) == []  # the webhook and the address are of the other desk alone
