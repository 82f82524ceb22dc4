"""Kills, failures of Telegram, floods, blocked bots, hostile updates: nothing is lost, nothing is doubled, all is shown."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Literal

import pytest
import sqlalchemy as sa

from intakebot.domain import number
from intakebot.store.tables import contact, job, letter, message, received, ticket
from tests.chats.conftest import configured, someone
from tests.running import Bot, event, kinds, running
from tests.servers.botapi import BotApi, Heard, Person
from tests.servers.ports import wait_until

SECONDS = 20.0
PROBLEM = "Не печатает принтер в бухгалтерии"
Ambiguous = Literal["resend", "hold"]


@pytest.fixture
def own() -> Iterator[BotApi]:
    """For a test with a bot of its own: two can't ask for the updates of one."""
    with BotApi() as api:
        yield api


def _tickets(bot: Bot, person: Person) -> list[str]:
    query = sa.select(ticket.c.number).join(contact).where(contact.c.address == person.address).order_by(ticket.c.id)
    return [row["number"] for row in bot.rows(query)]


def _the_ticket(bot: Bot, person: Person) -> str:
    """The only one of this person; waits for it."""
    wait_until(lambda: _tickets(bot, person), "the ticket", SECONDS)
    (found,) = _tickets(bot, person)
    return found


def _settled(api: BotApi, bot: Bot) -> None:
    wait_until(lambda: api.pending == 0, "everything to be fetched", SECONDS)
    bot.settled()


def _notices(person: Person) -> list[Heard]:
    """Messages of the bot that answer the one that opened a request, and name its number."""
    return [heard for heard in person.hears() if heard.reply_to and number.find(heard.text)]


def _told_of(opened: str, heard: list[Heard]) -> bool:
    return any(opened in one.text for one in heard)


def _tasks(bot: Bot, of: str | None = None) -> list[str]:
    return [task["kind"] for task in bot.tasks(of)]


def _log(bot: Bot) -> str:
    return (bot.folder / "log").read_text()


@contextmanager
def _stubborn(api: BotApi, ambiguous: Ambiguous) -> Iterator[Bot]:
    """A bot that does this with a letter that may have gone out or not."""
    with running(f'[outbox]\nambiguous = "{ambiguous}"\n{configured(api)}') as bot:
        yield bot


class TestKills:
    @pytest.mark.parametrize("ambiguous", ["resend", "hold"])
    def test_while_the_notice_waits_it_is_given_once_afterwards(self, own: BotApi, ambiguous: Ambiguous) -> None:
        """Telegram said "not now": the notice certainly hadn't left."""
        with _stubborn(own, ambiguous) as bot:
            anna = someone(own, "Anna", "ru")
            own.floods(anna.chat_id, 3)
            anna.says(PROBLEM)
            opened = _the_ticket(bot, anna)
            wait_until(lambda: "delivery_deferred" in kinds(bot.evidence(opened)), "the flood", SECONDS)
            bot.kill()
            assert anna.hears() == []
            bot.start()
            anna.waits_for(1, SECONDS)
            _settled(own, bot)
            assert _tickets(bot, anna) == [opened]
            assert len(_notices(anna)) == 1
            assert bot.evidence(opened)["notice_at"]
            assert "delivery_in_doubt" not in kinds(bot.evidence(opened))

    def test_while_it_was_being_sent_resend_gives_it_again(self, own: BotApi) -> None:
        """At least once: the customer may read it twice, under one number."""
        with _stubborn(own, "resend") as bot:
            anna, opened = _killed_while_sending(own, bot)
            anna.waits_for(2, SECONDS)
            _settled(own, bot)
            assert _tickets(bot, anna) == [opened]
            assert [number.find(heard.text) for heard in _notices(anna)] == [(opened,)] * 2
            evidence = bot.evidence(opened)
            assert event(evidence, "delivery_in_doubt")["evidence"]["policy"] == "resend"
            assert event(evidence, "notice_sent")["evidence"]["queue_id"] == str(_notices(anna)[1].message_id)
            assert _tasks(bot, opened) == []

    def test_while_it_was_being_sent_hold_leaves_it_to_a_person(self, own: BotApi) -> None:
        """At most once: the customer has it here, but only a person can know that; the clock goes on until he says so."""
        with _stubborn(own, "hold") as bot:
            anna, opened = _killed_while_sending(own, bot)
            wait_until(lambda: _tasks(bot, opened), "the task", SECONDS)
            assert _tickets(bot, anna) == [opened]
            assert len(_notices(anna)) == 1
            assert _tasks(bot, opened) == ["delivery_in_doubt"]
            evidence = bot.evidence(opened)
            assert evidence["notice_at"] is None
            assert evidence["letters"][0]["waiting"] == "held"
            assert "may have this letter already" in bot.configured("resend", opened).err
            assert bot.configured("resend", opened, "--anyway").code == 0
            anna.waits_for(lambda _: len(_notices(anna)) == 2, SECONDS)
            wait_until(lambda: bot.evidence(opened)["notice_at"], "the proof", SECONDS)

    @pytest.mark.timeout(240)
    def test_at_any_moment_loses_nothing_and_opens_nothing_twice(self, own: BotApi) -> None:
        """Each notice is there once; twice only where the history says that it was in doubt."""
        with _stubborn(own, "resend") as bot:
            people = [someone(own, "Anna", "ru") for _ in range(5)]
            for nth, person in enumerate(people):
                person.says(PROBLEM)
                time.sleep(0.02 * nth)
                bot.kill()
                bot.start()
            for person in people:
                opened = _the_ticket(bot, person)
                person.waits_for(partial(_told_of, opened), SECONDS)
            _settled(own, bot)
            for person in people:
                (opened,) = _tickets(bot, person)
                doubts = kinds(bot.evidence(opened)).count("delivery_in_doubt")
                assert 1 <= len(_notices(person)) <= 1 + doubts

    def test_a_restart_gives_no_answer_twice(self, own: BotApi) -> None:
        with _stubborn(own, "resend") as bot:
            anna = someone(own, "Anna", "ru")
            for text in ("/start", PROBLEM, "/status", "/tickets"):
                anna.says(text)
            anna.waits_for(4, SECONDS)
            _settled(own, bot)
            bot.stop()
            bot.start()
            anna.says("/help")
            anna.waits_for(lambda heard: "/language" in heard[-1].text, SECONDS)
            _settled(own, bot)
            answers = [heard for heard in anna.hears() if not heard.rows]
            assert len({heard.text for heard in answers}) == len(answers) == 5


