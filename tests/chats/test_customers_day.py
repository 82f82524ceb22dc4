"""A whole day of a customer who writes to the bot, in three languages under three documents.

Texts are judged by what they mean to a reader: the number, the names of levels, the language.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from intakebot.domain import number
from intakebot.store.tables import contact, duty, received, ticket
from tests.chats.conftest import configured, someone
from tests.running import Bot, event, kinds, language, running
from tests.servers.botapi import BotApi, Heard, Person
from tests.servers.ports import wait_until

#: For whatever the bot is to say.
SECONDS = 20.0
PICTURE, LOG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20, b"10:02 registration failed\n" * 50


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a customer writes, and how the levels of his terms are called."""

    language: str
    other: str
    terms: str
    #: One request in two messages, and another one.
    request: tuple[str, str]
    later: str
    levels: tuple[str, ...]
    #: A level that is pressed, and one that an agent wants instead.
    chosen: str
    wanted: str
    consent: bool
    detail: str
    news: str
    caption: str
    works: str
    thanks: str


DAYS = (
    Words(
        language="ru", other="pl", terms="centaur",
        request=("С утра не звонит ни один телефон в офисе", "Все 40 аппаратов пишут «нет регистрации», клиенты не могут дозвониться"),
        later="Здравствуйте. В отчёте по звонкам за октябрь не видно входящих, подскажите, где это включить?",
        levels=("критический", "средний", "низкий"), chosen="medium", wanted="low", consent=True,
        detail="У нас расширенный пакет поддержки", news="Есть новости?", caption="Вот что показывает телефон",
        works="Всё снова работает, спасибо!", thanks="Спасибо!",
    ),
    Words(
        language="pl", other="en", terms="xopero",
        request=("Od rana żadna kopia zapasowa się nie wykonuje", "Zadania na wszystkich 60 serwerach kończą się błędem, odtworzyć też się nic nie da"),
        later="Dzień dobry, gdzie w konsoli można zmienić adres, na który przychodzą raporty?",
        levels=("infrastruktura dostawcy", "krytyczny", "średni", "niski"), chosen="2", wanted="3", consent=False,
        detail="Windows Server 2022", news="Czy są jakieś nowości?", caption="Tak to wygląda na ekranie",
        works="Wszystko znowu działa, dziękuję!", thanks="Dziękuję!",
    ),
    Words(
        language="en", other="ru", terms="veeam",
        request=("Since this morning no backup job has run at all", "All 60 jobs fail with the same error and nothing can be restored either"),
        later="Hello. Where in the console can I change the address that the weekly reports go to?",
        levels=("critical", "high", "medium", "low"), chosen="2", wanted="3", consent=True,
        detail="Veeam Backup & Replication 12.1, no patches", news="Any news?", caption="This is what the screen shows",
        works="It works again, thank you!", thanks="Thank you!",
    ),
)  # fmt: skip


@dataclass(kw_only=True)
class Day:
    """One customer, and what was heard so far."""

    api: BotApi
    bot: Bot
    customer: Person
    words: Words
    number: str = ""
    told: list[Heard] = field(default_factory=list)

    def settled(self) -> None:
        """Wait until nothing that was said waits for anything, silence included."""
        gathering = sa.select(duty.c.id).where(duty.c.kind == "gathered", duty.c.state == "open")
        wait_until(lambda: self.api.pending == 0, "everything to be fetched")
        self.bot.settled()
        wait_until(lambda: not self.bot.rows(gathering), "silence to end what is being told")
        self.bot.settled()

    def hear(self, act: Callable[[], object], answers: int) -> list[Heard]:
        """Do something; what the bot says to it, which are so many messages and never more."""
        before = len(self.told)
        act()
        self.customer.waits_for(before + answers, SECONDS)
        self.settled()
        self.told = self.customer.hears()
        said = self.told[before:]
        assert len(said) == answers, [heard.text for heard in said]
        return said

    def answer(self, act: Callable[[], object]) -> Heard:
        """Do something that is answered once, in the customer's language, and by its number where it has one."""
        (said,) = self.hear(act, 1)
        assert language(said.text) == self.words.language, said.text
        assert number.find(said.text) in ((), (self.number,)), said.text
        return said

    def press(self, below: Heard, verb: str, argument: str = "") -> Heard:
        """Press the button for this below a message; its answer. The button stops spinning."""
        (data,) = (d for d in below.buttons.values() if d.startswith(f"{verb}:") and d.endswith(f":{argument}"))
        pressed: list[str] = []
        said = self.answer(lambda: pressed.append(self.customer.presses(below.message_id, data)))
        wait_until(lambda: self.customer.answers(pressed[0]) is not None, "the press to be answered")
        return said

    def agent(self, *words: str) -> None:
        """A decision of the agent Olga."""
        ran = self.bot.configured("ticket", words[0], self.number, *words[1:], "--by", "Olga")
        assert ran.code == 0, ran.err

    @property
    def evidence(self) -> dict[str, Any]:
        found: dict[str, Any] = self.bot.evidence(self.number)
        return found

    def tickets(self) -> int:
        """How many there are."""
        return len(self.bot.rows(sa.select(ticket.c.id)))


