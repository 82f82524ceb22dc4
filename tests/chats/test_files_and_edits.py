"""What is sent beside words, and what is written anew: all of it stands in the ticket."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from intakebot.domain import number
from intakebot.store.tables import attachment, blob, contact, message, received, ticket
from tests.chats.conftest import someone
from tests.days.day import Day, a_day
from tests.looking import rows
from tests.running import Bot, event, kinds, language
from tests.servers.botapi import BotApi, Person
from tests.servers.ports import wait_until

SECONDS = 20.0
JPEG, PDF, OGG = (head + bytes(range(256)) * 30 for head in (b"\xff\xd8\xff\xe0", b"%PDF-1.7\n", b"OggS\x00"))
PROBLEM = "Не печатает принтер в бухгалтерии"


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A file as the store has it."""

    ticket: int
    name: str
    kind: str
    size: int
    content: bytes | None
    error: str


def _files(bot: Bot, person: Person) -> list[Kept]:
    """What this person sent, oldest first."""
    columns = [message.c.ticket_id, attachment.c.filename, attachment.c.content_type, attachment.c.size]
    found = attachment.join(message).join(contact, contact.c.id == message.c.contact_id)
    found = found.outerjoin(blob, blob.c.sha256 == attachment.c.sha256)
    query = sa.select(*columns, attachment.c.error, blob.c.content).select_from(found)
    rows = bot.rows(query.where(contact.c.address == person.address).order_by(attachment.c.id))
    return [
        Kept(ticket=row["ticket_id"], name=row["filename"], kind=row["content_type"], size=row["size"],
             content=row["content"], error=row["error"])
        for row in rows
    ]  # fmt: skip


def _settled(api: BotApi, bot: Bot) -> None:
    wait_until(lambda: api.pending == 0, "everything to be fetched", SECONDS)
    bot.settled()


def _tickets(bot: Bot, person: Person) -> list[str]:
    query = sa.select(ticket.c.number).join(contact).where(contact.c.address == person.address).order_by(ticket.c.id)
    return [row["number"] for row in bot.rows(query)]


def _evidence(bot: Bot, person: Person) -> Any:
    (only,) = _tickets(bot, person)
    return bot.evidence(only)


def _reasons(bot: Bot, person: Person) -> list[str]:
    """Why what this person sent was filed."""
    query = sa.select(received.c.reason).where(received.c.mail_from == person.address, received.c.state == "filed")
    return [row["reason"] for row in bot.rows(query.order_by(received.c.id))]


