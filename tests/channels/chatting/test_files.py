"""Files of customers are fetched from Telegram, no more of them than is allowed."""

import asyncio
from typing import Any

import pytest

from intakebot.channels.telegram import Files
from intakebot.domain.errors import Deferred, IntakebotError, Refused
from tests.channels.chatting.bench import account
from tests.servers.botapi import BotApi
from tests.servers.ports import free_port


@pytest.fixture
def sent(api: BotApi) -> str:
    api.person(7).sends_document(b"line\n" * 1000, "лог.txt")
    return next(iter(api.files))


def fetched(api: BotApi, file_id: str, **settings: Any) -> bytes:
    async def go() -> bytes:
        files = Files(account(api, **settings))
        try:
            return await files.fetch(file_id)
        finally:
            await files.close()

    return asyncio.run(go())


def failed(api: BotApi, file_id: str, **settings: Any) -> IntakebotError:
    with pytest.raises(IntakebotError) as caught:
        fetched(api, file_id, **settings)
    assert api.token not in str(caught.value)
    assert caught.value.__cause__ is None
    return caught.value


def test_a_file_comes_whole(api: BotApi, sent: str) -> None:
    assert fetched(api, sent) == b"line\n" * 1000


def test_what_telegram_does_not_give_is_refused(api: BotApi, sent: str) -> None:
    api.person(7).sends_document(b"", "big.iso", size=20_000_001)
    assert "File is too big" in str(failed(api, [*api.files][-1]))
    assert isinstance(failed(api, "unknown"), Refused)
    api.breaks("file", 404)
    assert "gone" in str(failed(api, sent))


def test_no_more_is_read_than_is_allowed_whatever_was_said(api: BotApi, sent: str) -> None:
    assert fetched(api, sent, largest_file=5000)
    assert "has 5000 bytes" in str(failed(api, sent, largest_file=4999))
    api.files[sent].content = b"x" * 6000
    assert "more than 5000 bytes" in str(failed(api, sent, largest_file=5000))


@pytest.mark.parametrize("path", ["/etc/passwd", "../bot/getMe", "https://example.test/x", "a/../../x", ""])
def test_it_is_fetched_from_the_bots_own_folder_only(api: BotApi, sent: str, path: str) -> None:
    api.files[sent].path = path
    assert isinstance(failed(api, sent), Refused)
    assert {call.method for call in api.calls} == {"getFile"}


@pytest.mark.parametrize("method", ["getFile", "file"])
@pytest.mark.parametrize("how", ["drop", "slow", 500, 429, 401])
def test_everything_else_may_work_later(api: BotApi, sent: str, method: str, how: str | int) -> None:
    api.breaks(method, how, seconds=5)
    error = failed(api, sent, answer_seconds=0.3)
    assert isinstance(error, Deferred)
    if (method, how) == ("getFile", 429):
        assert error.after
        assert error.after.total_seconds() == 5
    assert fetched(api, sent)


def test_no_server_and_no_token_may_work_later(api: BotApi, sent: str) -> None:
    assert isinstance(failed(api, sent, base_url=f"http://127.0.0.1:{free_port()}"), Deferred)
    assert isinstance(failed(api, sent, token=lambda: ""), Deferred)
