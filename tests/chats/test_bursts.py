"""Split thoughts are one request, a new topic is another one; the notice comes at once all the same."""

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from intakebot.domain import number
from intakebot.store.tables import contact, duty, message, received, ticket
from tests.chats.conftest import configured, someone
from tests.running import Bot, language, running
from tests.servers.botapi import BotApi, Person
from tests.servers.ports import wait_until

SECONDS = 20.0
QUIET, LONGEST = 2.0, 7.0
PHOTO = "photo"
#: Split requests; "photo" is one without words. Many begin with a mere greeting.
BURSTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ru", ("Добрый день", "у нас не работает телефония", "с 9 утра")),
    ("ru", ("Здравствуйте!", "не могу войти в личный кабинет", "пишет «неверный пароль»", "хотя пароль точно тот")),
    ("ru", ("После обновления пропали все записи разговоров", PHOTO, "за весь октябрь")),
    ("ru", ("телефоны не регистрируются", "на втором этаже", "на первом всё в порядке", "перезагружали, не помогло")),
    ("ru", ("Привет", "принтер в бухгалтерии не печатает")),
    ("ru", ("плохо слышно собеседника", "хрипит и прерывается", "началось вчера вечером")),
    ("ru", (PHOTO, "вот такая ошибка при запуске")),
    ("pl", ("Dzień dobry", "nie działa kopia zapasowa", "od wczoraj wieczorem")),
    ("pl", ("Witam", "nie mogę się zalogować do konsoli", "wyświetla błąd 403", "hasło na pewno dobre")),
    ("pl", ("Kopia serwera plików się zawiesiła", PHOTO, "na 43 procentach", "już drugi dzień")),
    ("pl", ("drukarka nie drukuje", "na drugim piętrze", "świeci się czerwona dioda")),
    (
        "pl",
        ("telefony nie działają", "w całym biurze", "klienci nie mogą się dodzwonić", "restart nie pomógł", "pilne"),
    ),
    ("pl", ("Cześć", "poczta wychodząca stoi od rana")),
    ("en", ("Hello", "our backup job fails", "since last night")),
    ("en", ("Hi there", "I can't log in to the portal", "it says my account is locked", "I haven't changed anything")),
    ("en", ("The restore hangs", PHOTO, "at 43 percent", "for two hours now")),
    ("en", ("the phones on the second floor are dead", "no dial tone", "the first floor is fine")),
    ("en", ("Good morning!", "the mail server rejects everything", "error 550")),
    ("en", ("calls drop after 30 seconds", "incoming ones only", "outgoing are fine", "started on Monday")),
    ("en", ("Hi", "one more user can't print", "the queue shows an error", PHOTO)),
)


