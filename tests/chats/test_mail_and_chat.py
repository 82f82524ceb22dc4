"""One request over both channels: mail, chat, mail; one person, one history, both clocks (goal 4 of the issue)."""

import smtplib
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from intakebot.domain.number import find
from tests.chats.simulated import Talks, talks
from tests.days.day import AGENTS, text_of
from tests.days.test_centaur import CONTACTS as CENTAUR
from tests.days.test_martinsoft import CONTACTS as MARTINSOFT
from tests.days.test_martinsoft import OLGA, form
from tests.days.test_veeam import WARSAW as VEEAM
from tests.servers.botapi import Person

ANNA = "anna@vector.example"
_PEOPLE = count(1)
WISLA = "olga@wisla.example"
BROKEN = "Добрый день! Критичность: критический.\nСо вчерашнего дня никто не может позвонить."


def channels(proof: dict[str, Any]) -> list[str]:
    """By which channel each message of a ticket came."""
    return [message["deliveries"][0]["channel"] for message in proof["messages"]]


def letters(proof: dict[str, Any]) -> list[tuple[str, str]]:
    """Kinds and ways of a ticket's letters to its customer, in order."""
    return [
        (letter["kind"], "chat" if letter["mail_from"] == "chat" else "mail")
        for letter in proof["letters"]
        if letter["kind"] != "alert"
    ]


def button(said: Any, verb: str) -> str:
    """What the one button with this verb stands for."""
    (data,) = (data for data in said.buttons.values() if data.startswith(f"{verb}:"))
    return str(data)