@pytest.fixture(scope="module", params=DAYS, ids=lambda words: f"{words.language} {words.terms}")
def day(request: pytest.FixtureRequest) -> Iterator[Day]:
    words: Words = request.param
    with BotApi() as api:
        config = f"[severity]\npropose = true\n{configured(api, words.terms)}"
        with running(config, INTAKEBOT_SEVERITY__PROPOSE="true") as bot:
            customer = someone(api, "Maria", words.language)
            yield Day(api=api, bot=bot, customer=customer, words=words)


@pytest.mark.timeout(300)
def test_a_whole_day(day: Day) -> None:
    started = day.answer(lambda: day.customer.says("/start"))
    assert "/help" in started.text
    note = _asks(day)
    _chooses(day, note)
    _answers_by_steps(day, note)
    _looks(day)
    _sends_files(day)
    _says_that_it_works(day)
    _agrees(day)
    _is_closed(day)


def _asks(day: Day) -> Heard:
    """A request in two messages: the notice at once, the note with levels and what is missing after silence."""
    customer, (first, second) = day.customer, day.words.request
    said = customer.says(first)
    notice = customer.waits_for(len(day.told) + 1, 5)[-1]
    (day.number,) = number.find(notice.text)
    assert notice.reply_to == said.message_id
    assert language(notice.text) == day.words.language
    _, note = day.hear(partial(customer.says, second), 2)
    assert number.find(note.text) == (day.number,)
    assert all(level in note.text for level in day.words.levels)
    assert len([line for line in note.text.splitlines() if ": " in line and len(line) > 40]) >= len(day.words.levels)
    pressable = [data for data in note.buttons.values() if data.startswith("level:")]
    assert len(pressable) == len(day.words.levels)
    missing = day.evidence["missing"]
    assert missing
    assert note.text.count("\n– ") == len(missing)
    _proven(day, notice)
    assert [message["reply"] for message in day.evidence["messages"]] == [first, second]
    return note


def _proven(day: Day, notice: Heard) -> None:
    """The notice's handover: the chat, Telegram's id of the message, its time."""
    evidence = day.evidence
    (letter,) = (letter for letter in evidence["letters"] if letter["kind"] == "acknowledgement")
    assert letter["handed_over_to"] == f"telegram chat {day.customer.chat_id}"
    assert letter["queue_id"] == str(notice.message_id)
    assert str(notice.message_id) in letter["relay_reply"]
    assert datetime.fromisoformat(letter["handed_over_at"]) == notice.at
    assert datetime.fromisoformat(evidence["notice_at"]) == notice.at
    assert event(evidence, "notice_sent")["evidence"]["queue_id"] == str(notice.message_id)


def _chooses(day: Day, note: Heard) -> None:
    """A level by a button: it counts as the customer's word."""
    noted = day.press(note, "level", day.words.chosen)
    named = next(text for text, data in note.buttons.items() if data.endswith(f":{day.words.chosen}"))
    assert named in noted.text
    evidence = day.evidence
    assert (evidence["severity"], evidence["severity_by"]) == (day.words.chosen, "stated")
    assert event(evidence, "severity_stated")["actor"] == "customer"


def _answers_by_steps(day: Day, note: Heard) -> None:
    """One thing after the other: skipped, stopped, taken up again, answered."""
    missing = day.evidence["missing"]
    step = day.press(note, "details")
    following = day.press(step, "skip", missing[0])
    if following.rows:
        assert following.text != step.text
        day.press(following, "stop")
    assert day.evidence["missing"] == missing
    step = day.press(note, "details")
    while not step.buttons[_captioned(step, "skip")].endswith(f":{_wanted(day)}"):
        step = day.press(step, "skip", step.buttons[_captioned(step, "skip")].rpartition(":")[2])
    after = day.answer(lambda: day.customer.says(day.words.detail))
    assert _wanted(day) not in day.evidence["missing"]
    assert len(day.evidence["missing"]) < len(missing)
    if after.rows:
        day.press(after, "stop")


