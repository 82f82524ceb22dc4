"""Hostile updates: whatever the bytes, the answer is a message that keeps to the caps, or Unreadable with a reason, soon."""

import copy
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intakebot.domain.errors import Unreadable
from intakebot.domain.message import Message
from intakebot.reading.chats import telegram
from tests.reading.chats.updates import NAMES, received, said, update

MEGABYTE = 1024 * 1024
#: Seconds of CPU; the bound of the house is 5.
PATIENCE = 4.0


def read(raw: bytes) -> Message | Unreadable:
    try:
        return telegram.read(received(raw))
    except Unreadable as error:
        return error


def checked(raw: bytes) -> Message | None:
    """What always holds of an update that could be read; None for one that couldn't."""
    message = read(raw)
    if isinstance(message, Unreadable):
        assert message.detail
        assert len(str(message)) < 400
        return None
    chat = message.chat
    assert chat is not None
    lines = [message.message_id, message.sender.name, *(attachment.filename for attachment in message.attachments)]
    lines += [chat.command, chat.album, chat.language, chat.answers, chat.message, chat.address]
    for text in (*lines, message.text, message.reply, chat.argument, chat.pressed):
        text.encode("utf-8")
        assert "\0" not in text
        assert "\r" not in text
    assert not any("\n" in line for line in lines)
    assert len(message.text) <= 20_000
    assert len(message.sender.name) <= 200
    assert len(message.attachments) <= 50
    assert len(chat.command) <= 32
    assert len(chat.pressed.encode()) <= 64
    assert bool(message.text) == bool(message.reply)
    assert all(attachment.remote and attachment.remote_size >= 0 for attachment in message.attachments)
    assert message.date is None or message.date.utcoffset() is not None
    assert message.identity
    return message


def of_message(**more: object) -> bytes:
    return json.dumps({"update_id": 1, "message": said(**more)}).encode()


