"""A chat proves whose it is by a code that goes to the address on record; whoever attacks that gets nothing.

What is said in the chats of the attacked is Russian, so the words to look for are.
"""

import email
import email.policy
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

from intakebot import parts
from intakebot.config import Config, MailboxConfig
from intakebot.conversation.linking import Linking
from intakebot.conversation.visit import Visit
from intakebot.domain.address import Address
from intakebot.domain.chat import Chat
from intakebot.domain.customer import Contact
from intakebot.domain.number import find
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from intakebot.store.tables import alias, letter, link_code
from tests import mails
from tests.chats.simulated import CODE, Talks, talks
from tests.days.day import text_of
from tests.looking import rows
from tests.servers.botapi import Person

_GROUP = -1_004_000
_PEOPLE = count(1)
SENT, WRONG, LINKED, SLOW = "Если этот адрес нам известен", "Код неверен", "чат связан с вашей почтой", "Слишком много"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talks]:
    """One day for all tests of this file, each with people of its own."""
    folder, begins = tmp_path_factory.mktemp("linking"), "2026-02-20T09:00:00+03:00"
    with talks(folder, "centaur", begins, telegram=f"groups = [{_GROUP}]") as day:
        yield day


@pytest.fixture
def anna(desk: Talks) -> str:
    """Address of a contact whom no other test knows; the clock hour begins, and nothing has been counted in it."""
    desk.next_hour()
    return _contact(desk)


def _contact(desk: Talks, *more: str, host: str = "vector.example") -> str:
    """A new contact, with further addresses."""
    address = f"anna{next(_PEOPLE)}@{host}"
    desk.knows(_toml(address, *more))
    return address


def _toml(address: str, *more: str) -> str:
    return f'[[contact]]\naddress = "{address}"\nname = "Анна"\naddresses = {list(more)}\n'


def _wrong(code: str, by: int = 1) -> str:
    """Eight other digits."""
    return f"{(int(code) + by) % 10**8:08}"


def _said(desk: Talks, who: Person, text: str) -> str:
    """The one thing that the bot says in return."""
    (answer,) = desk.says(who, text)
    return answer.text


