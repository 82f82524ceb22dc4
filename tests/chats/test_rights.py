"""A chat sees and changes nothing but its own, whatever is pressed, typed or answered there."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from intakebot.domain.number import find
from tests.chats.simulated import Talks, talks
from tests.days.day import text_of
from tests.servers.botapi import Heard, Person

_PEOPLE = count(1)
_GROUP, _AGENTS = -1_005_000, -1_006_000
#: Of the one agent's account.
_AGENT_ID = 490_000
USED, ASKED, NONE = "Эта кнопка уже не действует", "Вы согласны?", "Такого обращения среди ваших нет"
BROKEN = "Добрый день! Критичность: критический.\nСо вчерашнего дня никто не может позвонить."


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talks]:
    """One day for all tests of this file, each with people of its own."""
    doors = f'groups = [{_GROUP}]\nagents_chat = {_AGENTS}\nagents = {{ "{_AGENT_ID}" = "Олег" }}'
    with talks(tmp_path_factory.mktemp("rights"), "centaur", "2026-02-20T09:00:00+03:00", telegram=doors) as day:
        day.api.group(_AGENTS)
        yield day


@pytest.fixture
def anna(desk: Talks) -> Person:
    """Somebody who isn't linked to anybody, at the beginning of a clock hour."""
    desk.next_hour()
    return desk.person()


@pytest.fixture
def mallory(desk: Talks) -> Person:
    """Somebody else, who has a request of his own."""
    chat = desk.person("Мэллори")
    desk.opens(chat, "Не печатает принтер в бухгалтерии.")
    return chat


def _linked(desk: Talks, chat: Person) -> str:
    """Make it a contact's chat; the contact's address."""
    address = f"vera{next(_PEOPLE)}@vector.example"
    desk.knows(f'[[contact]]\naddress = "{address}"\nname = "Вера"\n')
    desk.links(chat, address)
    return address


def _asked(desk: Talks, chat: Person, number: str, level: str) -> Heard:
    """An agent wants another level; the message that asks for consent."""
    assert desk.day.agent("confirm", number, level)["confirm"] == "asked"
    return desk.heard(chat, ASKED)


def _state(desk: Talks, number: str) -> dict[str, Any]:
    """All that can be proven of a ticket."""
    proof = desk.day.evidence(number)
    return {
        key: proof[key] for key in ("severity", "severity_asked", "state", "missing", "messages", "letters", "events")
    }