def padded(before: bytes, unit: bytes, after: bytes, length: int = MEGABYTE) -> bytes:
    """As many units as fit between the two."""
    return before + unit * ((length - len(before) - len(after)) // len(unit)) + after


TEXT = b'{"update_id":1,"message":{"message_id":1,"chat":{"id":7},"from":{"id":7},"date":1,"text":'
HOSTILE: dict[str, Callable[[], bytes]] = {
    "a text of a megabyte": lambda: padded(TEXT + b'"', b"x", b'"}}'),
    "a text of escapes": lambda: padded(TEXT + b'"', b"\\ud83d", b'"}}'),
    "invisible characters": lambda: padded(TEXT + b'"', "\u200b".encode(), b'"}}'),
    "digits of ticket numbers": lambda: padded(TEXT + b'"', b"CEN-1234-567", b'"}}'),
    "lists": lambda: padded(TEXT + b'"x","photo":[', b"[],", b"[]]}}"),
    "photos": lambda: padded(TEXT + b'"x","photo":[', b'{"file_id":"x"},', b"{}]}}"),
    "entities": lambda: padded(TEXT + b'"x","entities":[', b'{"offset":0,"length":1,"type":"blockquote"},', b"{}]}}"),
    "one entity over and over": lambda: of_message(
        text="😀" * 20_000, entities=[{"offset": n, "length": 40_000, "type": "blockquote"} for n in range(100)]
    ),
    "a file's name": lambda: padded(TEXT + b'"x","document":{"file_id":"x","file_name":"', b"../", b'"}}}'),
    "a person's name": lambda: padded(b'{"update_id":1,"message":{"from":{"id":1,"first_name":"', b"\\u202e ", b'"}}}'),
    "one field over and over": lambda: padded(TEXT + b'"x"', b',"text":"y"', b"}}"),
    "many fields": lambda: b'{"update_id":1,"message":{' + b",".join(b'"%d":0' % n for n in range(90_000)) + b"}}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_updates_are_read_in_time(name: str) -> None:
    raw = HOSTILE[name]()
    assert len(raw) <= MEGABYTE
    begun = time.process_time()
    checked(raw)
    assert time.process_time() - begun < PATIENCE


UNREADABLE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "no JSON"),
    "bytes": (b"\xff\xfe", "no JSON"),
    "another encoding": ('{"update_id":1}'.encode("utf-16"), "no JSON"),
    "half": (b'{"update_id":1,"message":{', "no JSON"),
    "NaN": (b'{"update_id":1,"message":NaN}', "NaN is no number"),
    "infinity": (TEXT + b'"x","location":{"latitude":-Infinity}}}', "Infinity is no number"),
    "an integer that takes long": (b'{"update_id":' + b"9" * 5_000 + b"}", "no JSON"),
    "a list": (b"[]", "no JSON object"),
    "null": (b"null", "no JSON object"),
    "too deep for us": (TEXT + b"[" * 60 + b"]" * 60 + b"}}", "too deep"),
    "too deep for the parser": (b"[" * 500_000, "too deep"),
    "objects too deep": (b'{"a":' * 150_000, "too deep"),
    "too large": (TEXT + b'"' + b"x" * MEGABYTE + b'"}}', "1,048,576 are the most"),
    "no update_id": (b'{"message":{}}', "no update_id"),
    "a true update_id": (b'{"update_id":true,"message":{}}', "no update_id"),
    "a broken update_id": (b'{"update_id":1.0,"message":{}}', "no update_id"),
    "another kind": (b'{"update_id":1,"poll":{"id":"1"}}', "none of message"),
    "a mail": (b"From: a@example.org\r\n\r\nx", "no JSON"),
    "no object": (b'{"update_id":1,"message":[1]}', "its chat has no id"),
    "no message id": (b'{"update_id":1,"message":{"chat":{"id":7}}}', "its message has no id"),
    "nobody": (b'{"update_id":1,"message":{"chat":{"id":7},"message_id":1}}', "its sender has no id"),
    "a giant's id": (b'{"update_id":1,"message":{"chat":{"id":9223372036854775808}}}', "its chat has no id"),
    "a press without id": (b'{"update_id":1,"callback_query":{"id":7,"from":{"id":7}}}', "its press has no id"),
    "a press of nobody": (b'{"update_id":1,"callback_query":{"id":"7"}}', "its sender has no id"),
    "a member of nothing": (b'{"update_id":1,"my_chat_member":{"from":{"id":7}}}', "its chat has no id"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_update_is_unreadable_and_says_why(name: str) -> None:
    raw, reason = UNREADABLE[name]
    with pytest.raises(Unreadable, match=reason):
        telegram.read(received(raw))


def places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The ways to every value within."""
    yield path
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, (*path, key))


def replaced(whole: object, path: tuple[str | int, ...], value: object) -> Any:
    """A copy with another value at one place."""
    if not path:
        return value
    at: Any = copy.deepcopy(whole)
    changed = at
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return changed


WRONG: tuple[object, ...] = (
    None, True, False, 0, -1, 2**63, -(2**70), 10**400, 1e308, 0.5, "", "x", "\ud800\0\r\n", "9" * 300, [], [[]], [None, 1, "x", {}],
    {}, {"id": {}}, {"id": 2**40}, {"text": []},
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_field_may_have_any_wrong_type(name: str) -> None:
    whole = json.loads(update(name))
    for path in places(whole):
        for value in WRONG:
            checked(json.dumps(replaced(whole, path, value)).encode())


@pytest.mark.parametrize("date", [0, -5, 253_402_300_800, 2**62, 1e9, True, "1767607200"])
def test_a_date_that_is_none_is_left_out(date: object) -> None:
    message = checked(of_message(text="x", date=date))
    assert message
    assert message.date is None


@pytest.mark.parametrize(("latitude", "longitude"), [("1e999", "0"), ("9" * 400, "0"), ("0", "180.1"), ("-90.1", "0")])
def test_a_place_that_is_nowhere_is_none(latitude: str, longitude: str) -> None:
    place = f'{{"latitude":{latitude},"longitude":{longitude}}}'.encode()
    message = checked(TEXT + b'"","location":' + place + b"}}")
    assert message
    assert message.text == ""


def test_of_long_lists_the_beginning_is_looked_at() -> None:
    quotes = [{"offset": 2 * number, "length": 1, "type": "blockquote"} for number in range(150)]
    message = checked(of_message(text="q." * 150, entities=quotes))
    assert message
    assert message.reply == "." * 100 + "q." * 50


#: Without these there is nothing to register; everything else is left out when it is wrong.
NEEDED = {"update_id", "message", "message_id", "chat", "from", "id"}


def test_a_wrong_field_costs_only_itself() -> None:
    whole = {"update_id": 1, "message": said(
        text="Не работает", entities=[], reply_to_message={"message_id": 5}, media_group_id="1", forward_origin={},
        document={"file_id": "D", "file_name": "a.txt", "mime_type": "text/plain", "file_size": 3},
    )}  # fmt: skip
    for path in places(whole):
        if path and path[-1] not in NEEDED:
            message = checked(json.dumps(replaced(whole, path, [0.5])).encode())
            assert message
            assert (message.text == "Не работает") == (path[-1] != "text")
            assert message.chat
            assert (message.chat.answers == "5") == ("reply_to_message" not in path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
WHOLES = [json.loads(update(name)) for name in NAMES]
FIELDS = sorted({str(key) for whole in WHOLES for path in places(whole) for key in path if isinstance(key, str)})
#: JSON of the fields that updates have, at any place.
LIKE_UPDATES = st.recursive(
    JSON, lambda inner: st.dictionaries(st.sampled_from(FIELDS), inner, max_size=6), max_leaves=8
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(JSON | LIKE_UPDATES)
def test_any_json_is_an_update_or_none(value: object) -> None:
    checked(json.dumps(value).encode())


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_json_at_any_place_of_an_update_is_borne(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(WHOLES))
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(sorted(places(whole), key=repr)))
        whole = replaced(whole, path, data.draw(JSON | LIKE_UPDATES))
    checked(json.dumps(whole).encode())


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), JSON | LIKE_UPDATES, max_size=8))
def test_a_message_may_have_anything_beside_who_and_where(more: dict[str, Any]) -> None:
    more = {key: value for key, value in more.items() if key not in NEEDED}
    finite = "NaN" not in (raw := json.dumps({"update_id": 1, "message": said(**more)})) and "Infinity" not in raw
    assert not finite or checked(raw.encode()) is not None


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_an_update_or_none(raw: bytes) -> None:
    checked(raw)
    checked(TEXT + raw)