class TestCodes:
    @pytest.mark.parametrize(
        "spelled", ["{0}{1}", "{0} {1}", "{0}-{1}", "  {0} {1}\n", "{0[0]} {0[1]}-{0[2]}{0[3]}{1}"]
    )
    def test_it_comes_by_mail_and_links_however_it_is_spelled(self, desk: Talks, anna: str, spelled: str) -> None:
        chat = desk.person()
        assert SENT in _said(desk, chat, f"/link {anna}")
        (mail,) = desk.day.letters(anna)
        (code,) = CODE.findall(text_of(mail))
        assert mail["Content-Language"] == "ru"
        assert mail["Auto-Submitted"] == "auto-generated"
        assert "10 минут" in text_of(mail)
        assert code not in desk.heard(chat).text
        assert LINKED in _said(desk, chat, spelled.format(code[:4], code[4:]))
        assert desk.owner(chat) == anna

    def test_the_same_is_said_whether_or_not_the_address_is_known(self, desk: Talks, anna: str) -> None:
        """Nor is anything mailed to others: strangers who wrote, colleagues from a customer's domain, nobody at all."""
        firm = 'key = "firm"\nname = "Firm"\ndomains = ["firm.example"]\nterms = "centaur"\nplan = "basic"\n'
        desk.knows(f"[[organisation]]\n{firm}")
        desk.day.write("Борис <boris@stranger.example>", "Связь", "Добрый день! С утра не работает связь.")
        desk.day.write("Вера <vera@firm.example>", "Связь", "Добрый день! С утра не работает связь.")
        words = {_said(desk, desk.person(), f"/link {anna}")}
        posted = len(desk.day.relay.taken)
        for unknown in ("boris@stranger.example", "vera@firm.example", "nobody@nowhere.example", "ж@почта.example"):
            chat = desk.person()
            words.add(_said(desk, chat, f"/link {unknown}"))
            assert WRONG in _said(desk, chat, "00000000")
            assert desk.owner(chat) == ""
        assert len(words) == 1
        assert len(desk.day.relay.taken) == posted

    def test_a_further_address_is_on_record_too(self, desk: Talks, anna: str) -> None:
        further = f"further.{anna}"
        desk.knows(_toml(anna, further))
        chat = desk.person()
        code = desk.code(chat, further)
        assert desk.day.letters(anna) == []
        assert LINKED in _said(desk, chat, code)
        assert desk.owner(chat) == anna

    @pytest.mark.parametrize("typed", [str.upper, lambda address: address.replace("k", "\N{KELVIN SIGN}")])
    def test_it_goes_to_the_address_on_record_letter_by_letter(
        self, desk: Talks, anna: str, typed: Callable[[str], str]
    ) -> None:
        """What looks the same in lower case may be somebody else's mailbox: U+212A becomes a plain "k"."""
        record = f"kirill.{anna}"
        desk.knows(_toml(record))
        posted = len(desk.day.relay.taken)
        desk.says(desk.person(), f"/link {typed(record)}")
        assert {taken.rcpt_to for taken in desk.day.relay.taken[posted:]} <= {record}

    @pytest.mark.parametrize(
        "typed", ["", "anna", "{0} {0}", "{0},{0}", "<{0}>", "mailto:{0}", "telegram:5", "{0}\n{0}"]
    )
    def test_what_is_no_address_is_told_how_to_ask(self, desk: Talks, anna: str, typed: str) -> None:
        posted = len(desk.day.relay.taken)
        assert "/link name@example.com" in _said(desk, desk.person(), f"/link {typed.format(anna)}")
        assert len(desk.day.relay.taken) == posted

    def test_eight_digits_where_no_code_is_waited_for_are_a_message(self, desk: Talks) -> None:
        (notice,) = desk.says(desk.person(), "12345678")
        assert find(notice.text)

    def test_other_digits_are_no_try(self, desk: Talks, anna: str) -> None:
        chat = desk.person()
        code = desk.code(chat, anna)
        number = desk.opens(chat, "Не звонит телефон с номером 1234567.")
        for told in ("8435551234", "+7 843 555-12-34", "1234567", f"{code}0", f"код {code[:4]}"):
            assert WRONG not in "".join(said.text for said in desk.says(chat, told))
        assert len(desk.day.evidence(number)["messages"]) > 1
        assert LINKED in _said(desk, chat, code)

    def test_two_chats_of_one_person(self, desk: Talks, anna: str) -> None:
        phone, tablet = desk.person(), desk.person()
        desk.links(phone, anna)
        desk.links(tablet, anna)
        number = desk.opens(phone, "Не звонит телефон в приёмной.")
        assert number in _said(desk, tablet, "/tickets")


