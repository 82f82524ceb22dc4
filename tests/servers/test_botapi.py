"""The tests' own Bot API server, held to the documentation: plain HTTP, and python-telegram-bot."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
import telegram

from tests.servers.botapi import BotApi
from tests.servers.ports import wait_until


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as served:
        yield served


@pytest.fixture
def call(api: BotApi) -> Iterator["Caller"]:
    with httpx.Client(trust_env=False) as client:
        yield Caller(api, client)


class Caller:
    def __init__(self, api: BotApi, client: httpx.Client) -> None:
        self._root = f"{api.url}/bot{api.token}"
        self._client = client

    def __call__(self, method: str, **given: Any) -> Any:
        answer = self._client.post(f"{self._root}/{method}", json=given).json()
        assert answer["ok"], answer
        return answer["result"]

    def refused(self, method: str, **given: Any) -> tuple[int, str]:
        answer = self._client.post(f"{self._root}/{method}", json=given)
        body = answer.json()
        assert not body["ok"]
        assert body["error_code"] == answer.status_code
        return answer.status_code, body["description"]


def test_takes_json_forms_multipart_and_queries_alike(api: BotApi, call: Caller) -> None:
    anna = api.person(7)
    url, given = f"{api.url}/bot{api.token}/sendMessage", {"chat_id": "7", "text": "привет"}
    with httpx.Client(trust_env=False) as client:
        answers = [
            client.get(url, params=given),
            client.post(url, data=given),
            client.post(url, json=given),
            client.post(url, files={name: (None, value) for name, value in given.items()}),
        ]
    assert [answer.json()["result"]["text"] for answer in answers] == ["привет"] * 4
    assert [heard.text for heard in anna.hears()] == ["привет"] * 4
    assert call("GETME")["id"] == api.id  # method names are case-insensitive


def test_refuses_strangers_tokens_and_unknown_methods(api: BotApi, call: Caller) -> None:
    with httpx.Client(trust_env=False) as client:
        assert client.get(f"{api.url}/bot1:abc/getMe").status_code == 401
        assert client.get(f"{api.url}/botnonsense/getMe").status_code == 404
        assert client.get(f"{api.url}/file/bot1:abc/documents/file_0.txt").status_code == 401
    assert call.refused("sendFlowers") == (404, "Not Found: method not found")


def test_updates_are_telegrams_json_and_the_offset_confirms(api: BotApi, call: Caller) -> None:
    anna = api.person(7, "Анна", "ru", username="anna")
    said = anna.says("/start abc и ещё /help@intake_test_bot", at=datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    anna.edits(said.message_id, "привет")
    first, second = call("getUpdates")
    assert first == {
        "update_id": said.update_id,
        "message": {
            "message_id": 1,
            "from": {"id": 7, "is_bot": False, "first_name": "Анна", "username": "anna", "language_code": "ru"},
            "chat": {"id": 7, "first_name": "Анна", "username": "anna", "type": "private"},
            "date": 1795338000,
            "text": "/start abc и ещё /help@intake_test_bot",
            "entities": [
                {"type": "bot_command", "offset": 0, "length": 6},
                {"type": "bot_command", "offset": 17, "length": 21},
            ],
        },
    }
    assert second["update_id"] == first["update_id"] + 1
    assert second["edited_message"]["text"] == "привет"
    assert second["edited_message"]["edit_date"] > second["edited_message"]["date"] - 1
    assert len(call("getUpdates", limit=1)) == 1
    assert call("getUpdates", offset=second["update_id"]) == [second]
    assert call("getUpdates", offset=second["update_id"] + 1) == []
    assert api.pending == 0
    api.redeliver(first["update_id"])
    assert call("getUpdates", offset=second["update_id"] + 1) == [first]


def test_negative_offsets_count_from_the_end(api: BotApi, call: Caller) -> None:
    anna = api.person(7)
    ids = [anna.says(text).update_id for text in "abc"]
    assert [update["update_id"] for update in call("getUpdates", offset=-1)] == ids[2:]
    assert api.pending == 1


def test_only_asked_for_kinds_are_made(api: BotApi, call: Caller) -> None:
    anna = api.person(7)
    assert call("getUpdates", allowed_updates=["message"]) == []
    said = anna.says("one")
    assert anna.edits(said.message_id, "two").update_id is None
    assert call("getUpdates", allowed_updates=[])  # from now on all but those on request
    assert anna.edits(said.message_id, "three").update_id
    assert anna.blocks()


def test_a_poll_waits_for_something_to_happen(api: BotApi, call: Caller) -> None:
    anna = api.person(7)
    threading.Timer(0.2, anna.says, ["late"]).start()
    [update] = call("getUpdates", timeout=50)
    assert update["message"]["text"] == "late"
    began = time.monotonic()
    assert call("getUpdates", offset=update["update_id"] + 1, timeout=1) == []
    assert time.monotonic() - began >= 0.9


def test_another_poll_ends_this_one(api: BotApi, call: Caller) -> None:
    answers: list[httpx.Response] = []
    url = f"{api.url}/bot{api.token}/getUpdates"
    waiting = threading.Thread(
        target=lambda: answers.append(httpx.post(url, json={"timeout": 10}, trust_env=False, timeout=15))
    )
    waiting.start()
    while waiting.is_alive():  # until the first one is there to be ended
        call("getUpdates")
        waiting.join(0.05)
    assert answers[0].status_code == 409
    assert "terminated by other getUpdates request" in answers[0].json()["description"]


def test_refuses_what_telegram_refuses(api: BotApi, call: Caller) -> None:
    api.person(7)
    assert call.refused("sendMessage", chat_id=7, text="  ") == (400, "Bad Request: message text is empty")
    assert call.refused("sendMessage", chat_id=7, text="ж" * 4097) == (400, "Bad Request: message is too long")
    assert call.refused("sendMessage", chat_id=7, text="🔥" * 2049) == (400, "Bad Request: message is too long")
    assert call("sendMessage", chat_id=7, text="🔥" * 2048)
    assert call.refused("sendMessage", chat_id=8, text="x") == (400, "Bad Request: chat not found")
    for data, good in (("x" * 64, True), ("ж" * 33, False)):
        markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": data}]]}
        given = {"chat_id": 7, "text": "?", "reply_markup": markup}
        if good:
            assert call("sendMessage", **given)["reply_markup"] == markup
        else:
            assert call.refused("sendMessage", **given) == (400, "Bad Request: BUTTON_DATA_INVALID")
    gone = {"message_id": 99}
    assert call.refused("sendMessage", chat_id=7, text="x", reply_parameters=gone)[1].endswith("replied not found")
    gone["allow_sending_without_reply"] = True
    assert "reply_to_message" not in call("sendMessage", chat_id=7, text="x", reply_parameters=gone)


def test_edits_and_presses(api: BotApi, call: Caller) -> None:
    anna = api.person(7)
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    sent = call("sendMessage", chat_id=7, text="?", reply_markup=json.dumps(markup))
    [heard] = anna.waits_for(1)
    assert (heard.text, heard.buttons, heard.edited) == ("?", {"Yes": "y"}, False)
    press = anna.presses(heard.message_id, "y")
    [update] = call("getUpdates")
    query = update["callback_query"]
    assert (query["id"], query["data"], query["message"]) == (press, "y", sent)
    assert anna.answers(press) is None
    call("answerCallbackQuery", callback_query_id=press, text="thanks")
    assert anna.answers(press) == {"text": "thanks", "show_alert": False}
    api.forgets_presses_after(0)
    assert call.refused("answerCallbackQuery", callback_query_id=press)[1].startswith("Bad Request: query is too old")
    call("editMessageText", chat_id=7, message_id=heard.message_id, text="done", reply_markup=markup)
    call("editMessageReplyMarkup", chat_id=7, message_id=heard.message_id)
    [heard] = anna.hears()
    assert (heard.text, heard.buttons, heard.edited) == ("done", {}, True)
    said = {"chat_id": 7, "message_id": heard.message_id}
    assert "is not modified" in call.refused("editMessageText", text="done", **said)[1]
    own = anna.says("mine").message_id
    assert call.refused("editMessageText", text="x", chat_id=7, message_id=own)[1].endswith("can't be edited")


def test_blocked_thrown_out_and_moved(api: BotApi, call: Caller) -> None:
    anna = api.person(7)
    anna.blocks()
    assert call.refused("sendMessage", chat_id=7, text="x") == (403, "Forbidden: bot was blocked by the user")
    anna.unblocks()
    assert call("sendMessage", chat_id=7, text="x")
    changes = [update["my_chat_member"] for update in call("getUpdates")]
    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member"]
    group = api.group(-5)
    moved = group.becomes(-1005)
    answer = httpx.post(f"{api.url}/bot{api.token}/sendMessage", json={"chat_id": -5, "text": "x"}, trust_env=False)
    assert answer.json()["parameters"] == {"migrate_to_chat_id": -1005}
    assert call("sendMessage", chat_id=-1005, text="x")
    moved.removes_bot(anna)
    assert call.refused("sendMessage", chat_id=-1005, text="x")[0] == 403
    moved.adds_bot(anna)
    assert call("leaveChat", chat_id=-1005) is True
    assert call.refused("sendMessage", chat_id=-1005, text="x")[0] == 403
    assert [heard.text for heard in moved.hears()] == ["x"]


def test_privacy_mode_hides_the_talk_of_groups(api: BotApi, call: Caller) -> None:
    group = api.group(-1001)
    anna = group.member(api.person(7))
    api.reads_groups(False)
    assert anna.says("just talking").update_id is None
    assert anna.says("/status").update_id
    question = call("sendMessage", chat_id=-1001, text="?")["message_id"]
    assert anna.says("yes", reply_to=question).update_id
    api.reads_groups(True)
    assert anna.says("talking").update_id


def test_files_have_sizes_and_limits(api: BotApi, call: Caller) -> None:
    anna = api.person(7)
    anna.sends_photo(b"\xff\xd8" + b"p" * 500, "screen", media_group_id="13")
    anna.sends_document(b"log", "лог.txt", "text/plain")
    anna.sends_voice(b"OggS")
    anna.sends_sticker()
    anna.sends_document(b"", "big.iso", size=20_000_001)
    photo, document, voice, sticker, big = [update["message"] for update in call("getUpdates")]
    assert [size["file_size"] for size in photo["photo"]] == [64, 502]
    assert (photo["caption"], photo["media_group_id"]) == ("screen", "13")
    assert document["document"]["file_name"] == "лог.txt"
    assert voice["voice"]["duration"] == 3
    assert sticker["sticker"]["emoji"] == "👍"
    file = call("getFile", file_id=document["document"]["file_id"])
    answer = httpx.get(f"{api.url}/file/bot{api.token}/{file['file_path']}", trust_env=False)
    assert (answer.content, file["file_size"]) == (b"log", 3)
    assert call.refused("getFile", file_id=big["document"]["file_id"]) == (400, "Bad Request: file is too big")
    assert call.refused("getFile", file_id="nonsense")[0] == 400


def test_floods_and_breaks(api: BotApi, call: Caller) -> None:
    anna = api.person(7)
    url, given = f"{api.url}/bot{api.token}/sendMessage", {"chat_id": 7, "text": "x"}
    api.floods(7, 3, times=1)
    answer = httpx.post(url, json=given, trust_env=False)
    assert (answer.status_code, answer.json()["parameters"]) == (429, {"retry_after": 3})
    for how, heard in (("refuse", 0), ("drop", 1)):
        api.breaks("sendMessage", how)
        with pytest.raises((httpx.NetworkError, httpx.RemoteProtocolError)):
            httpx.post(url, json=given, trust_env=False)
        assert len(anna.hears()) == heard
    api.breaks("sendMessage", "slow", seconds=5)
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(url, json=given, trust_env=False, timeout=0.3)
    assert len(anna.hears()) == 2
    api.breaks("sendMessage", 502)
    assert httpx.post(url, json=given, trust_env=False).status_code == 502
    api.breaks("sendMessage", 500, times=9)
    api.mends()
    assert call("sendMessage", **given)
    assert [call.status for call in api.called("sendMessage")] == [429, 0, 0, 502, 200]


def test_commands_by_language_and_scope(api: BotApi, call: Caller) -> None:
    commands = [{"command": "new", "description": "Новый запрос"}]
    call("setMyCommands", commands=commands, language_code="ru")
    assert call("getMyCommands", language_code="ru") == commands
    assert call("getMyCommands") == []
    assert api.commands("ru") == {"new": "Новый запрос"}
    private = {"type": "all_private_chats"}
    call("setMyCommands", commands=commands, scope=private)
    assert call("getMyCommands", scope=json.dumps(private)) == commands
    assert call.refused("setMyCommands", commands=[{"command": "New!", "description": "x"}])[0] == 400


def test_a_webhook_gets_each_update_until_it_takes_it(api: BotApi, call: Caller) -> None:
    got: list[tuple[str, dict[str, Any]]] = []
    answers = [503, 200, 200, 200]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            got.append((self.headers["X-Telegram-Bot-Api-Secret-Token"], body))
            self.send_response(answers[len(got) - 1])
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    anna = api.person(7)
    anna.says("before")
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        url = f"http://127.0.0.1:{server.server_address[1]}/hook"
        call("setWebhook", url=url, secret_token="s3cret", allowed_updates=["message"])
        second = anna.says("after").update_id
        assert second
        wait_until(lambda: len(got) == 3, "three posts")
        wait_until(lambda: api.pending == 0, "all taken")
        api.redeliver(second)
        wait_until(lambda: len(got) == 4, "the redelivery")
        server.shutdown()
        serving.join()
    assert [body["message"]["text"] for _, body in got] == ["before", "before", "after", "after"]
    assert {secret for secret, _ in got} == {"s3cret"}
    info = call("getWebhookInfo")
    assert (info["url"], info["allowed_updates"]) == (url, ["message"])
    assert "503" in info["last_error_message"]
    assert call.refused("getUpdates")[0] == 409
    assert call.refused("setWebhook", url=url, secret_token="not allowed!")[0] == 400
    anna.says("kept")
    call("deleteWebhook")
    assert [update["message"]["text"] for update in call("getUpdates")] == ["kept"]
    call("deleteWebhook", drop_pending_updates=True)
    assert call("getUpdates") == []


def test_python_telegram_bot_reads_all_of_it(api: BotApi) -> None:
    anna = api.person(7, "Анна", "ru")
    anna.says("/start")
    said = anna.says("one")
    anna.says("two", reply_to=said.message_id)
    anna.edits(said.message_id, "uno")
    anna.sends_photo(b"p" * 100)
    anna.sends_document(b"d", "d.txt", "text/plain", "caption")
    anna.sends_voice(b"v")
    anna.sends_sticker()
    anna.forwards("not mine")
    anna.blocks()
    anna.unblocks()
    api.group(-1001).member(anna).says("/status")

    async def go() -> tuple[telegram.Update, ...]:
        request = telegram.request.HTTPXRequest(httpx_kwargs={"trust_env": False})
        polls = telegram.request.HTTPXRequest(httpx_kwargs={"trust_env": False})
        bot = telegram.Bot(api.token, f"{api.url}/bot", f"{api.url}/file/bot", request, polls)
        async with bot:
            keyboard = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Да", callback_data="y")]])
            sent = await bot.send_message(7, "?", reply_markup=keyboard)
            press = anna.presses(sent.message_id, "y")
            updates = await bot.get_updates()
            await bot.answer_callback_query(press)
            await bot.set_my_commands([("new", "Новый")], language_code="ru")
            assert (await bot.get_webhook_info()).pending_update_count == len(updates)
            document = updates[5].message
            assert document
            assert document.document
            file = await bot.get_file(document.document.file_id)
            assert await file.download_as_bytearray() == b"d"
            return updates

    updates = asyncio.run(go())
    assert len(updates) == 13
    assert all(update.effective_chat for update in updates)
    assert not any(update.message and update.message.api_kwargs for update in updates)  # no field that Telegram hasn't
    assert updates[8].message
    assert isinstance(updates[8].message.forward_origin, telegram.MessageOriginHiddenUser)
    assert updates[12].callback_query