class TestCentaur:
    """The notice is the reaction, and the level changes by consent (CEN-03, CEN-08)."""

    def test_from_mail_to_chat_and_back(self, tmp_path: Path) -> None:
        with talks(tmp_path, "centaur", "2026-02-20T10:00:00+03:00", contacts=CENTAUR) as desk:
            day, chat = desk.day, desk.person()
            number = day.write(f"Анна <{ANNA}>", "Не работает связь", BROKEN)
            assert day.evidence(number)["due_at"] == "2026-02-20T08:00:00+00:00"  # 1 working hour
            desk.after(minutes=5)
            desk.links(chat, ANNA)
            mailed = len(day.letters(ANNA))

            (status,) = desk.says(chat, "/status")
            assert number in status.text
            assert "критический" in status.text
            desk.after(minutes=5)
            assert desk.says(chat, "И факсы тоже не уходят.", reply_to=status.message_id) == []

            # Support wants it lower; the customer is asked where he wrote last, and agrees there.
            desk.after(minutes=10)
            assert day.agent("confirm", number, "medium", "--reason", "Часть звонков проходит.")["confirm"] == "asked"
            asked = desk.heard(chat, "Вы согласны?")
            assert "Часть звонков проходит." in asked.text
            assert day.evidence(number)["severity"] == "critical"
            desk.after(minutes=5)
            (changed,) = desk.presses(chat, asked.message_id, button(asked, "agree"))
            assert "Стало: средний" in changed.text

            # An agent asks in the chat; the answer comes by mail, and so do the letters from then on.
            desk.after(minutes=5)
            day.agent("ask", number, "--words", "Какая версия сервера?")
            assert "Какая версия сервера?" in desk.heard(chat, "Какая версия").text
            assert len(day.letters(ANNA)) == mailed
            desk.after(minutes=10)
            first = day.letters(ANNA)[0]
            assert day.write(f"Анна <{ANNA}>", f"Re: [{number}]", "Версия 4.2.", answer_to=first) == number
            assert day.evidence(number)["missing"] == []
            desk.after(minutes=5)
            heard = len(chat.hears())
            day.agent("ask", number, "--words", "А сколько телефонов?")
            assert "А сколько телефонов?" in text_of(day.letters(ANNA)[-1])
            assert len(chat.hears()) == heard

            self._one_history(day.evidence(number), chat)
            assert [case["number"] for case in day.command("tasks")] == []

    def _one_history(self, proof: dict[str, Any], chat: Person) -> None:
        assert channels(proof) == ["smtp", "telegram", "smtp"]
        assert letters(proof) == [
            ("acknowledgement", "mail"), ("status", "chat"), ("consent", "chat"), ("severity", "chat"),
            ("question", "chat"), ("noted", "mail"), ("question", "mail"),
        ]  # fmt: skip
        assert all(letter["handed_over_at"] for letter in proof["letters"])
        times = [event["at"] for event in proof["events"]]
        assert times == sorted(times)
        (consented,) = (event for event in proof["events"] if event["kind"] == "consented")
        assert (consented["actor"], consented["clause"]) == ("customer", "CEN-08")
        assert consented["at"] == "2026-02-20T07:25:00+00:00"
        assert consented["evidence"]["sender"] == f"{chat.address}, linked by a code"
        # Both clocks: the notice by mail at once, a person's first words in the chat. A deadline that was kept stands.
        assert proof["notice_at"] == "2026-02-20T07:00:00+00:00"
        assert proof["first_contact_at"] == "2026-02-20T07:30:00+00:00"
        assert (proof["severity"], proof["severity_by"]) == ("medium", "agreed")
        assert proof["due_at"] == "2026-02-20T08:00:00+00:00"
        assert proof["missing"] == ["answer"]  # to the second question
        assert "breached" not in [event["kind"] for event in proof["events"]]

    def test_from_chat_to_mail_and_back(self, tmp_path: Path) -> None:
        """A request of a linked chat is its contact's: his plan, his consent by mail, his next words in the chat."""
        with talks(tmp_path, "centaur", "2026-02-20T10:00:00+03:00", contacts=CENTAUR) as desk:
            day, chat = desk.day, desk.person()
            desk.links(chat, ANNA)
            mailed = len(day.letters(ANNA))
            number = desk.opens(chat, BROKEN)
            proof = day.evidence(number)
            assert (proof["plan"], proof["severity"], proof["due_at"]) == (
                "extended", "critical", "2026-02-20T08:00:00+00:00"
            )  # fmt: skip
            assert proof["notice_at"] == "2026-02-20T07:00:00+00:00"
            assert len(day.letters(ANNA)) == mailed

            desk.after(minutes=10)
            day.agent("confirm", number, "low")
            assert "Вы согласны?" in desk.heard(chat).text
            desk.after(minutes=1)
            assert day.write(f"Анна <{ANNA}>", f"Re: [{number}]", "Согласна.") == number
            assert day.evidence(number)["severity"] == "low"
            assert "Стало: низкий" in text_of(day.letters(ANNA)[-1])
            desk.after(minutes=1)
            desk.says(chat, f"По {number}: в филиале связь уже есть.")
            day.agent("ask", number, "--words", "Какая версия сервера?")
            assert "Какая версия сервера?" in desk.heard(chat).text
            assert channels(day.evidence(number)) == ["telegram", "smtp", "telegram"]

    def test_consent_asked_by_mail_is_given_in_the_chat(self, tmp_path: Path) -> None:
        """In words, without a button or an answer to anything."""
        with talks(tmp_path, "centaur", "2026-02-20T10:00:00+03:00", contacts=CENTAUR) as desk:
            day, chat = desk.day, desk.person()
            number = day.write(f"Анна <{ANNA}>", "Не работает связь", BROKEN)
            desk.links(chat, ANNA)
            day.agent("confirm", number, "medium")
            assert "мы предлагаем изменить критичность" in text_of(day.letters(ANNA)[-1])
            desk.after(minutes=1)
            (changed,) = desk.says(chat, "Согласна.")
            assert "Стало: средний" in changed.text
            assert day.evidence(number)["severity_by"] == "agreed"

    def test_a_press_is_answered_where_it_was_pressed(self, tmp_path: Path) -> None:
        """Even if the customer has written by mail since the button came."""
        with talks(tmp_path, "centaur", "2026-02-20T10:00:00+03:00", contacts=CENTAUR) as desk:
            day, chat = desk.day, desk.person()
            desk.links(chat, ANNA)
            number = desk.opens(chat, BROKEN)
            day.agent("ask", number, "--item", "plan")
            day.agent("confirm", number, "medium")
            asked, question = desk.heard(chat, "Вы согласны?"), desk.heard(chat, "нам не хватает сведений")
            desk.after(minutes=1)
            day.write(f"Анна <{ANNA}>", f"Re: [{number}]", "И в филиале не звонит.")
            mailed = len(day.letters(ANNA))
            (changed,) = desk.presses(chat, asked.message_id, button(asked, "agree"))
            assert "Стало: средний" in changed.text
            (step,) = desk.presses(chat, question.message_id, button(question, "details"))
            assert "действующий пакет поддержки" in step.text
            assert len(day.letters(ANNA)) == mailed

    def test_a_chat_that_was_left_is_written_to_by_mail(self, tmp_path: Path) -> None:
        with talks(tmp_path, "centaur", "2026-02-20T10:00:00+03:00", contacts=CENTAUR) as desk:
            day, chat = desk.day, desk.person()
            desk.links(chat, ANNA)
            number = desk.opens(chat, BROKEN)
            chat.blocks()
            desk.settle()
            day.agent("ask", number, "--words", "Какая версия сервера?")
            assert "Какая версия сервера?" in text_of(day.letters(ANNA)[-1])
            assert day.tasks(number) == []

    def test_an_unlinked_chat_shows_nothing_of_what_came_by_mail(self, tmp_path: Path) -> None:
        with talks(tmp_path, "centaur", "2026-02-20T10:00:00+03:00", contacts=CENTAUR) as desk:
            day, chat = desk.day, desk.person()
            number = day.write(f"Анна <{ANNA}>", "Не работает связь", BROKEN)
            for asked in ("/status", f"/status {number}", "/tickets"):
                assert number not in "".join(said.text for said in desk.says(chat, asked))
            desk.says(chat, f"Что с обращением {number}?")
            assert channels(day.evidence(number)) == ["smtp"]