class TestAttacks:
    def test_guessing_ends_with_the_fifth_try(self, desk: Talks, anna: str) -> None:
        chat = desk.person()
        code = desk.code(chat, anna)
        for by in range(1, 6):
            assert WRONG in _said(desk, chat, _wrong(code, by))
        assert LINKED not in "".join(said.text for said in desk.says(chat, code))
        assert desk.owner(chat) == ""

    def test_the_fifth_try_may_be_right(self, desk: Talks, anna: str) -> None:
        chat = desk.person()
        code = desk.code(chat, anna)
        for by in range(1, 5):
            assert WRONG in _said(desk, chat, _wrong(code, by))
        assert LINKED in _said(desk, chat, code)

    def test_a_code_is_for_one_use(self, desk: Talks, anna: str) -> None:
        """Not even in the chat that it was for, once that isn't linked any more."""
        chat = desk.person()
        code = desk.code(chat, anna)
        desk.says(chat, code)
        desk.knows(_toml(f"other.{anna}"), "--remove-missing")
        assert desk.owner(chat) == ""
        desk.knows(_toml(anna))
        desk.says(chat, code)
        assert desk.owner(chat) == ""

    def test_an_update_that_comes_twice_is_answered_once(self, desk: Talks, anna: str) -> None:
        chat = desk.person()
        typed = chat.says(desk.code(chat, anna))
        desk.settle()
        assert typed.update_id is not None
        desk.api.redeliver(typed.update_id)
        desk.settle()
        assert [LINKED in said.text for said in chat.hears()].count(True) == 1

    def test_it_is_dead_after_ten_minutes(self, desk: Talks, anna: str) -> None:
        late, punctual = desk.person(), desk.person()
        codes = desk.code(late, anna), desk.code(punctual, anna)
        desk.after(minutes=9, seconds=59)
        assert LINKED in _said(desk, punctual, codes[1])
        desk.after(seconds=1)
        assert WRONG in _said(desk, late, codes[0])
        assert desk.owner(late) == ""

    def test_it_is_for_one_chat(self, desk: Talks, anna: str) -> None:
        chat, mallory, eve = desk.person(), desk.person(), desk.person()
        code = desk.code(chat, anna)
        desk.code(eve, anna)  # she waits for one of her own
        for other in (mallory, eve):
            desk.says(other, code)
            assert desk.owner(other) == ""
        assert LINKED in _said(desk, chat, code)

    def test_only_the_latest_counts(self, desk: Talks, anna: str) -> None:
        chat = desk.person()
        first, second = desk.code(chat, anna), desk.code(chat, anna)
        assert WRONG in _said(desk, chat, first)
        assert LINKED in _said(desk, chat, second)

    def test_a_code_links_to_whom_it_was_sent_to(self, desk: Talks, anna: str) -> None:
        """Mallory owns a mailbox on record, and asks for another's code last."""
        chat, own = desk.person(), _contact(desk, host="mallory.example")
        hers = desk.code(chat, own)
        desk.code(chat, anna)
        assert WRONG in _said(desk, chat, hers)
        assert desk.owner(chat) == ""

    @pytest.mark.parametrize("group", [_GROUP, _GROUP - 1])
    def test_nothing_of_it_works_in_groups(self, desk: Talks, anna: str, group: int) -> None:
        """Whether or not the bot takes requests there."""
        chat = desk.person()
        code = desk.code(chat, anna)
        there = desk.api.group(group).member(chat)
        posted = len(desk.day.relay.taken)
        desk.says(there, f"/link {anna}")
        assert "в личном чате" in desk.heard(there).text
        for typed in (code, f"/new {code}"):
            desk.says(there, typed)
        assert len(desk.day.relay.taken) == posted
        assert desk.owner(chat) == desk.owner(there) == ""
        assert LINKED in _said(desk, chat, code)


class TestLimits:
    def test_three_codes_an_hour_to_a_chat(self, desk: Talks, anna: str) -> None:
        chat = desk.person()
        for address in (anna, "nobody@nowhere.example", anna):
            assert SENT in _said(desk, chat, f"/link {address}")
        for address in (anna, _contact(desk), "nobody@nowhere.example"):
            posted = len(desk.day.relay.taken)
            assert SLOW in _said(desk, chat, f"/link {address}")
            assert len(desk.day.relay.taken) == posted
        desk.next_hour()
        assert SENT in _said(desk, chat, f"/link {anna}")

    @pytest.mark.parametrize("known", [True, False])
    def test_three_codes_an_hour_to_an_address(self, desk: Talks, anna: str, known: bool) -> None:
        """Nor do the words tell then who is known."""
        address = anna if known else f"nobody.{anna}"
        for spelled in (address, address.upper(), address):
            assert SENT in _said(desk, desk.person(), f"/link {spelled}")
        assert SLOW in _said(desk, desk.person(), f"/link {address}")

    def test_ten_tries_an_hour_in_a_chat(self, desk: Talks, anna: str) -> None:
        chat = desk.person()
        for _ in range(2):
            code = desk.code(chat, anna)
            for by in range(1, 6):
                desk.says(chat, _wrong(code, by))
        code = desk.code(chat, anna)
        assert SLOW in _said(desk, chat, code)
        assert desk.owner(chat) == ""


