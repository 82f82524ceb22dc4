"""Updates of Telegram against a corpus of our own: `x.json` is an update, `x.read.json` what a person reads in it.

What an expectation doesn't name has its ordinary value, as below: nothing is left unjudged.
"""

import json
import pickle
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot, Update

from intakebot.domain.chat import is_chat
from intakebot.domain.message import Attachment, Message
from intakebot.reading.chats import telegram
from intakebot.reading.reader import read
from tests.reading.chats.updates import CORPUS, NAMES, received, said, update

ORDINARY: dict[str, Any] = {
    "in_reply_to": [],
    "sender": {"name": "Анна Ковалёва", "address": "telegram:7000001"},
    "text": "",
    "attachments": [],
    "auto": None,
    "ticket_refs": [],
    "defects": [],
}
CHAT: dict[str, Any] = {
    "address": "telegram:7000001",
    "private": True,
    "message": "41",
    "act": "said",
    "command": "",
    "argument": "",
    "pressed": "",
    "answers": "",
    "album": "",
    "wordless": False,
    "addressed": False,
    "forwarded": False,
    "language": "ru",
}


def shown(attachment: Attachment) -> dict[str, Any]:
    names = ("filename", "content_type", "remote", "size")
    return {name: getattr(attachment, name) for name in names}


def as_expected(message: Message) -> dict[str, Any]:
    assert message.chat
    return {
        "message_id": message.message_id,
        "in_reply_to": list(message.in_reply_to),
        "sender": asdict(message.sender),
        "date": message.date.isoformat() if message.date else None,
        "text": message.text,
        "reply": message.reply,
        "attachments": [shown(attachment) for attachment in message.attachments],
        "auto": message.auto,
        "ticket_refs": list(message.ticket_refs),
        "defects": list(message.defects),
        "chat": asdict(message.chat),
    }


@pytest.mark.parametrize("name", NAMES)
def test_updates_are_read_as_a_person_reads_them(name: str) -> None:
    given: dict[str, Any] = json.loads((CORPUS / f"{name}.read.json").read_text("utf-8"))
    wanted = ORDINARY | given | {"chat": CHAT | given.get("chat", {})}
    wanted.setdefault("reply", wanted["text"])
    assert as_expected(telegram.read(received(update(name)))) == wanted


@pytest.mark.parametrize("name", NAMES)
def test_what_only_mail_has_is_empty_and_nobody_is_proven(name: str) -> None:
    message = telegram.read(received(update(name)))
    assert [*message.reply_to, *message.to, *message.cc, *message.delivered_to, *message.references] == []
    assert message.subject == ""
    assert message.report is None
    assert not message.authentication.passed
    assert message.authentication.reason == f"telegram account {message.sender.address.removeprefix('telegram:')}"
    assert is_chat(message.sender.address)
    assert all(attachment.content == b"" and attachment.remote for attachment in message.attachments)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_bytes_are_the_same_message_also_in_another_process(name: str) -> None:
    once, twice = (read(received(update(name)), None) for _ in range(2))
    assert once == twice == pickle.loads(pickle.dumps(once))  # noqa: S301 -- our own
    assert once.identity == twice.identity


def test_different_updates_are_different_messages() -> None:
    alike = {"photo-of-album-wordless"}  # these have their own message ids; the others here share one by intent
    texts = [
        name for name in NAMES if name.startswith(("press", "member", "text", "edit", "document", "voice", *alike))
    ]
    ids = {telegram.read(received(update(name))).identity for name in texts if not name.startswith("press-")}
    assert len(ids) == sum(not name.startswith("press-") for name in texts)


def test_an_edit_is_another_message_than_what_it_rewrites() -> None:
    first = {"message": said(text="Nie działa")}
    rewritten = {"edited_message": said(text="Nie działa", edit_date=1767607201)}
    messages = [telegram.read(received({"update_id": 1, **one})) for one in (first, rewritten)]
    assert messages[0].message_id == messages[1].message_id
    assert messages[0].identity != messages[1].identity


def test_the_same_words_said_twice_are_two_messages() -> None:
    messages = [telegram.read(received({"update_id": 1, "message": said(text="?", message_id=i)})) for i in (1, 2)]
    assert messages[0].identity != messages[1].identity


def test_the_words_of_a_long_text_are_cut_and_that_is_told() -> None:
    text = "ж" * 19_999 + "😀" + "x"
    message = telegram.read(received({"update_id": 1, "message": said(text=text)}))
    assert message.text == message.reply == text[:-1]
    assert message.defects == ("text-cut",)


def test_halves_of_characters_and_nul_are_removed() -> None:
    raw = json.dumps({"update_id": 1, "message": said(text="a\ud83d b\0\ude00c")}).encode()
    assert telegram.read(received(raw)).text == "a bc"


def test_a_command_that_ends_within_a_character_is_none() -> None:
    entities = [{"type": "bot_command", "offset": 0, "length": 5}]
    message = telegram.read(received({"update_id": 1, "message": said(text="/new😀 x", entities=entities)}))
    assert message.text == "/new😀 x"
    assert message.chat
    assert (message.chat.command, message.chat.argument) == ("", "")


def test_quotations_that_overlap_and_reach_beyond_the_end_are_left_out_once() -> None:
    spans = ((4, 99), (2, 4), (-1, 2), (3, 0), (2, 3))
    entities = [{"type": "blockquote", "offset": offset, "length": length} for offset, length in spans]
    message = telegram.read(received({"update_id": 1, "message": said(text="ab cd ef", entities=entities)}))
    assert message.reply == "ab"


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("file-without-id", "name-missing")])
def test_it_is_all_one_whether_the_bytes_are_telegrams_or_come_by_the_library(name: str) -> None:
    """python-telegram-bot asks for every field that the documentation doesn't call optional, and writes its own JSON."""
    by_library = Update.de_json(json.loads(update(name)), Bot("1:x")).to_json().encode()
    assert telegram.read(received(by_library)) == telegram.read(received(update(name)))


def test_every_expectation_has_its_update() -> None:
    assert {path.name.removesuffix(".read.json") for path in Path(CORPUS).glob("*.read.json")} == set(NAMES)