class TestVeeam:
    """The first contact is the reaction, and the level is the customer's to change (VEE-07, VEE-14)."""

    def test_from_mail_to_chat_and_back(self, tmp_path: Path) -> None:
        with talks(tmp_path, "veeam", "2026-11-24T10:00:00+01:00", contacts=VEEAM) as desk:
            day, chat = desk.day, desk.person("Olga", "en")
            number = day.write(f"Olga <{WISLA}>", "Backup", "Severity: 3. The nightly job of server SRV-7 fails.")
            assert day.evidence(number)["due_at"] == "2026-11-24T15:00:00+00:00"  # 6 hours
            desk.after(minutes=5)
            desk.links(chat, WISLA)
            (status,) = desk.says(chat, "/status")
            assert "3 – medium" in status.text

            # Her level, from the moment that she names it.
            desk.after(minutes=25)
            worse = "Severity: 1. Now all jobs fail and production is down."
            (changed,) = desk.says(chat, worse, reply_to=status.message_id)
            assert "Now: 1 – critical" in changed.text
            (event,) = day.happened(number, "severity_changed")
            assert (event["actor"], event["clause"]) == ("customer", "VEE-14")
            assert day.evidence(number)["due_at"] == "2026-11-24T10:30:00+00:00"  # 1 hour from 10:30

            # A person's first words are a question in the chat: the promise is kept.
            desk.after(minutes=30)
            day.agent("ask", number, "--item", "diagnostics")
            question = desk.heard(chat, "logs and other diagnostic data")
            assert button(question, "details")
            desk.after(minutes=10)
            notice = day.letters(WISLA)[0]
            subject, words = f"Re: [{number}]", "Here it is. Error: 'Access denied'."
            day.write(f"Olga <{WISLA}>", subject, words, answer_to=notice, attached={"job.log": b"Failed"})
            proof = day.evidence(number)
            assert channels(proof) == ["smtp", "telegram", "smtp"]
            assert "diagnostics" not in proof["missing"]
            given = day.happened(number, "information_given")[-1]
            assert "diagnostics" in given["evidence"]["items"]
            assert given["evidence"]["sender"].startswith("dmarc=pass")
            assert proof["notice_at"] == "2026-11-24T09:00:00+00:00"
            assert proof["first_contact_at"] == "2026-11-24T10:00:00+00:00"
            assert (proof["severity"], proof["severity_by"]) == ("1", "stated")
            desk.after(days=2)
            assert "breached" not in day.kinds(number)
            figures = day.report("veeam")
            assert (figures["reaction_kept"], figures["notice_median"], figures["first_contact_median"]) == (1, 0, 3600)
            # Where she wrote last.
            day.agent("ask", number, "--words", "Which build is it?")
            assert "Which build is it?" in text_of(day.letters(WISLA)[-1])

    def test_the_level_is_hers_once_the_chat_is_linked(self, tmp_path: Path) -> None:
        with talks(tmp_path, "veeam", "2026-11-24T10:00:00+01:00", contacts=VEEAM) as desk:
            day, chat = desk.day, desk.person("Olga", "en")
            number = desk.opens(chat, "Severity: 3. The nightly job of server SRV-7 fails.")
            day.agent("confirm", number, "3")
            desk.after(minutes=10)
            desk.says(chat, f"{number}: Severity: 1. Now all jobs fail and production is down.")
            assert day.evidence(number)["severity"] == "3"
            assert "change_wanted" in day.tasks(number)
            desk.links(chat, WISLA)
            desk.after(minutes=10)
            desk.says(chat, f"{number}: Severity: 1, please.")
            assert day.evidence(number)["severity"] == "1"
            assert "change_wanted" not in day.tasks(number)