def _killed_while_sending(api: BotApi, bot: Bot) -> tuple[Person, str]:
    """The notice arrives, its answer doesn't, as we are killed meanwhile and started again; who got it, and the number."""
    anna = someone(api, "Anna", "ru")
    api.breaks("sendMessage", "slow", seconds=60)
    anna.says(PROBLEM)
    anna.waits_for(1, SECONDS)
    (opened,) = number.find(anna.hears()[0].text)
    sending = sa.select(job.c.id).where(job.c.kind == "deliver", job.c.state == "sending")
    assert bot.rows(sending)
    bot.kill()
    bot.start()
    return anna, opened


class TestRedelivery:
    def test_an_update_that_comes_again_changes_nothing(self, api: BotApi, bot: Bot, anna: Person) -> None:
        said = anna.says(PROBLEM)
        status = anna.says("/status")
        anna.waits_for(2, SECONDS)
        _settled(api, bot)
        before = kinds(bot.evidence(_the_ticket(bot, anna)))
        for one in (said, status, said):
            assert one.update_id is not None
            api.redeliver(one.update_id)
        _settled(api, bot)
        assert kinds(bot.evidence(_the_ticket(bot, anna)))[: len(before)] == before
        assert len([heard for heard in anna.hears() if not heard.rows]) == 2
        assert _deliveries(bot, anna) == 2

    def test_after_a_restart_neither(self, own: BotApi) -> None:
        with running(configured(own)) as bot:
            anna = someone(own, "Anna", "ru")
            said = anna.says(PROBLEM)
            anna.waits_for(1, SECONDS)
            _settled(own, bot)
            bot.kill()
            assert said.update_id is not None
            own.redeliver(said.update_id)
            bot.start()
            _settled(own, bot)
            _the_ticket(bot, anna)
            assert len(_notices(anna)) == 1

    def test_a_press_that_comes_again_is_done_once(self, api: BotApi, bot: Bot, anna: Person) -> None:
        anna.says(PROBLEM)
        anna.waits_for(lambda heard: any(one.rows for one in heard), SECONDS)
        opened = _the_ticket(bot, anna)
        note = anna.hears()[-1]
        anna.presses(note.message_id, f"level:{opened}:medium")
        anna.waits_for(3, SECONDS)
        _settled(api, bot)
        newest = sa.select(sa.func.max(received.c.source).label("source")).where(received.c.mail_from == anna.address)
        api.redeliver(int(bot.rows(newest)[0]["source"].rpartition(":")[2]))
        _settled(api, bot)
        assert kinds(bot.evidence(opened)).count("severity_stated") == 1
        assert len(anna.hears()) == 3

    def test_the_same_words_twice_are_two_messages(self, api: BotApi, bot: Bot, anna: Person) -> None:
        anna.says(PROBLEM)
        anna.says("второй день")
        anna.says("второй день")
        _settled(api, bot)
        evidence = bot.evidence(_the_ticket(bot, anna))
        assert [one["reply"] for one in evidence["messages"]] == [PROBLEM, "второй день", "второй день"]