def _captioned(step: Heard, verb: str) -> str:
    return next(text for text, data in step.buttons.items() if data.startswith(f"{verb}:"))


def _wanted(day: Day) -> str:
    """What `detail` tells, as the terms call it."""
    return {"centaur": "plan", "xopero": "operating_system", "veeam": "version"}[day.words.terms]


def _looks(day: Day) -> None:
    """How the request stands, by command and in words; the list; another language and back."""
    customer, chosen = day.customer, _named(day)
    for ask in ("/status", day.words.news, f"/status {day.number}"):
        status = day.answer(partial(customer.says, ask))
        assert number.find(status.text) == (day.number,)
        assert chosen in status.text
    assert day.number in day.answer(lambda: customer.says("/tickets")).text
    menu = day.answer(lambda: customer.says("/language"))
    assert len(menu.buttons) == 3
    (other,) = day.hear(lambda: customer.presses(menu.message_id, f"language::{day.words.other}"), 1)
    assert language(other.text) == day.words.other
    (status,) = day.hear(lambda: customer.says("/status"), 1)
    assert language(status.text) == day.words.other
    day.press(menu, "language", day.words.language)


def _named(day: Day) -> str:
    """The chosen level's name."""
    order = {"centaur": ("critical", "medium", "low"), "xopero": ("X", "1", "2", "3"), "veeam": ("1", "2", "3", "4")}
    return day.words.levels[order[day.words.terms].index(day.words.chosen)]


def _sends_files(day: Day) -> None:
    """A photo with words, and a document: in the ticket, answered no more than once each."""
    customer, before = day.customer, len(day.told)
    customer.sends_photo(PICTURE, day.words.caption)
    customer.sends_document(LOG, "phone.log", "text/plain")
    wait_until(lambda: len(_files(day)) == 2, "both files")
    day.settled()
    day.told = customer.hears()
    assert len(day.told) <= before + 2
    assert {(name, size) for name, size in _files(day) if name.endswith(".log")} == {("phone.log", len(LOG))}
    assert day.evidence["messages"][-2]["reply"] == day.words.caption


def _files(day: Day) -> list[tuple[str, int]]:
    return [(part["filename"], part["size"]) for message in day.evidence["messages"] for part in message["attachments"]]


def _says_that_it_works(day: Day) -> None:
    day.answer(lambda: day.customer.says(day.words.works))
    assert event(day.evidence, "works_again")["actor"] == "customer"
    assert "may_be_closed" in [task["kind"] for task in day.bot.tasks(day.number)]
    assert day.evidence["state"] == "open"


def _agrees(day: Day) -> None:
    """An agent wants another level: where the terms want consent, the customer is asked, and a mere chat can't give it."""
    asked = day.answer(lambda: day.agent("confirm", day.words.wanted, "--reason", "4711"))
    assert "4711" in asked.text
    if day.words.consent:
        assert day.evidence["severity"] == day.words.chosen
        unproven = day.press(asked, "agree", day.words.wanted)
        assert "/link" in unproven.text
        assert day.evidence["severity"] == day.words.chosen
        assert "answer_unproven" in kinds(day.evidence)
        day.answer(lambda: day.agent("consent", "agreed", "--how", "telephone"))
    assert day.evidence["severity"] == day.words.wanted
    assert "severity_changed" in kinds(day.evidence)


def _is_closed(day: Day) -> None:
    """Thanks after closing open nothing; a new request gets a number of its own."""
    before, closed = day.tickets(), day.number
    day.agent("close")
    day.settled()
    day.told = day.customer.hears()
    day.hear(lambda: day.customer.says(day.words.thanks), 0)
    assert (day.tickets(), day.evidence["state"]) == (before, "closed")
    said = day.customer.says(day.words.later)
    notice = day.customer.waits_for(len(day.told) + 1, SECONDS)[len(day.told)]
    (day.number,) = number.find(notice.text)
    assert day.number != closed
    assert notice.reply_to == said.message_id
    day.settled()
    assert day.tickets() == before + 1
    assert len([n for n in day.customer.hears() if day.number in n.text]) <= 2
    day.told = day.customer.hears()
    listed = day.answer(lambda: day.customer.says("/tickets"))
    assert closed not in listed.text