class TestMartinsoft:
    """The highest level has conditions, which the notice asks to confirm within the hour (MAR-06)."""

    @pytest.mark.parametrize("how", ["button", "words", "words in answer", "words a minute later", "mail"])
    def test_conditions_are_confirmed_as_soon_as_they_are_asked(self, tmp_path: Path, how: str) -> None:
        """Nobody has to wait until the request counts as told."""
        with talks(tmp_path, "martinsoft", "2026-11-23T10:00:00+03:00", contacts=MARTINSOFT) as desk:
            day, chat = desk.day, desk.person("Ольга")
            desk.links(chat, "olga@romashka.example")
            number = desk.opens(chat, form("1"))
            assert day.evidence(number)["severity"] == "1"
            notice = desk.heard(chat, "Подтвердите, пожалуйста")
            if how == "button":
                desk.presses(chat, notice.message_id, button(notice, "agree"))
            elif how == "mail":
                day.write(OLGA, f"Re: [{number}]", "Подтверждаем.")
            else:
                desk.after(seconds=60 if how == "words a minute later" else 2)
                desk.says(chat, "Согласна.", reply_to=notice.message_id if how == "words in answer" else None)
            assert day.kinds(number).count("conditions_agreed") == 1
            desk.after(hours=2)
            assert day.evidence(number)["severity"] == "1"


LIKE_A_CHAT = (
    "telegram:{id}", "<telegram:{id}>", "Анна <telegram:{id}>", "Telegram:{id}", "<Telegram:{id}>", "{id}@telegram",
    "telegram:{id}@telegram", '"telegram:{id}"@telegram', '"telegram:{id}" <>', "<telegram:{id}@evil.example>",
    "=?utf-8?q?telegram=3A{id}?=", "<=?utf-8?q?telegram=3A{id}?=>", "=?utf-8?q?Telegram=3A{id}?= <>",
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talks]:
    """One day for the tests below, each with people of its own."""
    folder = tmp_path_factory.mktemp("mail")
    with talks(folder, "centaur", "2026-02-20T09:00:00+03:00") as day:
        yield day


@pytest.fixture
def bella(desk: Talks) -> str:
    """Address of a contact whom no other test knows, at the beginning of a clock hour."""
    desk.next_hour()
    address = f"bella{next(_PEOPLE)}@vector.example"
    desk.knows(f'[[contact]]\naddress = "{address}"\nname = "Белла"\n')
    return address


