"""A customer chooses where we write to him when it is we who begin (/notices)."""

from pathlib import Path

import pytest

from tests.chats.simulated import Talks, talks
from tests.chats.test_mail_and_chat import ANNA, BROKEN, button
from tests.days.day import text_of
from tests.days.test_centaur import CONTACTS
from tests.servers.botapi import Person

START = "2026-02-20T10:00:00+03:00"


def _began(desk: Talks) -> tuple[str, Person]:
    """A request by mail whose writer has linked a chat since; its number, and the chat."""
    number = desk.day.write(f"Анна <{ANNA}>", "Не работает связь", BROKEN)
    chat = desk.person()
    desk.links(chat, ANNA)
    return number, chat


def _chooses(desk: Talks, chat: Person, way: str) -> str:
    """By button; what the bot answers."""
    (choice,) = desk.says(chat, "/notices")
    (said,) = desk.presses(chat, choice.message_id, f"way::{way}")
    return said.text


def _asked_by(desk: Talks, number: str, chat: Person, words: str) -> str:
    """An agent asks; the way that the question goes."""
    desk.day.agent("ask", number, "--words", words)
    desk.after(seconds=1)
    mailed = any(words in text_of(letter) for letter in desk.day.letters(ANNA))
    chatted = any(words in said.text for said in chat.hears())
    assert mailed != chatted
    return "mail" if mailed else "chat"


@pytest.mark.parametrize(
    ("way", "heard_in", "goes"),
    [("mail", "chat", "mail"), ("chat", "mail", "chat"), ("last", "chat", "chat"), ("last", "mail", "mail")],
)
def test_what_we_begin_goes_where_it_was_chosen(tmp_path: Path, way: str, heard_in: str, goes: str) -> None:
    with talks(tmp_path, "centaur", START, contacts=CONTACTS) as desk:
        number, chat = _began(desk)
        assert _chooses(desk, chat, way)
        if heard_in == "chat":
            (status,) = desk.says(chat, f"/status {number}")
            assert number in status.text  # an answer: where he asked, whatever he chose
        assert _asked_by(desk, number, chat, "Which-one?") == goes


def test_a_chat_that_was_left_is_no_way(tmp_path: Path) -> None:
    with talks(tmp_path, "centaur", START, contacts=CONTACTS) as desk:
        number, chat = _began(desk)
        _chooses(desk, chat, "chat")
        chat.blocks()
        desk.after(seconds=1)
        desk.day.agent("ask", number, "--words", "Which-one?")
        desk.after(seconds=1)
        desk.day.agent("ask", number, "--words", "Which-two?")
        desk.after(seconds=1)
        assert any("Which-two?" in text_of(letter) for letter in desk.day.letters(ANNA))


def test_consent_is_asked_there_and_answered_where_it_is_given(tmp_path: Path) -> None:
    with talks(tmp_path, "centaur", START, contacts=CONTACTS) as desk:
        number, chat = _began(desk)
        _chooses(desk, chat, "chat")
        assert desk.day.agent("confirm", number, "medium")["confirm"] == "asked"
        desk.after(seconds=1)
        asked = desk.heard(chat, "Вы согласны?")
        (changed,) = desk.presses(chat, asked.message_id, button(asked, "agree"))
        assert "Стало: средний" in changed.text


def test_nobody_chooses_without_an_address_on_record(tmp_path: Path) -> None:
    with talks(tmp_path, "centaur", START, contacts=CONTACTS) as desk:
        stranger = desk.person()
        for command in ("/notices mail", "/notices chat"):
            (said,) = desk.says(stranger, command)
            assert "/link" in said.text


def test_a_chat_that_proves_to_be_anothers_hears_no_more_of_the_first(tmp_path: Path) -> None:
    contacts = CONTACTS + '[[contact]]\naddress = "boris@vector.example"\norganisation = "vector"\n'
    with talks(tmp_path, "centaur", START, contacts=contacts) as desk:
        number, chat = _began(desk)
        _chooses(desk, chat, "chat")
        desk.links(chat, "boris@vector.example")
        assert _asked_by(desk, number, chat, "Which-one?") == "mail"
