"""Events of Matrix, as the channel hands them over: what a person reads in them, and nothing that hurts."""

import json
import pickle
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.domain.errors import Unreadable
from intakebot.domain.message import Message
from intakebot.domain.received import Envelope, Received
from intakebot.reading.reader import read

ANNA, BOT, ROOM = "@anna:hs.example", "@bot:hs.example", "!Room:hs.example"
ASKED = {
    "type": "m.room.message", "event_id": "$asked", "sender": BOT,
    "content": {"body": "…", "org.intakebot": {"buttons": [
        {"sign": "X", "data": "level:N:X"}, {"sign": "1", "data": "level:N:1"}, {"sign": "!2", "data": "skip:N:a"},
    ]}},
}  # fmt: skip


def event(content: dict[str, Any], **more: object) -> dict[str, Any]:
    ordinary = {
        "type": "m.room.message", "event_id": "$event", "sender": ANNA, "origin_server_ts": 1_767_607_200_000,
        "content": content,
    }  # fmt: skip
    return {**ordinary, **more}


def handed(said: object, **more: object) -> Message:
    told = {"own": BOT, "room": ROOM, "private": True, "name": "Anna", "event": said, "below": None, **more}
    envelope = Envelope(
        channel="matrix", mailbox="support@desk.example", mail_from=f"matrix:{ROOM}", peer="matrix",
        received_at=datetime(2026, 1, 5, 10, tzinfo=UTC),
    )  # fmt: skip
    message = read(Received(envelope=envelope, raw=json.dumps(told).encode()), None)
    assert pickle.loads(pickle.dumps(message)) == message  # noqa: S301 -- our own
    return message


def text(body: str, **more: object) -> dict[str, Any]:
    return event({"msgtype": "m.text", "body": body, **more})


def answering(body: str, answered: str = "$asked", **more: object) -> dict[str, Any]:
    return text(body, **{"m.relates_to": {"m.in_reply_to": {"event_id": answered}, **more}})


def test_a_message_is_read_with_its_place() -> None:
    message = handed(text("Nie działa.\r\nSUP-0000-0000 \0"))
    chat = message.chat
    assert chat is not None
    assert (message.text, message.reply) == ("Nie działa.\nSUP-0000-0000 ",) * 2
    assert (message.sender.name, message.sender.address) == ("Anna", f"matrix:{ANNA}")
    assert (chat.address, chat.private, chat.message, chat.act) == (f"matrix:{ROOM}", True, "$event", "said")
    assert message.answer_to.address == f"matrix:{ROOM}"
    assert (message.date, message.auto) == (datetime(2026, 1, 5, 10, tzinfo=UTC), None)
    assert not message.authentication.passed
    assert message.message_id.endswith("@matrix")
    assert message.message_id.isascii()


@pytest.mark.parametrize(
    ("body", "command", "argument"),
    [
        ("!status", "status", ""),
        ("/status", "status", ""),
        ("!Status SUP-1234-5672\n", "status", "SUP-1234-5672"),
        ("!new Drukarka\nstoi", "new", "Drukarka\nstoi"),
        ("! pomocy", "", ""),
        ("!!!", "", ""),
        ("/var/log/syslog jest pusty", "", ""),
        ("proszę !status", "", ""),
    ],
)
def test_commands_begin_with_either_sign(body: str, command: str, argument: str) -> None:
    chat = handed(text(body)).chat
    assert chat is not None
    assert (chat.command, chat.argument) == (command, argument)


def test_answers_name_what_they_answer_and_lose_the_quotation() -> None:
    quoted = "> <@bot:hs.example> Zarejestrowaliśmy\n> zgłoszenie\n\nJeszcze jedno\n> to moje"
    message = handed(answering(quoted))
    assert message.chat is not None
    assert (message.chat.answers, message.reply) == ("$asked", "Jeszcze jedno\n> to moje")
    assert handed(answering("> sam cytuję\n\nodpowiedź")).reply == "> sam cytuję\n\nodpowiedź"
    assert handed(text(quoted)).reply == quoted