class TestFiles:
    def test_each_kind_is_fetched_as_it_was_sent(self, api: BotApi, bot: Bot, anna: Person) -> None:
        anna.says(PROBLEM)
        anna.sends_photo(JPEG, "вот что он выдаёт")
        anna.sends_document(PDF, "отчёт.pdf", "application/pdf")
        anna.sends_voice(OGG)
        _settled(api, bot)
        photo, document, voice = _files(bot, anna)
        assert (photo.content, document.content, voice.content) == (JPEG, PDF, OGG)
        assert [one.size for one in (photo, document, voice)] == [len(JPEG), len(PDF), len(OGG)]
        assert (document.name, document.kind) == ("отчёт.pdf", "application/pdf")
        assert (photo.kind, voice.kind) == ("image/jpeg", "audio/ogg")
        assert len(_tickets(bot, anna)) == len([heard for heard in anna.hears() if heard.reply_to]) == 1

    def test_equal_files_are_both_there(self, api: BotApi, bot: Bot, anna: Person) -> None:
        anna.says(PROBLEM)
        anna.sends_document(PDF, "a.pdf")
        anna.sends_document(PDF, "b.pdf")
        _settled(api, bot)
        assert [(one.name, one.content) for one in _files(bot, anna)] == [("a.pdf", PDF), ("b.pdf", PDF)]

    @pytest.mark.parametrize(
        "name", ["../../etc/passwd", "C:\\Windows\\x.exe", "a\x00b.txt", "\u202egpj.exe", "." * 300],
        ids=["up", "drive", "nul", "turned", "dots"],
    )  # fmt: skip
    def test_a_name_is_never_a_path(self, api: BotApi, bot: Bot, name: str) -> None:
        person = someone(api)
        person.sends_document(PDF, name, "application/pdf", "Nie działa wydruk raportów")
        _settled(api, bot)
        (kept,) = _files(bot, person)
        assert kept.content == PDF
        assert kept.name
        assert not set(kept.name) & set("/\\\x00\u202e")
        assert not kept.name.startswith("..")
        assert len(kept.name) <= 255

    @pytest.mark.parametrize("caption", ["Вот такие ошибки на всех трёх экранах", ""], ids=["words", "none"])
    def test_an_album_is_one_request(self, api: BotApi, bot: Bot, anna: Person, caption: str) -> None:
        contents = [JPEG + bytes([n]) for n in range(3)]
        for n, content in enumerate(contents):
            anna.sends_photo(content, caption if n == 0 else "", media_group_id="13575")
        _settled(api, bot)
        files = _files(bot, anna)
        assert [one.content for one in files] == contents
        assert len({one.ticket for one in files}) == len(_tickets(bot, anna)) == 1
        (notice, *more) = [heard for heard in anna.hears() if heard.reply_to]
        assert not more
        assert language(notice.text) == "ru"

    def test_an_album_of_documents_beside_an_open_request_belongs_to_it(
        self, api: BotApi, bot: Bot, anna: Person
    ) -> None:
        anna.says(PROBLEM)
        for name in ("1.log", "2.log", "3.log"):
            anna.sends_document(name.encode(), name, "text/plain", media_group_id="24680")
        _settled(api, bot)
        assert [one.content for one in _files(bot, anna)] == [b"1.log", b"2.log", b"3.log"]
        assert len(_tickets(bot, anna)) == 1

    def test_a_file_beyond_telegrams_limit_is_kept_as_lost_with_the_reason(
        self, api: BotApi, bot: Bot, anna: Person
    ) -> None:
        anna.sends_document(PDF, "dump.zip", "application/zip", "Падает сервер, вот дамп", size=25_000_000)
        anna.sends_document(PDF, "small.zip", "application/zip")
        _settled(api, bot)
        dump, small = _files(bot, anna)
        assert (dump.name, dump.size, dump.content) == ("dump.zip", 25_000_000, None)
        assert "big" in dump.error or "large" in dump.error
        assert (small.content, small.error) == (PDF, "")
        assert api.token not in dump.error

    def test_the_proof_of_a_ticket_says_that_a_file_is_lost(self, api: BotApi, bot: Bot, anna: Person) -> None:
        """README: "what is larger than 20 MB Telegram doesn't give to bots, and the ticket says so"."""
        anna.sends_document(PDF, "dump.zip", "application/zip", "Падает сервер, вот дамп", size=25_000_000)
        _settled(api, bot)
        (lost,) = _files(bot, anna)
        assert lost.error in str(_evidence(bot, anna)) or lost.error in str(bot.tasks(_tickets(bot, anna)[0]))
        assert "letter" not in lost.error, "it speaks of the file"

    def test_a_file_that_grows_while_it_is_fetched_is_refused(self, api: BotApi, bot: Bot, anna: Person) -> None:
        before = set(api.files)
        anna.says(PROBLEM)
        api.breaks("getFile", 429, seconds=2)
        anna.sends_document(PDF, "dump.zip", "application/zip")
        (file_id,) = set(api.files) - before
        api.files[file_id].content = bytes(20_000_001)
        _settled(api, bot)
        (dump,) = _files(bot, anna)
        assert dump.content is None
        assert "20000000" in dump.error

    def test_told_to_wait_it_asks_again(self, api: BotApi, bot: Bot, anna: Person) -> None:
        api.breaks("getFile", 429, seconds=2)
        anna.sends_document(PDF, "a.pdf", "application/pdf", PROBLEM)
        anna.waits_for(1, SECONDS)
        assert _files(bot, anna)[0].content is None
        _settled(api, bot)
        (kept,) = _files(bot, anna)
        assert (kept.content, kept.error) == (PDF, "")

    def test_a_file_that_is_gone_is_lost_and_the_rest_goes_on(self, api: BotApi, bot: Bot, anna: Person) -> None:
        api.breaks("getFile", 400)
        anna.sends_document(PDF, "gone.pdf", "application/pdf", PROBLEM)
        anna.waits_for(1, SECONDS)
        _settled(api, bot)
        anna.sends_document(PDF, "here.pdf", "application/pdf")
        _settled(api, bot)
        gone, here = _files(bot, anna)
        assert gone.content is None
        assert gone.error
        assert here.content == PDF