def _deliveries(bot: Bot, person: Person) -> int:
    return len(bot.rows(sa.select(received.c.id).where(received.c.mail_from == person.address)))


class TestTelegramAway:
    def test_at_the_start_and_back(self) -> None:
        with BotApi() as gone:
            config, token, port = configured(gone), gone.token, gone.port
        with running(config) as bot:
            wait_until(lambda: bot.said("telegram.failed"), "the failure to be told", SECONDS)
            assert token not in _log(bot)
            with BotApi(token=token, port=port) as api:
                anna = someone(api, "Anna", "ru")
                anna.says(PROBLEM)
                anna.waits_for(1, 40)
                _settled(api, bot)
                assert number.find(anna.hears()[0].text) == (_the_ticket(bot, anna),)
                assert token.partition(":")[2] not in _log(bot)

    def test_in_between_and_back(self, api: BotApi, bot: Bot, anna: Person) -> None:
        api.breaks("getUpdates", 502, times=2)
        api.breaks("getUpdates", "drop", times=1)
        anna.says(PROBLEM)
        anna.waits_for(1, 40)
        anna.says("второй день")
        _settled(api, bot)
        assert len(bot.evidence(_the_ticket(bot, anna))["messages"]) == 2
        assert len(_notices(anna)) == 1

    @pytest.mark.parametrize("how", [502, "refuse"])
    def test_a_send_without_an_answer_is_in_doubt_and_made_again(
        self, api: BotApi, bot: Bot, anna: Person, how: int | str
    ) -> None:
        api.breaks("sendMessage", how)
        anna.says(PROBLEM)
        anna.waits_for(1, SECONDS)
        _settled(api, bot)
        evidence = bot.evidence(_the_ticket(bot, anna))
        assert len(_notices(anna)) == 1
        assert kinds(evidence).count("delivery_in_doubt") == kinds(evidence).count("notice_sent") == 1

    def test_a_send_whose_answer_is_lost_is_held_where_that_is_wanted(self, own: BotApi) -> None:
        with _stubborn(own, "hold") as bot:
            anna = someone(own, "Anna", "ru")
            own.breaks("sendMessage", "drop")
            anna.says(PROBLEM)
            opened = _the_ticket(bot, anna)
            wait_until(lambda: _tasks(bot, opened) == ["delivery_in_doubt"], "the task", SECONDS)
            assert len(anna.hears()) == 1
            assert own.token not in str(bot.tasks(opened)) + str(bot.evidence(opened))

    def test_the_token_is_in_no_line_of_the_log_and_no_row(self, own: BotApi) -> None:
        """Whatever fails: polls, sends, downloads, presses."""
        with running(configured(own)) as bot:
            anna = someone(own, "Anna", "ru")
            anna.says("/start")
            anna.waits_for(1, SECONDS)
            for method, how in (("getUpdates", 502), ("getUpdates", 401), ("sendMessage", "drop"), ("getFile", 502)):
                own.breaks(method, how)
            anna.sends_document(b"%PDF", "a.pdf", "application/pdf", PROBLEM)
            anna.presses(2, "nothing")
            own.update({"message": {"date": "x"}})
            wait_until(lambda: bot.said("telegram.failed"), "a failure", SECONDS)
            secret = own.token.partition(":")[2]
            failed = sa.select(job.c.error)
            assert bot.stop() == 0
            assert secret not in _log(bot)
            assert secret not in str(bot.rows(failed)) + str(bot.rows(sa.select(received.c.reason)))