class TestLinked:
    def test_what_was_told_in_the_chat_is_the_contacts(self, desk: Talks, anna: str) -> None:
        chat = desk.person()
        number = desk.opens(chat, "Не звонит телефон в приёмной.")
        desk.links(chat, anna)
        assert number in _said(desk, chat, "/tickets")
        assert "contact_joined" in desk.day.kinds(number)
        assert desk.day.write(f"Анна <{anna}>", f"Re: [{number}]", "Сегодня тоже не звонит.") == number

    def test_again_to_the_same(self, desk: Talks, anna: str) -> None:
        chat = desk.person()
        desk.links(chat, anna)
        number = desk.opens(chat, "Не звонит телефон в приёмной.")
        desk.links(chat, anna)
        assert number in _said(desk, chat, "/tickets")

    def test_again_to_another(self, desk: Talks, anna: str) -> None:
        """What was the first contact's stays the first contact's."""
        chat, bella = desk.person(), _contact(desk)
        desk.links(chat, anna)
        number = desk.opens(chat, "Не звонит телефон в приёмной.")
        desk.links(chat, bella)
        assert number not in _said(desk, chat, "/tickets")
        assert number not in _said(desk, chat, f"/status {number}")

    def test_letters_to_the_first_go_to_no_chat_that_is_anothers_now(self, desk: Talks, anna: str) -> None:
        chat, bella = desk.person(), _contact(desk)
        desk.links(chat, anna)
        number = desk.opens(chat, "Не звонит телефон в приёмной.")
        desk.links(chat, bella)
        heard = len(chat.hears())
        desk.day.agent("ask", number, "--words", "Какой у вас договор?")
        assert len(chat.hears()) == heard
        assert "Какой у вас договор?" in text_of(desk.day.letters(anna)[-1])

    def test_imports_keep_it(self, desk: Talks, anna: str) -> None:
        chat = desk.person()
        desk.links(chat, anna)
        for further in ((), (f"a.{anna}",), (f"b.{anna}",), ()):
            desk.knows(_toml(anna, *further))
            assert desk.owner(chat) == anna

    @pytest.mark.parametrize("form", ["toml", "csv"])
    def test_exports_do_not_show_it(self, desk: Talks, anna: str, form: str) -> None:
        """What they say can be imported again, and changes nothing."""
        chat = desk.person()
        desk.links(chat, anna)
        file = desk.exported(form)
        text = file.read_text()
        assert anna in text
        assert "telegram" not in text
        assert desk.day.command("contacts", "import", str(file), "--dry-run", "--remove-missing") == []
        desk.day.command("contacts", "import", str(file), "--remove-missing")
        assert desk.owner(chat) == anna

    def test_whoever_leaves_the_registry_is_linked_no_more(self, desk: Talks, anna: str) -> None:
        chat = desk.person()
        number = desk.day.write(f"Анна <{anna}>", "Связь", "Добрый день! С утра не работает связь.")
        desk.links(chat, anna)
        desk.knows(_toml(f"other.{anna}"), "--remove-missing")
        assert desk.owner(chat) == ""
        assert number not in _said(desk, chat, "/tickets")
        desk.knows(_toml(anna))
        assert number not in _said(desk, chat, "/tickets")

    def test_letters_go_to_no_chat_that_is_linked_no_more(self, desk: Talks, anna: str) -> None:
        """It wrote last, but as somebody that it isn't now."""
        chat = desk.person()
        number = desk.day.write(f"Анна <{anna}>", "Связь", "Добрый день! Критичность: критический. Связи нет.")
        desk.links(chat, anna)
        desk.says(chat, f"{number}: и в филиале её нет.")
        assert len(desk.day.evidence(number)["messages"]) == 2
        desk.knows(_toml(f"other.{anna}"), "--remove-missing")
        heard = len(chat.hears())
        desk.day.agent("ask", number, "--words", "Какой у вас договор?")
        assert len(chat.hears()) == heard
        assert "Какой у вас договор?" in text_of(desk.day.letters(anna)[-1])

    @pytest.mark.parametrize("becomes", ["nobody", "a further address"])
    def test_whoever_leaves_while_a_code_is_on_its_way(self, desk: Talks, anna: str, becomes: str) -> None:
        """The operator's import succeeds, and the code links to nobody who has left."""
        chat = desk.person()
        code = desk.code(chat, anna)
        if becomes == "nobody":
            desk.knows(_toml(f"other.{anna}"), "--remove-missing")
        else:
            desk.knows(_toml(f"other.{anna}", anna), "--remove-missing")
        desk.says(chat, code)
        assert desk.owner(chat) in ("", f"other.{anna}" if becomes != "nobody" else "")