class TestOthers:
    @pytest.mark.parametrize(
        "data",
        ["agree:{0}:low", "refuse:{0}:low", "agree:{0}:", "level:{0}:low", "details:{0}:", "skip:{0}:plan", "stop:{0}:",
         "confirm:{0}:low", "status:{0}:", "close:{0}:"],
    )  # fmt: skip
    def test_a_forged_press(self, desk: Talks, anna: Person, mallory: Person, data: str) -> None:
        """For a request that is asked for everything that buttons are for."""
        number = desk.opens(anna, BROKEN)
        _asked(desk, anna, number, "low")
        desk.day.agent("ask", number, "--item", "plan")
        before, heard = _state(desk, number), len(anna.hears())
        (told,) = desk.presses(mallory, desk.heard(mallory).message_id, data.format(number))
        assert USED in told.text
        assert number not in told.text
        assert _state(desk, number) == before
        assert len(anna.hears()) == heard

    def test_the_number_of_anothers_request(self, desk: Talks, anna: Person, mallory: Person) -> None:
        """Told in the words that a number gets which nobody has."""
        number = desk.opens(anna, BROKEN)
        words = {desk.says(mallory, f"/status {named}")[0].text for named in (number, number.lower(), "DAY-0000-0000")}
        assert len(words) == 1
        assert NONE in words.pop()
        assert number not in "".join(said.text for said in desk.says(mallory, "/tickets"))

    @pytest.mark.parametrize(
        "words", ["[{0}] Согласна.", "По {0}: критичность низкая.", "Что с {0}?", "{0}", "/new {0} низкий"]
    )
    def test_naming_it_in_words(self, desk: Talks, anna: Person, mallory: Person, words: str) -> None:
        number = desk.opens(anna, BROKEN)
        _asked(desk, anna, number, "low")
        before, heard = _state(desk, number), len(anna.hears())
        desk.says(mallory, words.format(number))
        assert _state(desk, number) == before
        assert len(anna.hears()) == heard

    def test_answering_a_message_that_has_the_same_id_elsewhere(
        self, desk: Talks, anna: Person, mallory: Person
    ) -> None:
        """Ids of messages count in one chat only."""
        number = desk.opens(anna, BROKEN)
        asked = _asked(desk, anna, number, "low")
        while desk.heard(mallory).message_id < asked.message_id:
            desk.says(mallory, "/help")
        before = _state(desk, number)
        for message_id in {said.message_id for said in mallory.hears()} & {said.message_id for said in anna.hears()}:
            desk.says(mallory, "Согласна.", reply_to=message_id)
        assert _state(desk, number) == before

    def test_answering_a_message_that_is_said_to_be_anothers(self, desk: Talks, anna: Person, mallory: Person) -> None:
        """Telegram tells no such thing; whoever else might couldn't do anything with it."""
        number = desk.opens(anna, BROKEN)
        asked = _asked(desk, anna, number, "low")
        before = _state(desk, number)
        chat = {"id": mallory.chat_id, "type": "private", "first_name": "M"}
        desk.api.update({"message": {
            "message_id": 90_000, "from": mallory.user, "chat": chat, "date": int(desk.day.now.timestamp()),
            "text": "Согласна.", "reply_to_message": asked.json,
        }})  # fmt: skip
        desk.api.update({"callback_query": {
            "id": "777", "from": mallory.user, "message": {**asked.json, "chat": chat}, "chat_instance": "1",
            "data": f"agree:{number}:low",
        }})  # fmt: skip
        desk.settle()
        assert _state(desk, number) == before

    def test_a_button_below_a_message_in_anothers_chat(self, desk: Talks, anna: Person, mallory: Person) -> None:
        """Who pressed counts, not where."""
        number = desk.opens(anna, BROKEN)
        asked = _asked(desk, anna, number, "low")
        before, heard = _state(desk, number), len(anna.hears())
        desk.api.update({"callback_query": {
            "id": "778", "from": mallory.user, "message": asked.json, "chat_instance": "1", "data": f"agree:{number}:low",
        }})  # fmt: skip
        desk.settle()
        assert [_state(desk, number)[key] for key in ("severity_asked", "events")] == [
            before[key] for key in ("severity_asked", "events")
        ]
        assert [said.text for said in anna.hears()[heard:] if USED not in said.text] == []

    def test_rewriting_a_message_that_has_the_same_id_elsewhere(
        self, desk: Talks, anna: Person, mallory: Person
    ) -> None:
        said = anna.says(BROKEN)
        desk.settle()
        (number,) = find(desk.heard(anna).text)
        before = _state(desk, number)
        mallory.edits(said.message_id, "Согласна.")
        desk.settle()
        assert _state(desk, number) == before


class TestNonsense:
    @pytest.mark.parametrize(
        "data",
        [
            "", ":", "::::", "agree", "agree:", "agree::", "level:{0}", "level:{0}:", "level:{0}:X", "level:{0}:__class__",
            "level:{0}:critical", "agree:{0}:critical", "agree:{0}:", "refuse:{0}:low", "agree:{0}:low:low", "AGREE:{0}:low",
            "details:{0} ", "skip:{0}:plan", "stop:{0}:", "x" * 64, "\0" * 64, "%s%n{{}}" * 8, "ж" * 32, "🔥" * 16,
            "agree:' OR 1=1 --:low", "confirm:{0}:critical", "confirm:{0}:low", "gathered:{0}:",
        ],
    )  # fmt: skip
    def test_data_that_stands_for_nothing(self, desk: Talks, anna: Person, data: str) -> None:
        """Below one's own request: "used", and no more; an agent's verbs are none of a customer's."""
        number = desk.opens(anna, f"{BROKEN}\nПакет поддержки: базовый.")
        before, tasks = _state(desk, number), desk.day.command("tasks")
        (told,) = desk.presses(anna, desk.heard(anna).message_id, data.format(number))
        assert USED in told.text
        assert _state(desk, number) == before
        assert desk.day.command("tasks") == tasks

    @pytest.mark.parametrize(
        "data", ["language", "language:", "language::xx", "language::" + "z" * 54, "language:{0}:RU"]
    )
    def test_languages_that_nobody_writes(self, desk: Talks, anna: Person, data: str) -> None:
        """Those that there are can be chosen."""
        number = desk.opens(anna, BROKEN)
        (told,) = desk.presses(anna, desk.heard(anna).message_id, data.format(number))
        assert sorted(told.buttons.values()) == ["language::en", "language::pl", "language::ru"]

    def test_a_customer_in_the_group_of_agents(self, desk: Talks, anna: Person) -> None:
        """Who pressed counts there, too; and an agent's press counts nowhere else."""
        number = desk.opens(anna, "Не звонит телефон в приёмной.")
        agent = desk.api.person(_AGENT_ID, "Олег", "ru")
        group = desk.api.group(_AGENTS)
        below = group.member(agent).says("Что нового?").message_id
        before = _state(desk, number)
        desk.presses(group.member(anna), below, f"confirm:{number}:critical")
        desk.presses(agent, agent.says("/start").message_id, f"confirm:{number}:critical")
        assert _state(desk, number) == before
        desk.presses(group.member(agent), below, f"confirm:{number}:critical")
        assert desk.day.evidence(number)["severity_by"] == "confirmed"
        assert desk.day.happened(number, "severity_changed")[0]["actor"] == "Олег"