class TestOneThing:
    """What else a customer may do on such a day; each with a chat of its own."""

    def test_nothing_but_a_voice_note_is_answered_in_the_language_of_the_persons_client(
        self, api: BotApi, bot: Bot
    ) -> None:
        person = someone(api, "Jan", "pl")
        person.sends_voice(b"OggS" * 100)
        notice, note = person.waits_for(2, SECONDS)
        assert language(notice.text) == language(note.text) == "pl"

    def test_what_works_again_while_it_is_told_is_heard(self, api: BotApi, bot: Bot, anna: Person) -> None:
        anna.says("Не печатает принтер в бухгалтерии")
        anna.says("Всё заработало, спасибо!")
        wait_until(lambda: len(_received(bot, anna)) == 2, "both messages", SECONDS)
        _settled(api, bot)
        (opened,) = _numbers(bot, anna)
        assert "works_again" in kinds(bot.evidence(opened))

    def test_not_knowing_gives_nothing(self, api: BotApi, bot: Bot, anna: Person) -> None:
        """The history says what was given; "I don't know" isn't."""
        opened = self._in_steps(api, bot, anna)
        anna.says("не знаю")
        _settled(api, bot)
        assert "information_given" not in kinds(bot.evidence(opened))

    def test_another_problem_is_no_answer_to_what_was_asked(self, api: BotApi, bot: Bot, anna: Person) -> None:
        opened = self._in_steps(api, bot, anna)
        anna.says("Добрый день, сегодня в переговорной перестал включаться проектор, пишет «нет сигнала»")
        _settled(api, bot)
        assert len(bot.evidence(opened)["messages"]) == 1
        assert len(_numbers(bot, anna)) == 2

    def test_what_comes_back_after_closing_is_linked_with_what_was_closed(
        self, api: BotApi, bot: Bot, anna: Person
    ) -> None:
        """The bot says of closed requests: if the problem is still there, just write here."""
        anna.says("Не звонит ни один телефон в офисе")
        anna.waits_for(1, SECONDS)
        _settled(api, bot)
        (opened,) = _numbers(bot, anna)
        assert bot.configured("ticket", "close", opened, "--by", "Olga").code == 0
        anna.says("Телефоны в офисе снова не звонят, ни один")
        _settled(api, bot)
        *_, latest = _numbers(bot, anna)
        again = "reopened" in kinds(bot.evidence(opened))
        assert again or event(bot.evidence(latest), "registered")["evidence"]["continues"] == opened

    @pytest.mark.parametrize("idle", ["Спасибо", "sticker"])
    def test_after_new_thanks_still_open_nothing(self, api: BotApi, bot: Bot, anna: Person, idle: str) -> None:
        anna.says("/new")
        anna.waits_for(1, SECONDS)
        anna.sends_sticker() if idle == "sticker" else anna.says(idle)
        _settled(api, bot)
        assert _numbers(bot, anna) == []
        anna.says("Не печатает принтер в бухгалтерии")
        _settled(api, bot)
        assert len(_numbers(bot, anna)) == 1

    def test_answers_come_in_the_order_of_what_was_said(self, api: BotApi, bot: Bot, anna: Person) -> None:
        """That the next message opens a new request is said before the number of that request."""
        anna.says("/new")
        opening = anna.says("Не печатает принтер в бухгалтерии")
        first, second = anna.waits_for(2, SECONDS)[:2]
        assert (first.reply_to, second.reply_to) == (None, opening.message_id)

    @staticmethod
    def _in_steps(api: BotApi, bot: Bot, anna: Person) -> str:
        """A request whose writer is being asked for his plan; its number."""
        anna.says("Телефон секретаря хрипит. Критичность: низкая")
        note = anna.waits_for(lambda heard: heard[-1:] and heard[-1].rows, SECONDS)[-1]
        _settled(api, bot)
        (opened,) = _numbers(bot, anna)
        anna.presses(note.message_id, f"details:{opened}:")
        anna.waits_for(lambda heard: any("skip:" in str(one.buttons) for one in heard), SECONDS)
        _settled(api, bot)
        return opened


def _settled(api: BotApi, bot: Bot) -> None:
    wait_until(lambda: api.pending == 0, "everything to be fetched", SECONDS)
    bot.settled()


def _numbers(bot: Bot, person: Person) -> list[str]:
    query = sa.select(ticket.c.number).join(contact, contact.c.id == ticket.c.contact_id)
    rows = bot.rows(query.where(contact.c.address == person.address).order_by(ticket.c.id))
    return [row["number"] for row in rows]


def _received(bot: Bot, person: Person) -> list[str]:
    rows = bot.rows(sa.select(received.c.state).where(received.c.mail_from == person.address))
    return [row["state"] for row in rows if row["state"] != "accepted"]