class TestAtOnce:
    """Several processes (PostgreSQL), or threads of one (SQLite), at the same instant."""

    def test_the_right_code_links_once(self, hall: "Hall") -> None:
        hall.knows("anna@vector.example")
        code = hall.code("telegram:1", "anna@vector.example")
        heard = hall.at_once([("telegram:1", code)] * 6)
        assert heard.count(True) == 1
        assert hall.notes("linked") == 1
        assert hall.links() == {"telegram:1": "anna@vector.example"}

    def test_five_guesses_are_five(self, hall: "Hall") -> None:
        hall.knows("anna@vector.example")
        code = hall.code("telegram:1", "anna@vector.example")
        heard = hall.at_once([("telegram:1", _wrong(code, by)) for by in range(1, 13)])
        assert heard.count(True) == 5
        assert hall.notes("link_wrong") == 5
        assert hall.at_once([("telegram:1", code)]) == [False]
        assert hall.links() == {}

    def test_two_chats_link_to_one_contact(self, hall: "Hall") -> None:
        hall.knows("anna@vector.example")
        codes = {chat: hall.code(chat, "anna@vector.example") for chat in ("telegram:1", "telegram:2")}
        assert hall.at_once(list(codes.items())) == [True, True]
        assert hall.links() == dict.fromkeys(codes, "anna@vector.example")

    def test_three_codes_an_hour_to_an_address(self, hall: "Hall") -> None:
        for address in (f"anna{n}@vector.example" for n in range(6)):
            hall.knows(address)
            hall.ask_at_once([address] * 8)
            assert hall.notes("link_code", address) == 3

    def test_two_hundred_an_hour_in_all(self, hall: "Hall") -> None:
        hall.knows("anna@vector.example")
        hall.ask_at_once([f"nobody{n}@nowhere.example" for n in range(1, 200)])
        hall.code("telegram:1", "anna@vector.example")
        hall.ask_at_once(["anna@vector.example"])
        assert hall.notes("link_sent") == 200
        assert (hall.notes("link_code"), hall.notes("slow")) == (1, 1)


@pytest.fixture
def hall(store_url: str, tmp_path: Path) -> Iterator["Hall"]:
    with ExitStack() as open_ones:
        processes = 2 if store_url.startswith("postgresql") else 1
        stores = [open_ones.enter_context(closing(Store(store_url, lambda: mails.NOON))) for _ in range(processes)]
        yield Hall(store_url, stores)