@dataclass(kw_only=True)
class Clock:
    """Telegram's, which goes as the day's does."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at


@dataclass(frozen=True, kw_only=True)
class Simulated:
    """A bot and Telegram whose clocks a test sets."""

    api: BotApi
    day: Day
    clock: Clock
    person: Person

    def at(self, moment: str) -> None:
        self.clock.at = datetime.fromisoformat(moment)
        self.day.at(moment)

    def contents(self) -> list[bytes | None]:
        query = sa.select(blob.c.content).select_from(attachment.outerjoin(blob, blob.c.sha256 == attachment.c.sha256))
        return [row["content"] for row in self.rows(query.order_by(attachment.c.id))]

    def rows(self, query: sa.Select[Any]) -> Sequence[sa.RowMapping]:
        return rows(self.day.url, query)


@pytest.fixture
def simulated(tmp_path: Path) -> Iterator[Simulated]:
    clock = Clock(at=datetime(2026, 11, 23, 10, tzinfo=UTC))
    with BotApi(clock=clock) as api:
        more = f'[telegram]\ntoken = "{api.token}"\nbase_url = "{api.url}"'
        with a_day(tmp_path, "centaur", clock.at.isoformat(), more=more) as day:
            yield Simulated(api=api, day=day, clock=clock, person=someone(api, "Anna", "ru"))


@pytest.mark.parametrize(("method", "how"), [("getFile", 502), ("getFile", "drop"), ("file", 503), ("file", "drop")])
def test_a_server_that_breaks_and_mends_gives_the_file_in_the_end(
    simulated: Simulated, method: str, how: int | str
) -> None:
    tries = 2
    simulated.api.breaks(method, how, times=tries)
    simulated.person.sends_document(PDF, "a.pdf", "application/pdf", PROBLEM)
    notice = simulated.person.waits_for(1, SECONDS)[0]
    assert number.find(notice.text)
    wait_until(lambda: len(simulated.api.called("getFile")) == 1, "the first try", SECONDS)
    simulated.day.settle()
    assert simulated.contents() == [None]
    simulated.at("2026-11-23T10:01:30+00:00")
    wait_until(lambda: len(simulated.api.called("getFile")) == tries, "the second try", SECONDS)
    simulated.day.settle()
    assert simulated.contents() == [None]
    simulated.at("2026-11-23T10:05:00+00:00")
    wait_until(lambda: simulated.contents() == [PDF], "the file", SECONDS)


def test_a_file_that_never_comes_is_given_up_after_a_day(simulated: Simulated) -> None:
    simulated.api.breaks("getFile", 502, times=100)
    simulated.person.sends_document(PDF, "a.pdf", "application/pdf", PROBLEM)
    simulated.person.waits_for(1, SECONDS)
    wait_until(lambda: len(simulated.api.called("getFile")) == 1, "the first try", SECONDS)
    simulated.at("2026-11-24T10:30:00+00:00")
    query = sa.select(attachment.c.error)
    wait_until(lambda: simulated.rows(query)[0]["error"], "it to be given up", SECONDS)
    assert simulated.api.token not in simulated.rows(query)[0]["error"]
    assert simulated.contents() == [None]


class TestEdits:
    def test_all_versions_stand_in_the_history(self, api: BotApi, bot: Bot, anna: Person) -> None:
        said = anna.says("Не печатает принтер в бухгалтерии")
        anna.waits_for(1, SECONDS)
        anna.edits(said.message_id, "Не печатает принтер на складе")
        anna.edits(said.message_id, "Не печатает принтер на складе, второй от входа")
        _settled(api, bot)
        evidence = _evidence(bot, anna)
        assert [one["reply"] for one in evidence["messages"]] == [
            "Не печатает принтер в бухгалтерии", "Не печатает принтер на складе",
            "Не печатает принтер на складе, второй от входа",
        ]  # fmt: skip
        assert len({one["message_id"] for one in evidence["messages"]}) == 1
        assert kinds(evidence).count("edited") == 2
        assert len([heard for heard in anna.hears() if heard.reply_to]) == 1

    def test_of_a_later_message_belongs_where_that_does(self, api: BotApi, bot: Bot, anna: Person) -> None:
        anna.says(PROBLEM)
        later = anna.says("стоит в кабнете 12")
        _settled(api, bot)
        anna.edits(later.message_id, "стоит в кабинете 12")
        _settled(api, bot)
        evidence = _evidence(bot, anna)
        assert [one["reply"] for one in evidence["messages"]] == [PROBLEM, "стоит в кабнете 12", "стоит в кабинете 12"]
        assert event(evidence, "edited")["actor"] == "customer"

    def test_a_caption_written_anew_keeps_the_file_once(self, api: BotApi, bot: Bot, anna: Person) -> None:
        before = set(api.files)
        said = anna.sends_photo(JPEG, PROBLEM)
        anna.waits_for(1, SECONDS)
        (large,) = (key for key in set(api.files) - before if api.files[key].size == len(JPEG))
        size = {"file_id": large, "file_unique_id": "u", "width": 1280, "height": 853, "file_size": len(JPEG)}
        chat, now = {"id": anna.chat_id, "type": "private", "first_name": "Анна"}, int(time.time())
        head = {"message_id": said.message_id, "from": anna.user, "chat": chat, "date": now - 1, "edit_date": now}
        api.update({"edited_message": {**head, "photo": [size], "caption": f"{PROBLEM}, второй день"}})
        _settled(api, bot)
        assert {one.content for one in _files(bot, anna)} == {JPEG}
        evidence = _evidence(bot, anna)
        assert [one["reply"] for one in evidence["messages"]] == [PROBLEM, f"{PROBLEM}, второй день"]
        assert "edited" in kinds(evidence)

    def test_that_comes_twice_counts_once(self, api: BotApi, bot: Bot, anna: Person) -> None:
        said = anna.says(PROBLEM)
        anna.waits_for(1, SECONDS)
        edit = anna.edits(said.message_id, f"{PROBLEM}, срочно нужна замена")
        _settled(api, bot)
        assert edit.update_id is not None
        api.redeliver(edit.update_id)
        _settled(api, bot)
        assert kinds(_evidence(bot, anna)).count("edited") == 1

    def test_of_thanks_into_other_thanks_opens_nothing(self, api: BotApi, bot: Bot, anna: Person) -> None:
        said = anna.says("Спасибо")
        _settled(api, bot)
        anna.edits(said.message_id, "Спасибо большое!")
        _settled(api, bot)
        assert _tickets(bot, anna) == []
        assert anna.hears() == []
        assert len(_reasons(bot, anna)) == 2

    def test_of_thanks_into_a_request_is_a_request(self, api: BotApi, bot: Bot, anna: Person) -> None:
        """Whoever goes on by editing what he wrote has told us something: content is never swallowed."""
        said = anna.says("Спасибо")
        _settled(api, bot)
        assert _tickets(bot, anna) == []
        anna.edits(said.message_id, "Спасибо, но касса номер три с утра снова не работает")
        _settled(api, bot)
        assert len(_tickets(bot, anna)) == 1
        assert number.find(anna.waits_for(1, SECONDS)[0].text)

    def test_what_is_asked_is_measured_by_what_is_said_now(self, api: BotApi, bot: Bot, anna: Person) -> None:
        """A level that is written into the message while it is told counts as one that was named."""
        said = anna.says(PROBLEM)
        anna.waits_for(1, SECONDS)
        anna.edits(said.message_id, f"{PROBLEM}. Критичность: низкая")
        _settled(api, bot)
        wait_until(lambda: _evidence(bot, anna)["severity"] == "low", "the level that is named now", 5)


class TestForwards:
    def test_words_of_others_are_a_request_like_any(self, api: BotApi, bot: Bot, anna: Person) -> None:
        anna.forwards("Коллеги, с утра не открывается база, никто не может работать", "Пётр")
        _settled(api, bot)
        evidence = _evidence(bot, anna)
        assert evidence["messages"][0]["reply"] == "Коллеги, с утра не открывается база, никто не может работать"
        assert evidence["messages"][0]["sender"] == anna.address
        assert number.find(anna.hears()[0].text) == (evidence["number"],)

    def test_with_a_word_of_ones_own_before_are_one_request(self, api: BotApi, bot: Bot, anna: Person) -> None:
        anna.says("Посмотрите, пожалуйста, что пишет бухгалтер")
        anna.forwards("У нас не проводятся накладные, ошибка на всех местах", "Бухгалтер")
        _settled(api, bot)
        assert len(_evidence(bot, anna)["messages"]) == 2

    def test_nobody_elses_words_are_consent(self, api: BotApi, bot: Bot, anna: Person) -> None:
        """They are shown to us, as a quotation in a mail is."""
        anna.says(f"{PROBLEM}. Критичность: критическая")
        _settled(api, bot)
        (opened,) = _tickets(bot, anna)
        assert bot.evidence(opened)["severity_by"] == "stated"
        ran = bot.configured("ticket", "confirm", opened, "low", "--by", "Olga")
        assert ran.code == 0, ran.err
        anna.waits_for(lambda heard: any("agree:" in str(one.buttons) for one in heard), SECONDS)
        _settled(api, bot)
        anna.forwards("Согласен", "Пётр")
        _settled(api, bot)
        assert not {"answer_unproven", "consented"} & set(kinds(bot.evidence(opened)))
