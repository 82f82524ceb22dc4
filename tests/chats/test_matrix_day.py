"""A day of a customer who writes in Matrix, in Polish: the same conversation, by another channel.

Synapse, intakebot and the customer's client talk over HTTP; buttons are signs that are typed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from intakebot.domain import number
from intakebot.store.tables import duty, received, ticket
from tests.chats.conftest import BRIEF
from tests.chats.simulated import CODE
from tests.running import Bot, body, event, kinds, language, running
from tests.servers.ports import wait_until
from tests.servers.synapse import Person, Said, Synapse

SECONDS = 20.0
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
CONFIG = """
[matrix]
homeserver = "{url}"
user = "{user}"
token = "{token}"
[[mailbox]]
address = "support@desk.example"
prefix = "XOP"
terms = "xopero"
from_name = "Wsparcie techniczne"
authserv_id = "mx.desk.example"
"""
CONTACTS = """
[[organisation]]
key = "acme"
name = "Acme"
[[organisation.contact]]
address = "anna@acme.example"
name = "Anna Nowak"
"""


@dataclass(kw_only=True)
class Day:
    """One customer in a room with the bot, and what was heard so far."""

    bot: Bot
    account: Person
    customer: Person
    room: str = ""
    number: str = ""
    told: list[Said] = field(default_factory=list)

    def settled(self) -> None:
        """Wait until nothing that was said waits for anything, silence included."""
        gathering = sa.select(duty.c.id).where(duty.c.kind == "gathered", duty.c.state == "open")
        self.bot.settled()
        wait_until(lambda: not self.bot.rows(gathering), "silence to end what is being told")
        self.bot.settled()

    def heard(self) -> list[Said]:
        return self.customer.hears(self.room, self.account.id)

    def hear(self, act: Callable[[], str], answers: int) -> list[Said]:
        """Do something; what the bot says to it, which are so many messages and never more."""
        before, came = len(self.told), act()
        source = f"matrix:{self.room}/{came}"
        wait_until(lambda: self.bot.rows(sa.select(received.c.id).where(received.c.source == source)), "receipt")
        wait_until(lambda: len(self.heard()) >= before + answers, f"{answers} answers", SECONDS)
        self.settled()
        self.told = self.heard()
        assert len(self.told) == before + answers, [said.text for said in self.told[before:]]
        return self.told[before:]

    def says(self, text: str, answers: str = "") -> Said:
        """Write something that is answered once, in Polish, about the one request."""
        [said] = self.hear(lambda: self.customer.says(self.room, text, answers=answers), 1)
        assert language(said.text) == "pl", said.text
        assert number.find(said.text) in ((), (self.number,)), said.text
        return said

    @property
    def evidence(self) -> dict[str, Any]:
        found: dict[str, Any] = self.bot.evidence(self.number)
        return found

    def tickets(self) -> int:
        return len(self.bot.rows(sa.select(ticket.c.id)))


def configured(synapse: Synapse, account: Person) -> str:
    return BRIEF + CONFIG.format(url=synapse.url, user=account.id, token=account.token)


@pytest.fixture
def day(synapse: Synapse) -> Iterator[Day]:
    account = synapse.person("Wsparcie")
    with running(configured(synapse, account)) as bot:
        yield Day(bot=bot, account=account, customer=synapse.person("Anna"))


def test_a_day(day: Day) -> None:
    note = _asks(day)
    _chooses(day, note)
    _looks(day)
    _sends_a_picture(day)
    _rewrites(day)
    _links(day)
    day.says("Wszystko znowu działa, dziękuję!")
    assert event(day.evidence, "works_again")["actor"] == "customer"
    assert (day.evidence["state"], day.tickets()) == ("open", 1)


def _asks(day: Day) -> Said:
    """A room is opened, a request told in two messages: the notice at once, the levels after silence."""
    day.room = day.customer.opens(day.account.id)
    first = day.customer.says(day.room, "Od rana żadna kopia zapasowa się nie wykonuje")
    wait_until(day.heard, "the notice", SECONDS)
    [notice] = day.told = day.heard()
    [day.number] = number.find(notice.text)
    assert (notice.answers, language(notice.text)) == (first, "pl")
    second = "Zadania na wszystkich 60 serwerach kończą się błędem, odtworzyć też się nic nie da"
    [note] = day.hear(lambda: day.customer.says(day.room, second), 1)
    shown = ["X – infrastruktura dostawcy", "1 – krytyczny", "2 – średni", "3 – niski", "4 – Odpowiedz krok po kroku"]
    assert note.text.splitlines()[-5:] == shown
    evidence = day.evidence
    [letter] = (letter for letter in evidence["letters"] if letter["kind"] == "acknowledgement")
    assert letter["handed_over_to"] == f"matrix room {day.room}"
    assert (letter["queue_id"], datetime.fromisoformat(evidence["notice_at"])) == (
        notice.event_id, datetime.fromtimestamp(notice.ts / 1000, UTC),
    )  # fmt: skip
    assert len(evidence["messages"]) == 2
    return note


def _chooses(day: Day, note: Said) -> None:
    """A level and the questions below it, one after the other; a number that answers a question is no press."""
    assert "średni" in day.says("2").text
    assert (day.evidence["severity"], day.evidence["severity_by"]) == ("2", "stated")
    missing = day.evidence["missing"]
    step = day.says("4")
    assert [line[:2] for line in step.text.splitlines()[-2:]] == ["!1", "!2"]
    following = day.says("!1")
    assert following.text != step.text
    assert day.evidence["missing"] == missing
    day.says("2")
    assert len(day.evidence["missing"]) == len(missing) - 1
    day.says("!2")
    day.says("3", answers=note.event_id)
    assert "change_wanted" in kinds(day.evidence)


def _looks(day: Day) -> None:
    """How the request stands, by command and in words."""
    for ask in ("!status", f"!status {day.number}", "Czy są jakieś nowości?"):
        assert "średni" in day.says(ask).text
    assert "!new" in day.hear(lambda: day.customer.says(day.room, "!help"), 1)[0].text


def _sends_a_picture(day: Day) -> None:
    def files() -> list[tuple[str, int]]:
        return [
            (part["filename"], part["size"]) for message in day.evidence["messages"] for part in message["attachments"]
        ]

    before = day.tickets()
    day.customer.sends_file(day.room, "ekran.png", PICTURE, "image/png", "m.image", body="Tak to wygląda na ekranie")
    wait_until(lambda: files() == [("ekran.png", len(PICTURE))], "the picture")
    day.settled()
    day.told = day.heard()
    assert (day.evidence["messages"][-1]["reply"], day.tickets()) == ("Tak to wygląda na ekranie", before)


def _rewrites(day: Day) -> None:
    said = day.customer.says(day.room, f"{day.number}: serwer nazywa się ALFA")
    wait_until(lambda: day.evidence["messages"][-1]["reply"].endswith("ALFA"), "the message")
    day.settled()
    day.told = day.heard()
    day.hear(lambda: day.customer.rewrites(day.room, said, f"{day.number}: serwer nazywa się BETA"), 0)
    assert day.evidence["messages"][-1]["reply"].endswith("BETA")
    assert "edited" in kinds(day.evidence)


def _links(day: Day) -> None:
    """A code that was sent to the address on record; then the room is that contact's."""
    file = day.bot.folder / "known.toml"
    file.write_text(CONTACTS)
    assert day.bot.configured("contacts", "import", str(file)).code == 0
    day.hear(lambda: day.customer.says(day.room, "!link anna@acme.example"), 1)
    [code] = CODE.findall(body(day.bot.notice_to("anna@acme.example"), "plain"))
    day.hear(lambda: day.customer.says(day.room, code), 1)
    [found] = day.bot.look("contacts", "find", f"matrix:{day.customer.id}")
    assert found["contact"]["address"] == "anna@acme.example"