class Hall:
    """Chats that ask for codes and type them in several processes at once, without what stands around that."""

    def __init__(self, url: str, stores: list[Store]) -> None:
        self._url = url
        self._stores = stores
        box = MailboxConfig(address="support@desk.example", prefix="DAY", terms="centaur")
        rooms = parts.rooms(Config(mailbox=(box,)), stores[0].secret, lambda: mails.NOON)
        self._linking: Linking = rooms.office.commands.linking
        self._keys = count(1)

    def knows(self, address: str) -> None:
        """Import a contact."""
        self._stores[0].write(lambda desk: desk.customers.put([], [Contact(address=address)], mails.NOON)).result(20)

    def code(self, chat: str, address: str) -> str:
        """Ask for a code, and read it."""
        key = next(self._keys)
        self._stores[0].write(lambda desk: self._linking.ask(desk, _visit(desk, chat, key, asks=address))).result(20)
        query = sa.select(letter.c.content).where(letter.c.kind == "link_code").order_by(letter.c.id.desc())
        mail = email.message_from_bytes(rows(self._url, query)[0]["content"], policy=email.policy.default)
        (code,) = CODE.findall(text_of(mail))
        return str(code)

    def at_once(self, typed: list[tuple[str, str]]) -> list[bool]:
        """Each chat types its digits; whether each was heard as an attempt at a code."""

        def types(chat: str, digits: str, desk: Desk, key: int) -> bool:
            return self._linking.hears(desk, _visit(desk, chat, key, says=digits))

        return self._at_once([partial(types, chat, digits) for chat, digits in typed])

    def ask_at_once(self, addresses: list[str]) -> None:
        """For a code to each address a chat asks that hasn't asked before."""

        def asks(address: str, desk: Desk, key: int) -> None:
            self._linking.ask(desk, _visit(desk, f"telegram:9{key}", key, asks=address))

        self._at_once([partial(asks, address) for address in addresses])

    def notes(self, kind: str, to: str = "") -> int:
        """How many letters of a kind were written, to one address or all."""
        query = sa.select(letter.c.id).where(letter.c.kind == kind)
        return len(rows(self._url, query.where(letter.c.rcpt_to.startswith(to)) if to else query))

    def links(self) -> dict[str, str]:
        """Addresses of contacts by chat; no code that was typed right waits any more."""
        assert not rows(self._url, sa.select(link_code.c.id).where(link_code.c.ended_at.is_(None)))
        known = self._stores[0].read(lambda desk: {p.address: p for p in desk.customers.all().contacts})
        chats = [row["address"] for row in rows(self._url, sa.select(alias.c.address))]
        found = self._stores[0].read(lambda desk: desk.customers.of(chats))
        return {
            chat: who.contact.address for chat, who in found.items() if who.contact and who.contact.address in known
        }

    def _at_once(self, works: list[Callable[[Desk, int], bool | None]]) -> list[bool]:
        """Every other unit in another process, all begun by threads of their own together."""
        ready = threading.Barrier(len(works))
        results: list[bool | None] = [None] * len(works)

        def work(place: int, unit: Callable[[Desk, int], bool | None]) -> None:
            key, store = next(self._keys), self._stores[place % len(self._stores)]
            ready.wait(20)
            results[place] = store.write(lambda desk: unit(desk, key)).result(20)

        threads = [threading.Thread(target=work, args=(place, unit)) for place, unit in enumerate(works)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        return [bool(result) for result in results]


def _visit(desk: Desk, chat: str, key: int, *, says: str = "", asks: str = "") -> Visit:
    """A private chat types something, or asks for a code."""
    place = Chat(
        address=chat, private=True, message=str(key), command="link" if asks else "", argument=asks, language="en"
    )
    message = mails.message(message_id=f"{key}.{chat}", sender=Address(address=chat), reply=says, text=says, chat=place)
    return Visit(
        message=message, chat=place, state=desk.chats.met(chat, mails.NOON), mailbox="support@desk.example",
        contact_id=desk.tickets.contact(message.sender, mails.NOON), language="en",
        received_at=mails.NOON + timedelta(seconds=key), received_id=key,
    )  # fmt: skip