def test_in_a_thread_the_first_message_is_answered() -> None:
    thread = {"rel_type": "m.thread", "event_id": "$first", "is_falling_back": True}
    real = {**thread, "is_falling_back": False}
    found = [handed(answering("tak", "$before", **about)).chat for about in (thread, real)]
    assert [chat.answers for chat in found if chat] == ["$first", "$before"]


def test_who_answers_himself_names_his_own_message() -> None:
    assert handed(answering("i jeszcze", "$event")).in_reply_to == (handed(text("pierwsza")).message_id,)


def test_a_rewritten_message_keeps_its_name_for_its_writer_alone() -> None:
    first = handed(text("stoi drukarka"))
    new = {
        "m.new_content": {"msgtype": "m.text", "body": "stoi skaner"},
        "m.relates_to": {"rel_type": "m.replace", "event_id": "$event"},
    }
    rewritten = handed({**text("* stoi skaner", **new), "event_id": "$later"})
    stranger = handed({**text("* stoi skaner", **new), "event_id": "$later", "sender": "@jan:hs.example"})
    assert rewritten.chat is not None
    assert (rewritten.chat.act, rewritten.chat.message, rewritten.text) == ("edited", "$event", "stoi skaner")
    assert rewritten.message_id == first.message_id != stranger.message_id
    assert rewritten.identity != first.identity


@pytest.mark.parametrize(
    ("typed", "latest", "answered", "pressed"),
    [
        ("1", True, False, "level:N:1"),
        (" 1. ", True, False, "level:N:1"),
        ("x", True, False, "level:N:X"),
        ("Х", True, False, "level:N:X"),  # Cyrillic
        ("1", False, True, "level:N:1"),
        ("> <@bot:hs.example> …\n\n1", False, True, "level:N:1"),
        ("!1", False, False, "level:N:1"),
        ("/1", False, False, "level:N:1"),
        ("!2", False, False, "skip:N:a"),
        ("2", True, True, ""),
        ("1", False, False, ""),
        ("3", True, True, ""),
        ("11", True, True, ""),
        ("1 komputer", True, True, ""),
    ],
)
def test_a_sign_presses_the_button_that_it_stands_for(typed: str, latest: bool, answered: bool, pressed: str) -> None:
    said = answering(typed) if answered else text(typed)
    chat = handed(said, below={"event": ASKED, "latest": latest}).chat
    assert chat is not None
    assert (chat.act, chat.pressed) == (("pressed", pressed) if pressed else ("said", ""))
    if pressed:
        assert (chat.message, chat.answers) == ("$asked", "$asked")


def test_nobody_presses_by_a_message_that_is_not_ours() -> None:
    forged = {"event": {**ASKED, "sender": ANNA}, "latest": True}
    for below in (forged, None, {}, {"event": {**ASKED, "content": {"org.intakebot": {"buttons": "1"}}}}):
        chat = handed(text("1"), below=below).chat
        assert chat is not None
        assert chat.act == "said"
    assert handed(text("1"), own="", below={"event": {**ASKED, "sender": ""}, "latest": True}).chat


@pytest.mark.parametrize("msgtype", ["m.image", "m.file", "m.audio", "m.video"])
def test_a_file_is_an_attachment_to_be_fetched(msgtype: str) -> None:
    info = {"mimetype": "image/PNG", "size": 4711}
    content = {
        "msgtype": msgtype,
        "body": "Tak to wygląda",
        "filename": "../ekran.png",
        "url": "mxc://hs.example/Ab_1-",
    }
    message = handed(event({**content, "info": info}))
    [file] = message.attachments
    assert (file.filename, file.content_type, file.size) == ("ekran.png", "image/png", 4711)
    assert (file.remote, message.reply) == ("matrix:mxc://hs.example/Ab_1-", "Tak to wygląda")
    bare = handed(event({"msgtype": msgtype, "body": "ekran.png", "url": "mxc://hs.example/x"}))
    assert (bare.attachments[0].filename, bare.reply) == ("ekran.png", "")
    assert bare.chat is not None
    assert not bare.chat.wordless