class TestUnproven:
    @pytest.mark.parametrize("answer", ["Даю согласие", "Не даю согласия", "Согласна.", "Не согласна."])
    def test_consent_from_a_chat_that_proved_nothing(self, desk: Talks, anna: Person, answer: str) -> None:
        """Anybody may sit there: an agent has to ask. The chat is told how to prove whose it is."""
        number = desk.opens(anna, BROKEN)
        asked = _asked(desk, anna, number, "medium")
        desk.after(minutes=1)
        pressed = asked.buttons.get(answer)
        (told,) = desk.presses(anna, asked.message_id, pressed) if pressed else desk.says(anna, answer)
        assert "/link" in told.text
        proof = desk.day.evidence(number)
        assert (proof["severity"], proof["severity_asked"]) == ("critical", "medium")
        assert desk.day.tasks(number) == ["answer_unproven"]
        (event,) = desk.day.happened(number, "answer_unproven")
        assert event["evidence"]["sender"] == f"telegram account {anna.id}"

    def test_once_linked_the_same_press_counts(self, desk: Talks, anna: Person) -> None:
        number = desk.opens(anna, BROKEN)
        asked = _asked(desk, anna, number, "medium")
        agree = asked.buttons["Даю согласие"]
        desk.presses(anna, asked.message_id, agree)
        _linked(desk, anna)
        (told,) = desk.presses(anna, asked.message_id, agree)
        assert "Стало: средний" in told.text
        proof = desk.day.evidence(number)
        assert (proof["severity"], proof["severity_by"], proof["severity_asked"]) == ("medium", "agreed", None)
        (consented,) = desk.day.happened(number, "consented")
        assert consented["evidence"]["sender"] == f"{anna.address}, linked by a code"
        assert desk.day.tasks(number) == []

    def test_linked_to_another_the_press_is_nobodys(self, desk: Talks, anna: Person) -> None:
        """What was asked of one contact isn't answered by the next who has the telephone."""
        _linked(desk, anna)
        number = desk.opens(anna, BROKEN)
        asked = _asked(desk, anna, number, "medium")
        _linked(desk, anna)
        (told,) = desk.presses(anna, asked.message_id, asked.buttons["Даю согласие"])
        assert USED in told.text
        assert desk.day.evidence(number)["severity"] == "critical"