class TestFloods:
    def test_the_notice_is_given_later_and_once(self, api: BotApi, bot: Bot, anna: Person) -> None:
        api.floods(anna.chat_id, 3, times=1)
        begun = time.monotonic()
        said = anna.says(PROBLEM)
        anna.waits_for(lambda _: _notices(anna), SECONDS)
        assert time.monotonic() - begun >= 3
        _settled(api, bot)
        (notice,) = _notices(anna)
        assert notice.reply_to == said.message_id
        evidence = bot.evidence(_the_ticket(bot, anna))
        assert kinds(evidence).count("notice_sent") == 1
        deferred = [one["evidence"]["letter"] for one in evidence["events"] if one["kind"] == "delivery_deferred"]
        assert deferred.count(evidence["letters"][0]["id"]) == 1
        assert evidence["letters"][0]["queue_id"] == str(notice.message_id)

    def test_what_follows_the_notice_waits_for_it(self, api: BotApi, bot: Bot, anna: Person) -> None:
        """First the number, then the question how severe it is."""
        api.floods(anna.chat_id, 3, times=1)
        said = anna.says(PROBLEM)
        notice, note = anna.waits_for(2, SECONDS)
        _settled(api, bot)
        assert notice.reply_to == said.message_id
        assert note.rows

    def test_nobody_else_waits_for_it(self, api: BotApi, bot: Bot, anna: Person) -> None:
        api.floods(anna.chat_id, 15, times=1)
        anna.says(PROBLEM)
        wait_until(lambda: _tickets(bot, anna), "the ticket", SECONDS)
        other = someone(api)
        other.says("Nie działa drukarka w księgowości")
        other.waits_for(1, SECONDS)
        assert anna.hears() == []

    def test_many_messages_of_one_person_are_each_answered_at_telegrams_pace(
        self, api: BotApi, bot: Bot, anna: Person
    ) -> None:
        for _ in range(8):
            anna.says("/help")
        anna.waits_for(8, 40)
        _settled(api, bot)
        assert len(anna.hears()) == 8
        sent = [c.at for c in api.called("sendMessage") if int(c.parameters["chat_id"]) == anna.chat_id]
        assert all(c.status == 200 for c in api.called("sendMessage") if int(c.parameters["chat_id"]) == anna.chat_id)
        assert sent[-1] - sent[0] > 3


class TestBlocked:
    def test_who_blocks_before_the_notice_is_to_be_told_another_way(self, api: BotApi, bot: Bot, anna: Person) -> None:
        api.floods(anna.chat_id, 3)
        anna.says(PROBLEM)
        opened = _the_ticket(bot, anna)
        wait_until(lambda: "delivery_deferred" in kinds(bot.evidence(opened)), "the flood", SECONDS)
        anna.blocks()
        wait_until(lambda: "notify_another_way" in _tasks(bot, opened), "the task", SECONDS)
        _settled(api, bot)
        tasks = [task for task in bot.tasks(opened) if task["kind"] == "notify_another_way"]
        assert all("blocked" in task["reason"] for task in tasks)
        evidence = bot.evidence(opened)
        assert evidence["notice_at"] is None
        assert evidence["state"] == "open"
        assert "delivery_failed" in kinds(evidence)

    def test_who_comes_back_is_answered_again(self, api: BotApi, bot: Bot, anna: Person) -> None:
        anna.says(PROBLEM)
        anna.waits_for(1, SECONDS)
        anna.blocks()
        _settled(api, bot)
        anna.unblocks()
        anna.says("/status")
        opened = _the_ticket(bot, anna)
        anna.waits_for(lambda heard: opened in heard[-1].text and heard[-1].reply_to is None, SECONDS)
        assert _tickets(bot, anna) == [opened]

    def test_an_agents_question_to_who_has_blocked_us_is_a_task(self, api: BotApi, bot: Bot, anna: Person) -> None:
        anna.says(PROBLEM)
        anna.waits_for(lambda heard: any(one.rows for one in heard), SECONDS)
        opened = _the_ticket(bot, anna)
        anna.blocks()
        _settled(api, bot)
        ran = bot.configured("ticket", "ask", opened, "--words", "Какая модель?", "--by", "Olga")
        assert ran.code == 0, ran.err
        wait_until(lambda: "notify_another_way" in _tasks(bot, opened), "the task", SECONDS)


def _nested(depth: int) -> Any:
    inner: Any = {}
    for _ in range(depth):
        inner = {"reply_to_message": inner}
    return inner