class TestInPassing:
    """What is asked and told in passing is answered by one short letter, by mail too; never a machine, never twice."""

    @pytest.mark.parametrize("words", ["Есть новости?", "Подскажите, пожалуйста, когда будет ответ?"])
    def test_news(self, desk: Talks, bella: str, words: str) -> None:
        number = desk.day.write(bella, "Связь", BROKEN)
        desk.day.write(bella, f"Re: [{number}]", words)
        (_, told) = desk.day.letters(bella)
        assert f"Обращение {number} открыто." in text_of(told)
        assert told["Auto-Submitted"] == "auto-replied"
        assert channels(desk.day.evidence(number)) == ["smtp", "smtp"]

    def test_it_works_again(self, desk: Talks, bella: str) -> None:
        number = desk.day.write(bella, "Связь", BROKEN)
        desk.day.write(bella, f"Re: [{number}]", "Спасибо, всё снова работает!")
        (_, told) = desk.day.letters(bella)
        assert "сотрудник поддержки закроет обращение" in text_of(told)
        assert told["Auto-Submitted"] == "auto-replied"
        assert desk.day.kinds(number).count("works_again") == 1
        assert desk.day.tasks(number) == ["may_be_closed"]
        assert desk.day.evidence(number)["state"] == "open"  # an agent closes it

    def test_thanks_are_not_answered(self, desk: Talks, bella: str) -> None:
        number = desk.day.write(bella, "Связь", BROKEN)
        desk.day.write(bella, f"Re: [{number}]", "Спасибо!")
        assert len(desk.day.letters(bella)) == 1

    @pytest.mark.parametrize("words", ["Есть новости?", "Спасибо, всё снова работает!"])
    @pytest.mark.parametrize(
        "header",
        [("Auto-Submitted", "auto-replied"), ("Precedence", "bulk"), ("X-Autoreply", "yes"), ("List-Id", "<a.b>")],
    )
    def test_machines_are_not_answered(self, desk: Talks, bella: str, words: str, header: tuple[str, str]) -> None:
        number = desk.day.write(bella, "Связь", BROKEN)
        desk.day.write(bella, f"Re: [{number}]", words, headers=dict([header]))
        assert len(desk.day.letters(bella)) == 1
        assert "works_again" not in desk.day.kinds(number)

    @pytest.mark.parametrize("words", ["Есть новости?", "Спасибо, всё снова работает!"])
    def test_a_copy_is_not_answered_again(self, desk: Talks, bella: str, words: str) -> None:
        number = desk.day.write(bella, "Связь", BROKEN)
        again = _mail(bella, f"Re: [{number}]", words)
        for _ in range(3):
            _send(desk, again)
        assert len(desk.day.letters(bella)) == 2
        assert len(desk.day.evidence(number)["messages"]) == 2

    def test_whoever_answers_each_letter_is_answered_three_times_an_hour(self, desk: Talks, bella: str) -> None:
        """A machine that doesn't say that it is one: each of our letters makes it write again."""
        number = desk.day.write(bella, "Связь", BROKEN)
        for turn in range(8):
            desk.day.write(bella, f"Re: [{number}]", "Есть новости?", answer_to=desk.day.letters(bella)[-1])
            desk.after(seconds=turn + 1)
        assert len(desk.day.letters(bella)) == 1 + 3

    def test_works_again_is_answered_once(self, desk: Talks, bella: str) -> None:
        """Nothing new is told the second time, and nobody needs to hear the same again."""
        number = desk.day.write(bella, "Связь", BROKEN)
        for _ in range(4):
            desk.after(seconds=1)
            desk.day.write(
                bella, f"Re: [{number}]", "Спасибо, всё снова работает!", answer_to=desk.day.letters(bella)[-1]
            )
        assert len(desk.day.letters(bella)) == 2

    def test_a_stranger_gets_no_news(self, desk: Talks, bella: str) -> None:
        number = desk.day.write(bella, "Связь", BROKEN)
        other = desk.day.write("mallory@evil.example", f"Re: [{number}]", "Есть новости?")
        assert other != number
        assert not [text for text in map(text_of, desk.day.letters("mallory@evil.example")) if number in text]


class TestForgeries:
    """No mail gets into what belongs to a chat, whatever it claims."""

    @pytest.mark.parametrize("linked", [False, True])
    def test_senders_that_look_like_a_chat(self, desk: Talks, bella: str, linked: bool) -> None:
        chat = desk.person()
        if linked:
            desk.links(chat, bella)
        number = desk.opens(chat, "Не звонит телефон в приёмной.")
        before = desk.says(chat, "/tickets")[0].text
        heard = len(chat.hears())
        references = f"In-Reply-To: <2.{chat.id}@telegram>\nReferences: <1.{chat.id}@telegram>\n"
        for sender in LIKE_A_CHAT:
            said = sender.format(id=chat.id)
            _send(desk, _raw(said, f"Re: [{number}]", "Согласна. Всё снова работает!", references))
            _send(desk, _raw(said, "Связь", "Не работает связь.", f"Reply-To: {said}\n"))
            assert (len(chat.hears()), channels(desk.day.evidence(number))) == (heard, ["telegram"]), sender
        assert desk.says(chat, "/tickets")[0].text == before

    @pytest.mark.parametrize(
        "reply_to", ["telegram:{id}", "<telegram:{id}>", "telegram:{id}@evil.example", "{id}@telegram"]
    )
    def test_no_answer_to_a_mail_is_told_in_a_chat(self, desk: Talks, bella: str, reply_to: str) -> None:
        chat = desk.person()
        desk.says(chat, "/help")
        heard = len(chat.hears())
        _send(desk, _raw(bella, "Связь", BROKEN, f"Reply-To: {reply_to.format(id=chat.id)}\n"))
        assert len(chat.hears()) == heard

    def test_a_mail_with_the_name_of_a_chats_message(self, desk: Talks, bella: str) -> None:
        """Such names can be guessed; the chat's own message is still found, when it is rewritten and when it is answered."""
        chat = desk.person()
        said = chat.says("Не звонит телефон в приёмной.")
        desk.settle()
        (number,) = find(desk.heard(chat).text)
        name = f"<{said.message_id}.{chat.id}@telegram>"
        for sender in ("mallory@evil.example", bella):
            _send(desk, _raw(sender, "Связь", "Не работает связь.", f"Message-ID: {name}\n"))
        desk.after(days=5)
        chat.edits(said.message_id, "Не звонит телефон в приёмной и в зале.")
        desk.settle()
        assert desk.day.happened(number, "edited")
        desk.says(chat, "А ещё пропал интернет во всём здании.", reply_to=said.message_id)
        assert channels(desk.day.evidence(number)) == ["telegram"] * 3

    def test_a_mail_that_comes_before_the_chats_message(self, desk: Talks) -> None:
        """It takes the place of nothing: the chat's message is another one (design.md 4.2)."""
        chat = desk.person()
        date = desk.day.now.strftime("%a, %d %b %Y %H:%M:%S %z")
        words = "Не звонит телефон в приёмной."
        head = f"Message-ID: <1.{chat.id}@telegram>\nDate: {date}\n"
        _send(desk, _raw(f"<telegram:{chat.id}>", "", words, head))
        number = desk.opens(chat, words)
        assert channels(desk.day.evidence(number)) == ["telegram"]