class TestOldButtons:
    def test_another_level_is_asked_by_now(self, desk: Talks, anna: Person) -> None:
        _linked(desk, anna)
        number = desk.opens(anna, BROKEN)
        first = _asked(desk, anna, number, "medium")
        desk.after(minutes=1)
        second = _asked(desk, anna, number, "low")
        assert second.message_id > first.message_id
        (told,) = desk.presses(anna, first.message_id, first.buttons["Даю согласие"])
        assert USED in told.text
        assert desk.day.evidence(number)["severity_asked"] == "low"
        desk.presses(anna, second.message_id, second.buttons["Даю согласие"])
        assert desk.day.evidence(number)["severity"] == "low"

    def test_the_level_has_changed(self, desk: Talks, anna: Person) -> None:
        _linked(desk, anna)
        number = desk.opens(anna, BROKEN)
        asked = _asked(desk, anna, number, "medium")
        desk.day.agent("consent", number, "agreed", "--how", "по телефону")
        for button in asked.buttons.values():
            (told,) = desk.presses(anna, asked.message_id, button)
            assert USED in told.text
        assert desk.day.evidence(number)["severity"] == "medium"
        assert desk.day.kinds(number).count("consented") == 1

    def test_the_same_level_is_asked_again_for_another_reason(self, desk: Talks, anna: Person) -> None:
        """He refused; an agent asks again, and says why: the old button answers the old question."""
        _linked(desk, anna)
        number = desk.opens(anna, BROKEN)
        first = _asked(desk, anna, number, "medium")
        desk.presses(anna, first.message_id, first.buttons["Не даю согласия"])
        desk.after(minutes=1)
        second = _asked(desk, anna, number, "medium")
        (told,) = desk.presses(anna, first.message_id, first.buttons["Даю согласие"])
        assert USED in told.text
        assert desk.day.evidence(number)["severity"] == "critical"
        desk.presses(anna, second.message_id, second.buttons["Даю согласие"])
        assert desk.day.evidence(number)["severity"] == "medium"

    def test_words_in_answer_to_an_old_question(self, desk: Talks, anna: Person) -> None:
        """As by mail: consent is given to what was asked, not to what is asked by then (CEN-08)."""
        _linked(desk, anna)
        number = desk.opens(anna, BROKEN)
        first = _asked(desk, anna, number, "medium")
        desk.after(minutes=1)
        second = _asked(desk, anna, number, "low")
        desk.after(minutes=1)
        desk.says(anna, "Согласна.", reply_to=first.message_id)
        assert desk.day.evidence(number)["severity"] == "critical"
        assert desk.day.tasks(number) == ["answer_unproven"]
        desk.says(anna, "Согласна, снижайте.", reply_to=second.message_id)
        assert desk.day.evidence(number)["severity"] == "low"

    def test_the_request_is_closed(self, desk: Talks, anna: Person) -> None:
        _linked(desk, anna)
        number = desk.opens(anna, BROKEN)
        asked = _asked(desk, anna, number, "medium")
        desk.day.agent("close", number, "--reason", "решено")
        (told,) = desk.presses(anna, asked.message_id, asked.buttons["Даю согласие"])
        assert USED in told.text
        proof = desk.day.evidence(number)
        assert (proof["state"], proof["severity"]) == ("closed", "critical")


class TestColleagues:
    """Somebody who takes part in another's request: he may look, and it stays the other's."""

    def _taking_part(self, desk: Talks, chat: Person) -> tuple[str, str]:
        """Vera's request, and its number; her colleague, whose chat this is, wrote about the same matter."""
        domain = f"firm{next(_PEOPLE)}.example"
        vera, oleg = f"vera@{domain}", f"oleg@{domain}"
        firm = f'[[organisation]]\nkey = "{domain}"\nname = "Firm"\n'
        contacts = (f'[[organisation.contact]]\naddress = "{who}"\nname = "N"\n' for who in (vera, oleg))
        desk.knows(firm + "".join(contacts))
        number, other = (desk.day.write(who, "Связь", BROKEN) for who in (vera, oleg))
        desk.day.agent("merge", other, number)
        assert desk.day.write(oleg, f"Re: [{other}] Связь", "Сегодня тоже не работает.") == number
        desk.links(chat, oleg)
        return vera, number

    def test_looking_moves_nobodys_letters(self, desk: Talks, anna: Person) -> None:
        vera, number = self._taking_part(desk, anna)
        before = len(desk.day.letters(vera))
        (told,) = desk.says(anna, f"/status {number}")
        assert number in told.text
        assert len(desk.day.letters(vera)) == before
        desk.day.agent("ask", number, "--words", "Which one?")
        assert [text_of(letter).count("Which one?") for letter in desk.day.letters(vera)[before:]] == [1]
        assert desk.heard(anna).text == told.text

    def test_a_press_moves_nobodys_letters(self, desk: Talks, anna: Person) -> None:
        """Buttons are below messages to the other; whoever takes part could press one that was passed on."""
        vera, number = self._taking_part(desk, anna)
        desk.day.agent("ask", number, "--item", "plan")
        before = len(desk.day.letters(vera))
        (asked,) = desk.presses(anna, desk.heard(anna).message_id, f"details:{number}:")
        assert "сообщите" in asked.text
        desk.presses(anna, asked.message_id, asked.buttons["Закончить"])
        assert len(desk.day.letters(vera)) == before
        desk.day.agent("ask", number, "--words", "Which one?")
        assert len(desk.day.letters(vera)) == before + 1