def test_a_file_that_nobody_can_fetch_is_told_of() -> None:
    for content in (
        {"file": {"url": "mxc://hs.example/x"}},
        {"url": "https://evil.example/x"},
        {"url": "mxc://a/../b"},
    ):
        message = handed(event({"msgtype": "m.file", "body": "x.log", **content}))
        assert (message.attachments, message.defects) == ((), ("file-unreadable",))
        assert message.chat is not None
        assert not message.chat.wordless


def test_what_says_nothing_is_wordless() -> None:
    sticker = event({"body": "kot", "url": "mxc://hs.example/cat"}, type="m.sticker")
    place = event({"msgtype": "m.location", "body": "Tu", "geo_uri": "geo:52.2,21"})
    for said in (sticker, place, text(" \u200b "), event({})):
        chat = handed(said).chat
        assert chat is not None
        assert chat.wordless


def test_what_programs_say_is_automatic() -> None:
    assert handed(event({"msgtype": "m.notice", "body": "kopia gotowa"})).auto == "auto-generated"
    assert handed(text("Zarejestrowaliśmy", **{"org.intakebot": {}})).auto == "auto-generated"
    assert handed({**text("to my"), "sender": BOT}).auto == "loop"


@pytest.mark.parametrize(("membership", "act"), [("leave", "left"), ("ban", "left"), ("join", "said")])
def test_who_goes_has_left(membership: str, act: str) -> None:
    message = handed(event({"membership": membership}, type="m.room.member", state_key=ANNA))
    assert message.chat is not None
    assert (message.chat.act, message.chat.wordless, message.auto) == (act, True, "auto-generated")


def test_old_accounts_that_differ_in_capitals_are_different_people() -> None:
    names = {
        handed({**text("x"), "sender": one}).sender.address for one in (ANNA, "@Anna:hs.example", "@=41nna:hs.example")
    }
    assert len({name.lower() for name in names}) == 3


@pytest.mark.parametrize(
    "broken",
    [
        {"event": {}},
        {"event": None},
        {"event": {**text("x"), "type": "m.room.topic"}},
        {"event": {**text("x"), "sender": "anna"}},
        {"event": {**text("x"), "sender": "@anna"}},
        {"event": {**text("x"), "event_id": 7}},
        {"room": "#alias:hs.example"},
        {"room": "!" + "r" * 300},
    ],
)
def test_without_who_where_and_which_it_is_unreadable(broken: dict[str, Any]) -> None:
    said = broken.pop("event", text("x"))
    with pytest.raises(Unreadable):
        handed(said, **broken)


_ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.sampled_from(["m.text", "m.file", "$x", "1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["body", "msgtype", "url", "info", "m.relates_to", "m.new_content", "rel_type", "event_id",
                         "m.in_reply_to", "org.intakebot", "buttons", "sign", "data", "filename", "file", "size"]), inner, max_size=5,
    ),
    max_leaves=20,
)  # fmt: skip


@given(content=_ODD, below=_ODD, stamp=_ODD)
def test_whatever_an_event_has_it_is_read_or_unreadable(content: object, below: object, stamp: object) -> None:
    said = event({}) | {"content": content, "origin_server_ts": stamp}
    message = handed(said, below={"event": {**ASKED, "content": below}, "latest": True})
    assert "\0" not in message.text + message.reply
    message.text.encode()
    assert message.identity


def test_long_texts_are_cut_and_quick() -> None:
    message = handed(text("słowo " * 50_000))
    assert (len(message.text), message.defects) == (20_000, ("text-cut",))
    handed(answering("> <@a:b> x\n" * 10_000))
    handed(text(" " * 60_000 + "!"))