#: How the second topic is opened.
LATER, NEW, SAYS_SO = "after silence", "by /new", "by saying so"
TOPICS: tuple[tuple[str, str, str, str], ...] = (
    ("ru", LATER, "Не звонит ни один телефон в офисе", "Подскажите, как получить акт сверки за третий квартал?"),
    ("ru", LATER, "Принтер в бухгалтерии жуёт бумагу", "У нового сотрудника нет доступа к почте, добавьте, пожалуйста"),
    ("ru", LATER, "Сайт компании открывается очень медленно", "Сломалась гарнитура у секретаря, её не слышно"),
    ("pl", LATER, "Kopia zapasowa serwera kończy się błędem", "Proszę o fakturę za październik"),
    ("pl", LATER, "Nie działa drukarka na drugim piętrze", "Nowy pracownik potrzebuje konta pocztowego"),
    ("en", LATER, "The backup job fails every night", "Please send us the invoice for October"),
    ("en", LATER, "The printer on the second floor jams", "A new colleague needs a mailbox from Monday"),
    ("en", LATER, "Nobody can reach our web shop", "How many licences do we have left?"),
    ("ru", NEW, "Телефоны пишут «нет регистрации»", "Телефоны в филиале тоже без связи"),
    ("ru", NEW, "Не приходят письма от клиентов", "Как поменять тариф?"),
    ("pl", NEW, "Nie mogę się zalogować do konsoli", "Konsola bardzo wolno się otwiera"),
    ("pl", NEW, "Telefon w recepcji nie dzwoni", "Jak zmienić hasło do poczty?"),
    ("en", NEW, "The restore hangs at 43 percent", "The nightly job fails too"),
    ("en", NEW, "Calls drop after 30 seconds", "How do I add a user?"),
    ("ru", SAYS_SO, "Не работает вход в личный кабинет", "Другой вопрос: когда приедет инженер на склад?"),
    ("ru", SAYS_SO, "Хрипит связь на линии секретаря", "И ещё один вопрос: где посмотреть счёт за ноябрь?"),
    ("pl", SAYS_SO, "Kopia poczty nie kończy się od wczoraj", "Osobna sprawa: potrzebujemy dwóch nowych licencji"),
    ("pl", SAYS_SO, "Drukarka etykiet w magazynie stoi", "Mam jeszcze inną sprawę: nie działa czytnik kodów"),
    ("en", SAYS_SO, "The VPN drops every few minutes", "Another thing: we need two more licences"),
    ("en", SAYS_SO, "The web page shows error 500", "A separate issue: the scanner doesn't send mail"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The bot and Telegram."""

    api: BotApi
    bot: Bot

    def settled(self) -> None:
        """Nothing that was said waits for anything, silence included."""
        gathering = sa.select(duty.c.id).where(duty.c.kind == "gathered", duty.c.state == "open")
        wait_until(lambda: self.api.pending == 0, "everything to be fetched", SECONDS)
        self.bot.settled()
        wait_until(lambda: not self.bot.rows(gathering), "silence to end what is being told", SECONDS)
        self.bot.settled()

    def tickets(self, person: Person) -> list[list[str]]:
        """The words in each ticket of this person, oldest first; "" for files without words."""
        query = sa.select(ticket.c.number, message.c.reply).join(message, message.c.ticket_id == ticket.c.id)
        query = query.join(contact, contact.c.id == ticket.c.contact_id).where(contact.c.address == person.address)
        found: dict[str, list[str]] = {}
        for row in self.bot.rows(query.order_by(ticket.c.id, message.c.id)):
            found.setdefault(row["number"], []).append(row["reply"])
        return list(found.values())

    def fate(self, person: Person) -> list[tuple[str, str]]:
        """What became of each message of this person."""
        query = sa.select(received.c.state, received.c.reason).where(received.c.mail_from == person.address)
        return [(row["state"], row["reason"]) for row in self.bot.rows(query.order_by(received.c.id))]

    def notices(self, person: Person) -> dict[str, int]:
        """How often each ticket's number was told to this person in answer to the message that opened it."""
        told = [n for heard in person.hears() if heard.reply_to for n in number.find(heard.text)]
        return {n: told.count(n) for n in told}


@pytest.fixture(scope="module")
def desk(api: BotApi) -> Iterator[Desk]:
    with running(_config(api), INTAKEBOT_SEVERITY__PROPOSE="true") as bot:
        yield Desk(api=api, bot=bot)


def _config(api: BotApi, longest: float = LONGEST) -> str:
    """Levels are proposed, as in real life: that takes the time it takes."""
    own = configured(api).replace("quiet_seconds = 1.5", f"quiet_seconds = {QUIET}")
    own = own.replace("gather_seconds = 8", f"gather_seconds = {longest}")
    assert own.count(f"= {QUIET}\n") == own.count(f"= {longest}\n") == 1
    return f"[severity]\npropose = true\n{own}"


def _say(person: Person, text: str) -> None:
    person.sends_photo(b"\xff\xd8\xff" + text.encode() * 500) if text == PHOTO else person.says(text)


def _pause(seconds: float) -> None:
    """The person is silent: that is what these tests are about."""
    until = time.monotonic() + seconds
    wait_until(lambda: time.monotonic() >= until, "the person to go on", seconds + SECONDS)


def _in_turn(work: Callable[[int], float], count: int) -> list[float]:
    """Several people at a time, in the order of their numbers."""
    with ThreadPoolExecutor(5) as people:
        return list(people.map(work, range(count)))


def _first_send(desk: Desk, person: Person) -> float:
    """When the bot first wrote to this person, in seconds of the monotonic clock."""
    wait_until(lambda: _sends(desk, person), "the request to be counted", SECONDS)
    return min(_sends(desk, person))


def _sends(desk: Desk, person: Person) -> list[float]:
    return [call.at for call in desk.api.called("sendMessage") if int(call.parameters["chat_id"]) == person.chat_id]


@pytest.mark.timeout(240)
def test_a_split_thought_is_one_request_and_its_notice_comes_at_once(
    desk: Desk, record_property: Callable[[str, object], None]
) -> None:
    people = [someone(desk.api, f"Person {n}", lang) for n, (lang, _) in enumerate(BURSTS)]
    chance = random.Random(5)
    pauses = [[chance.uniform(0.1, 1.0) for _ in told] for _, told in BURSTS]

    def tell(n: int) -> float:
        """Seconds from the first message to the notice."""
        began = 0.0
        for text, pause in zip(BURSTS[n][1], pauses[n], strict=True):
            began = began or time.monotonic()
            _say(people[n], text)
            _pause(pause)
        people[n].waits_for(1, SECONDS)
        return _first_send(desk, people[n]) - began

    waited = _in_turn(tell, len(BURSTS))
    record_property("median_notice_seconds", round(statistics.median(waited), 3))
    record_property("longest_notice_seconds", round(max(waited), 3))
    said = f"notice after {statistics.median(waited):.2f} s (median), {max(waited):.2f} s at most"
    sys.stderr.write(f"{said}\n")
    desk.settled()
    wrong = {
        n: found for n, person in enumerate(people)
        if (found := desk.tickets(person)) != [[_kept(text) for text in BURSTS[n][1]]]
    }  # fmt: skip
    assert not wrong
    assert [sorted(desk.notices(person).values()) for person in people] == [[1]] * len(BURSTS)
    assert [language(person.hears()[0].text) for person in people] == [lang for lang, _ in BURSTS]
    assert statistics.median(waited) < 5


def _kept(text: str) -> str:
    return "" if text == PHOTO else text


@pytest.mark.timeout(240)
def test_a_second_topic_is_a_second_request(desk: Desk) -> None:
    people = [someone(desk.api, f"Person {n}", lang) for n, (lang, *_) in enumerate(TOPICS)]

    def tell(n: int) -> float:
        _, how, first, second = TOPICS[n]
        people[n].says(first)
        people[n].waits_for(1, SECONDS)
        if how == LATER:
            _pause(QUIET + 1.2)
        if how == NEW:
            people[n].says("/new")
            people[n].waits_for(lambda heard: len([h for h in heard if not h.reply_to]) > 0, SECONDS)
        people[n].says(second)
        return 0.0

    _in_turn(tell, len(TOPICS))
    desk.settled()
    wrong = [
        (TOPICS[n], found) for n, person in enumerate(people)
        if (found := desk.tickets(person)) != [[TOPICS[n][2]], [TOPICS[n][3]]]
    ]  # fmt: skip
    assert not wrong
    assert [sorted(desk.notices(person).values()) for person in people] == [[1, 1]] * len(TOPICS)


def test_new_with_words_behind_it_opens_a_request_with_them(desk: Desk) -> None:
    person = someone(desk.api, "Olga", "ru")
    person.says("Не звонит телефон секретаря")
    person.waits_for(1, SECONDS)
    person.says("/new Не звонит телефон директора")
    desk.settled()
    first, second = desk.tickets(person)
    assert first == ["Не звонит телефон секретаря"]
    assert len(second) == 1
    assert second[0].endswith("Не звонит телефон директора")
    assert sorted(desk.notices(person).values()) == [1, 1]


@pytest.mark.timeout(120)
def test_a_request_that_takes_long_to_tell_is_still_one(desk: Desk) -> None:
    """After the longest time the bot says what it took it for, once; what follows on the matter still belongs to it."""
    person = someone(desk.api, "Jan", "pl")
    told = (
        "Drukarka na drugim piętrze nie drukuje", "drukarka miga na czerwono", "toner wymieniliśmy wczoraj",
        "po wymianie tonera drukowała godzinę", "potem stanęła", "komputer widzi drukarkę", "kolejka wydruku jest pełna",
        "wydruk testowy też nie wychodzi", "drukarkę już restartowaliśmy", "drukarka ma adres 10.0.0.7",
        "sterownik drukarki jest najnowszy",
    )  # fmt: skip
    begun = time.monotonic()
    for text in told:
        person.says(text)
        _pause(0.9)
    assert time.monotonic() - begun > LONGEST + 2
    understood = _sends(desk, person)[1:]
    assert understood, "the note came before silence, as the longest time had passed"
    desk.settled()
    assert desk.tickets(person) == [list(told)], desk.fate(person)
    assert list(desk.notices(person).values()) == [1]
    assert len([heard for heard in person.hears() if any("level:" in d for d in heard.buttons.values())]) == 1


#: Nothing that a person could work on.
IDLE = ("Спасибо", "ок", "+", "👍", "dzięki", "Dziękuję bardzo!", "thanks", "great, thank you")


def test_thanks_and_stickers_open_nothing(desk: Desk) -> None:
    stranger, customer = someone(desk.api, "Stranger", "ru"), someone(desk.api, "Customer", "ru")
    customer.says("Не печатает принтер в кабинете 12")
    desk.settled()
    heard = len(customer.hears())
    for person in (stranger, customer):
        for text in IDLE:
            person.says(text)
        person.sends_sticker()
        person.sends({"dice": {"emoji": "🎲", "value": 3}})
    desk.settled()
    assert desk.tickets(stranger) == []
    assert len(desk.tickets(customer)) == 1
    assert stranger.hears() == []
    assert len(customer.hears()) == heard


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        ("Не звонит телефон в приёмной", "Пришлите, пожалуйста, счёт за ноябрь", "Другой вопрос: не работает принтер"),
        ("Drukarka nie drukuje", "Proszę o fakturę za listopad", "Osobna sprawa: nie działa poczta"),
        ("The printer jams", "Please send the invoice for November", "Another thing: the scanner is broken too"),
    ],
    ids=["ru", "pl", "en"],
)
@pytest.mark.parametrize("below", ["the notice", "an own message"])
def test_a_reply_goes_where_what_it_answers_does(desk: Desk, first: str, second: str, answer: str, below: str) -> None:
    person = someone(desk.api, "Ola", "en")
    opened = person.says(first)
    notice = person.waits_for(1, SECONDS)[0]
    person.says(f"/new {second}")
    person.waits_for(2, SECONDS)
    person.says(answer, reply_to=notice.message_id if below == "the notice" else opened.message_id)
    desk.settled()
    assert [len(said) for said in desk.tickets(person)] == [2, 1]
    assert desk.tickets(person)[0] == [first, answer]


def test_a_reply_to_the_note_of_an_older_request_goes_to_that_one(desk: Desk) -> None:
    """Its number needn't be said: the message that is answered tells it."""
    person = someone(desk.api, "Anna", "ru")
    person.says("Не открывается отчёт по звонкам")
    desk.settled()
    note = person.hears()[-1]
    person.says("/new Сломалась гарнитура у секретаря")
    desk.settled()
    person.says("У нас расширенная поддержка", reply_to=note.message_id)
    desk.settled()
    assert [len(said) for said in desk.tickets(person)] == [2, 1]