class TestTwice:
    @pytest.mark.parametrize(("first", "then"), [("agree", "agree"), ("refuse", "refuse"), ("agree", "refuse")])
    def test_consent(self, desk: Talks, anna: Person, first: str, then: str) -> None:
        """The first press counts; the other is told that it is too late."""
        _linked(desk, anna)
        number = desk.opens(anna, BROKEN)
        asked = _asked(desk, anna, number, "medium")
        told = desk.presses(anna, asked.message_id, f"{first}:{number}:medium", f"{then}:{number}:medium")
        assert [USED in said.text for said in told] == [False, True]
        kinds = desk.day.kinds(number)
        assert kinds.count("consented") + kinds.count("consent_refused") == 1
        assert desk.day.evidence(number)["severity"] == ("medium" if first == "agree" else "critical")

    def test_a_first_level(self, desk: Talks, anna: Person) -> None:
        number = desk.opens(anna, "Не звонит телефон в приёмной.")
        desk.after(seconds=10)
        asked = desk.heard(anna, "критичность")
        level = f"level:{number}:low"
        assert level in asked.buttons.values()
        told = desk.presses(anna, asked.message_id, level, level)
        assert [USED in said.text for said in told] == [False, True]
        assert desk.day.kinds(number).count("severity_stated") == 1

    def test_a_wish_for_another_level(self, desk: Talks, anna: Person) -> None:
        """It is an agent's to decide; wishing twice is wishing once."""
        number = desk.opens(anna, "Не звонит телефон в приёмной.")
        desk.after(seconds=10)
        asked = desk.heard(anna, "критичность")
        desk.day.agent("confirm", number, "low")
        level = f"level:{number}:critical"
        told = desk.presses(anna, asked.message_id, level, level)
        assert ["вашу просьбу изменить критичность" in said.text for said in told].count(True) == 1
        assert desk.day.kinds(number).count("change_wanted") == 1

    def test_step_by_step(self, desk: Talks, anna: Person) -> None:
        """Each question is asked once, and what was pressed twice is skipped once."""
        number = desk.opens(anna, "Не звонит телефон в приёмной.")
        desk.day.agent("ask", number, "--item", "plan", "--item", "severity")
        asked = desk.heard(anna, "нам не хватает сведений")
        details = f"details:{number}:"
        assert details in asked.buttons.values()
        questions = [said for said in desk.presses(anna, asked.message_id, details, details) if "сообщите" in said.text]
        assert len(questions) == 1
        skip = questions[0].buttons["Пропустить"]
        told = [said for said in desk.presses(anna, questions[0].message_id, skip, skip) if "сообщите" in said.text]
        assert len(told) == 1
        stop = told[0].buttons["Закончить"]
        ended = desk.presses(anna, told[0].message_id, stop, stop)
        assert [USED in said.text for said in ended] == [False, True]
        assert "information_given" not in desk.day.kinds(number)

    def test_a_press_that_is_delivered_twice(self, desk: Talks, anna: Person) -> None:
        _linked(desk, anna)
        number = desk.opens(anna, BROKEN)
        asked = _asked(desk, anna, number, "medium")
        press = {
            "id": "779", "from": anna.user, "message": asked.json, "chat_instance": "1", "data": f"agree:{number}:medium",
        }  # fmt: skip
        update_id = desk.api.update({"callback_query": press})
        desk.settle()
        heard = len(anna.hears())
        desk.api.redeliver(update_id)
        desk.settle()
        assert len(anna.hears()) == heard
        assert desk.day.kinds(number).count("consented") == 1


class TestGroups:
    """A group in which the bot takes requests: what is said there, all hear."""

    def test_each_member_has_his_own_requests(self, desk: Talks, anna: Person, mallory: Person) -> None:
        group = desk.api.group(_GROUP)
        ours, theirs = group.member(anna), group.member(mallory)
        number = desk.opens(ours, f"/new {BROKEN}")
        asked = _asked(desk, ours, number, "medium")
        before = _state(desk, number)
        (told,) = desk.presses(theirs, asked.message_id, asked.buttons["Даю согласие"])
        assert USED in told.text
        (told,) = desk.says(theirs, f"/status {number}")
        assert NONE in told.text
        desk.says(theirs, "Согласна.", reply_to=asked.message_id)
        assert _state(desk, number) == before

    def test_it_hears_of_nothing_that_came_by_mail(self, desk: Talks, anna: Person) -> None:
        """Whoever is linked tells in a group no more than what was told there."""
        address = _linked(desk, anna)
        number = desk.day.write(address, "Связь", BROKEN)
        there = desk.api.group(_GROUP).member(anna)
        for asked in ("/tickets", "/status", f"/status {number}"):
            assert number not in "".join(said.text for said in desk.says(there, asked))
        here = desk.opens(there, "/new Не печатает принтер в бухгалтерии.")
        assert here in "".join(said.text for said in desk.says(there, "/tickets"))