#: What Telegram never sends, and what somebody who had its place might.
HOSTILE: dict[str, Any] = {
    "empty": {},
    "another kind": {"poll": {"id": "1"}},
    "no object": {"message": "hello"},
    "a list": {"message": []},
    "null": {"message": None},
    "no chat": {"message": {"message_id": 5, "date": 1, "from": {"id": 5}, "text": "x"}},
    "no sender": {"message": {"message_id": 5, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "x"}},
    "ids as words": {"message": {"message_id": "5", "date": "1", "chat": {"id": "5"}, "from": {"id": "5"}, "text": "x"}},
    "a huge id": {"message": {"message_id": 10**40, "date": 1, "chat": {"id": 10**40}, "from": {"id": 1}, "text": "x"}},
    "true as an id": {"message": {"message_id": True, "date": 1, "chat": {"id": True}, "from": {"id": True}, "text": "x"}},
    "too deep": {"message": _nested(200)},
    "too large": {"message": {"message_id": 5, "date": 1, "chat": {"id": 5}, "from": {"id": 5}, "text": "x" * 1_500_000}},
    "a press of nobody": {"callback_query": {"id": "1", "data": "level:CEN-0000-0000:critical"}},
    "a press without an id": {"callback_query": {"from": {"id": 5}, "message": {"message_id": 1, "chat": {"id": 5}}}},
    "a member of nothing": {"my_chat_member": {"new_chat_member": {"status": "kicked"}}},
}  # fmt: skip


class TestHostileUpdates:
    def test_are_set_aside_and_shown_and_the_rest_goes_on(self, own: BotApi) -> None:
        with running(configured(own)) as bot:
            anna = someone(own, "Anna", "ru")
            for content in HOSTILE.values():
                own.update(content)
            anna.says(PROBLEM)
            notice = anna.waits_for(1, 40)[0]
            assert number.find(notice.text)
            _settled(own, bot)
            aside = [task for task in bot.tasks() if task["kind"] == "set_aside"]
            assert len(aside) == len(HOSTILE)
            assert all(task["reason"] for task in aside)
            assert len(bot.rows(sa.select(ticket.c.id))) == 1
            listed = bot.configured("replay", "--list")
            assert len(listed.objects) == len(HOSTILE)
            assert bot.said("take_in.set_aside")
            assert "Traceback" not in _log(bot)

    @pytest.mark.parametrize(
        "odd",
        [
            {"text": "Не печатает принтер\x00 в\u202e бухгалтерии"},
            {"text": PROBLEM, "entities": [{"type": "bot_command", "offset": 5_000, "length": -3}, 7, None]},
            {"text": PROBLEM, "date": -1},
            {"text": PROBLEM, "date": 99_999_999_999},
            {"text": PROBLEM, "document": {"file_id": "../../x", "file_size": -5, "file_name": 7}},
            {"text": PROBLEM, "photo": [{"file_id": ""}, "x", None]},
            {"text": PROBLEM, "reply_to_message": {"message_id": "7"}},
            {"text": PROBLEM, "from": {"id": 77_777, "first_name": "\u202e" * 5_000, "language_code": "x" * 5_000}},
            {"text": "\n".join([PROBLEM, "а" * 19_000])},
        ],
        ids=["characters", "entities", "before 1970", "far future", "document", "photo", "reply", "name", "long"],
    )
    def test_odd_fields_lose_no_request(self, api: BotApi, bot: Bot, odd: dict[str, Any]) -> None:
        person = someone(api, "Odd", "ru")
        whole = {
            "message_id": 1,
            "from": person.user,
            "chat": {"id": person.chat_id, "type": "private"},
            "date": _now(),
        }
        api.update({"message": {**whole, **odd}})
        notice = person.waits_for(1, SECONDS)[0]
        (opened,) = number.find(notice.text)
        rows = bot.rows(sa.select(message.c.reply, message.c.received_at).join(ticket).where(ticket.c.number == opened))
        assert "принтер" in rows[0]["reply"]
        assert rows[0]["received_at"].timestamp() <= time.time() + 1

    def test_a_press_of_any_shape_does_nothing(self, api: BotApi, bot: Bot, anna: Person) -> None:
        anna.says(PROBLEM)
        anna.waits_for(1, SECONDS)
        opened = _the_ticket(bot, anna)
        mallory = someone(api, "Mallory", "en")
        mallory.says("/start")
        started = mallory.waits_for(1, SECONDS)[0]
        before = bot.evidence(opened)["severity"]
        for data in (f"level:{opened}:critical", f"details:{opened}:", f"agree:{opened}:", f"confirm:{opened}:low", ":::",
                     "level", "language::xx", "level:CEN-0000-0000:critical", "\x00", "x" * 64):  # fmt: skip
            mallory.presses(started.message_id, data)
        _settled(api, bot)
        assert bot.evidence(opened)["severity"] == before
        assert not {"severity_stated", "severity_confirmed", "consented"} & set(kinds(bot.evidence(opened)))
        assert not any(opened in heard.text for heard in mallory.hears())
        assert "set_aside" not in _tasks(bot)
        assert not bot.rows(
            sa.select(letter.c.id).where(letter.c.ticket_id.is_(None), letter.c.rcpt_to == anna.address)
        )


def _now() -> int:
    return int(time.time())