def test_agents_hear_once_of_what_a_customer_says_on_both_channels(desk: Talks, bella: str) -> None:
    """Consent by mail and by a press of the button at the same time settles once."""
    chat = desk.person()
    number = desk.day.write(bella, "Связь", BROKEN)
    desk.links(chat, bella)
    desk.says(chat, f"{number}: в филиале тоже.")
    desk.day.agent("confirm", number, "low")
    asked = desk.heard(chat, "Вы согласны?")
    told = len(desk.day.letters(AGENTS))
    desk.day.write(bella, f"Re: [{number}]", "Согласна.")
    (late,) = desk.presses(chat, asked.message_id, button(asked, "agree"))
    assert "уже не действует" in late.text
    assert desk.day.kinds(number).count("consented") == 1
    assert len(desk.day.letters(AGENTS)) == told + 1


def _mail(sender: str, subject: str, text: str) -> bytes:
    host = sender.rpartition("@")[2]
    proof = f"Authentication-Results: mx.desk.example; dmarc=pass header.from={host}\n"
    return _raw(sender, subject, text, f"Message-ID: <{next(_PEOPLE)}@{host}>\n", proof)


def _raw(sender: str, subject: str, text: str, more: str, proof: str = "") -> bytes:
    """A mail as a forger writes it."""
    head = f"{proof}From: {sender}\nTo: support@desk.example\nSubject: {subject}\n{more}"
    mail = (
        f"{head}MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n"
    )
    return mail.replace("\n", "\r\n").encode()


def _send(desk: Talks, raw: bytes) -> None:
    with smtplib.SMTP("127.0.0.1", desk.day.port, timeout=20) as client:
        client.sendmail("someone@evil.example", ["support@desk.example"], raw, ["SMTPUTF8", "BODY=8BITMIME"])
    desk.settle()


def test_what_seemed_to_be_no_request_is_made_one(tmp_path: Path) -> None:
    """An agent sees otherwise: a ticket of its own, which counts from when it was said and is no part of what is told just now."""
    with talks(tmp_path, "centaur", "2026-02-20T10:00:00+03:00") as desk:
        day, chat = desk.day, desk.person()
        assert desk.says(chat, "Спасибо!") == []
        (filing,) = day.command("filed", "list")
        told = (filing["subject"], filing["reason"], filing["sender"])
        assert told == ("Спасибо!", "it seemed to be about no request", chat.address)
        desk.after(minutes=30)
        other = desk.opens(chat, BROKEN)
        day.command("filed", "ticket", str(filing["id"]), "--by", "maria")
        desk.settle()
        (made,) = (one["number"] for one in day.command("filed", "list"))
        proof = day.evidence(made)
        assert made != other
        assert proof["received_at"] == "2026-02-20T07:00:00+00:00"
        assert made in chat.hears()[-1].text
        assert "request_made" in [event["kind"] for event in proof["events"]]
        desk.says(chat, "И факсы тоже не уходят.")
        assert len(day.evidence(other)["messages"]) == 2