def test_a_kill_loses_nothing_and_doubles_nothing(synapse: Synapse) -> None:
    """Killed while a request is told; meanwhile another customer opens a room, and the first one goes on."""
    account, anna, jan = (synapse.person(name) for name in ("Wsparcie", "Anna", "Jan"))
    with running(configured(synapse, account)) as bot:
        room = anna.opens(account.id)
        wait_until(lambda: account.id in anna.members(room), "the bot to come", SECONDS)
        anna.says(room, "Od rana żadna kopia zapasowa się nie wykonuje")
        bot.kill()
        anna.says(room, "Dotyczy to wszystkich 60 serwerów kopii zapasowych")
        other = jan.opens(account.id)
        jan.says(other, "Nie mogę zalogować się do konsoli")
        bot.start()
        wait_until(lambda: len(jan.hears(other, account.id)) >= 1, "Jan's notice", SECONDS)
        wait_until(lambda: len(anna.hears(room, account.id)) >= 1, "Anna's notice", SECONDS)
        Day(bot=bot, account=account, customer=anna).settled()
        assert len(bot.rows(sa.select(ticket.c.id))) == 2
        for who, where in ((anna, room), (jan, other)):
            notices = [said for said in who.hears(where, account.id) if said.answers]
            assert len(notices) == 1
        [first] = number.find(anna.hears(room, account.id)[0].text)
        assert len(bot.evidence(first)["messages"]) == 2


def test_who_leaves_is_written_to_no_more(synapse: Synapse) -> None:
    """What is still to be said waits for a person then; who comes back is heard again."""
    account, anna = synapse.person("Wsparcie"), synapse.person("Anna")
    with running(configured(synapse, account)) as bot:
        room = anna.opens(account.id)
        anna.says(room, "Od rana żadna kopia zapasowa się nie wykonuje")
        wait_until(lambda: anna.hears(room, account.id), "the notice", SECONDS)
        [found] = number.find(anna.hears(room, account.id)[0].text)
        anna.leaves(room)
        gone = sa.select(received.c.id).where(received.c.reason == "the bot was blocked, or sent away")
        wait_until(lambda: bot.rows(gone), "her leaving", SECONDS)
        bot.settled()
        assert bot.configured("ticket", "ask", found, "--by", "Olga", "--words", "Która wersja?").code == 0
        wait_until(lambda: "notify_another_way" in [task["kind"] for task in bot.tasks(found)], "a task", SECONDS)
        again = anna.opens(account.id)
        anna.says(again, f"{found}: już jestem")
        wait_until(lambda: len(bot.evidence(found)["messages"]) == 2, "her return", SECONDS)


def test_commands_are_answered_in_the_language_of_the_room(synapse: Synapse) -> None:
    account, anna = synapse.person("Wsparcie"), synapse.person("Anna")
    with running(configured(synapse, account)) as bot:
        day = Day(bot=bot, account=account, customer=anna, room=anna.opens(account.id))
        day.hear(lambda: anna.says(day.room, "Od rana żadna kopia zapasowa się nie wykonuje"), 2)
        [said] = day.hear(lambda: anna.says(day.room, "!help"), 1)
        assert language(said.text) == "pl"
