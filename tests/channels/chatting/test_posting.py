"""The webhook: what Telegram posts is taken after its commit, and what others post isn't."""

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any

import httpx
import pytest

from intakebot.channels.telegram import TelegramChannel, Webhook
from intakebot.domain.times import utc_now
from tests.channels.chatting.bench import Desk, account
from tests.channels.letters import run_uvloop
from tests.servers.botapi import BotApi
from tests.servers.ports import free_port, wait_until

SECRET = "A-Za-z0-9_-"
HEADER = "X-Telegram-Bot-Api-Secret-Token"

Posting = Callable[..., Awaitable[httpx.Response]]


async def until(true: Callable[[], object], what: str) -> None:
    await asyncio.to_thread(wait_until, true, what, 10)


def served(
    api: BotApi, desk: Desk, act: Callable[[TelegramChannel, Posting], Awaitable[None]], secret: str = SECRET,
    run: Callable[[Coroutine[Any, Any, None]], None] = run_uvloop, **settings: Any,
) -> None:  # fmt: skip
    """Do something while the webhook is served; given are the channel and a way to post to it."""

    async def go() -> None:
        port = free_port()
        url = f"http://127.0.0.1:{port}/hooks/telegram"
        webhook = Webhook(url=url, host="127.0.0.1", port=port, secret=lambda: secret, **settings)
        channel = TelegramChannel(account(api, webhook=webhook), desk.accept, utc_now)
        channel.start()
        try:
            async with httpx.AsyncClient(trust_env=False) as client:

                async def post(said: str = SECRET, **given: Any) -> httpx.Response:
                    return await client.post(url, headers={HEADER: said} if said else {}, **given)

                await act(channel, post)
        finally:
            began = time.monotonic()
            await channel.stop()
            assert time.monotonic() - began < 20
        assert len(asyncio.all_tasks()) == 1

    run(go())


def test_updates_are_committed_in_order_and_presses_answered(api: BotApi, desk: Desk) -> None:
    anna = api.person(7)
    anna.says("before it was set")
    pressed: list[str] = []

    async def act(channel: TelegramChannel, _post: Posting) -> None:
        await until(lambda: channel.state.connected, "the webhook")
        for number in range(20):
            mine = anna.says(str(number)).message_id
        pressed.append(anna.presses(mine, "y"))
        await until(lambda: anna.answers(pressed[0]) is not None, "the answer to the press")
        await until(lambda: api.pending == 0, "all taken")
        assert channel.port

    served(api, desk, act)
    assert desk.texts == ["before it was set", *map(str, range(20)), ""]
    assert not api.called("getUpdates")
    [call] = api.called("setWebhook")
    assert (call.parameters["secret_token"], call.parameters["max_connections"]) == (SECRET, "1")


def test_what_was_not_committed_is_posted_again(api: BotApi, desk: Desk) -> None:
    anna = api.person(7)
    desk.fails = lambda number: number <= 2

    async def act(channel: TelegramChannel, _post: Posting) -> None:
        anna.says("one")
        anna.says("two")
        await until(lambda: len(desk.offered) >= 2, "tries")
        await until(lambda: api.pending == 0, "both taken")
        assert channel.state.failing_since is None

    served(api, desk, act)
    assert desk.texts == ["one", "two"]
    assert len(desk.offered) == 4


def test_only_telegram_may_post_and_only_updates(api: BotApi, desk: Desk) -> None:
    good = {"update_id": 5, "message": {"text": "hi", "chat": {"id": 7}}}

    async def act(channel: TelegramChannel, post: Posting) -> None:
        await until(lambda: channel.state.connected, "the webhook")
        for wrong in ("", "wrong", SECRET + "x", SECRET[:-1], "пароль".encode()):
            assert (await post(wrong, json=good)).status_code == 403
        for body in (b"", b"nonsense", b"[]", b"5", b'{"update_id": "x"}', b"\xff", b"[" * 200_000):
            assert (await post(content=body)).status_code == 400
        assert (await post(content=b'{"update_id": 1, "x": "' + b"x" * 1_000_000 + b'"}')).status_code == 413
        assert not desk.offered
        assert (await post(json=good)).status_code == 200
        desk.fails = lambda _number: True
        assert (await post(json=good)).status_code == 503
        assert "the disk is full" in channel.state.last_error
        async with httpx.AsyncClient(trust_env=False) as client:
            root = f"http://127.0.0.1:{channel.port}"
            assert (await client.get(f"{root}/hooks/telegram")).status_code == 405
            assert (await client.post(f"{root}/")).status_code == 404

    served(api, desk, act)
    assert desk.texts == ["hi"]


def test_a_body_without_length_is_capped_too(api: BotApi, desk: Desk) -> None:
    async def chunks() -> Any:
        for _ in range(40):
            yield b"x" * 50_000

    async def act(channel: TelegramChannel, post: Posting) -> None:
        await until(lambda: channel.state.connected, "the webhook")
        assert (await post(content=chunks())).status_code == 413

    served(api, desk, act)
    assert not desk.offered


def test_a_commit_that_takes_too_long_is_posted_again(api: BotApi, desk: Desk) -> None:
    desk.holds.set()

    async def act(channel: TelegramChannel, post: Posting) -> None:
        await until(lambda: channel.state.connected, "the webhook")
        assert (await post(json={"update_id": 5})).status_code == 503

    served(api, desk, act, seconds=0.2)
    assert len(desk.offered) == 1


def test_a_post_that_trickles_is_cut_off(api: BotApi, desk: Desk) -> None:
    async def act(channel: TelegramChannel, _post: Posting) -> None:
        await until(lambda: channel.state.connected, "the webhook")
        reader, writer = await asyncio.open_connection("127.0.0.1", channel.port)
        head = f"POST /hooks/telegram HTTP/1.1\r\nhost: x\r\n{HEADER}: {SECRET}\r\ncontent-length: 100\r\n\r\n"
        writer.write(head.encode() + b"{")
        async with asyncio.timeout(5):
            assert b" 503 " in await reader.readline()
        writer.close()

    served(api, desk, act, seconds=0.2)


@pytest.mark.parametrize("run", [asyncio.run, run_uvloop])
def test_stops_quickly_while_a_commit_waits(api: BotApi, desk: Desk, run: Any) -> None:
    desk.holds.set()
    api.person(7).says("hi")

    async def act(_channel: TelegramChannel, _post: Posting) -> None:
        await until(lambda: desk.offered, "the offer")

    served(api, desk, act, run=run)  # which measures how long the end takes


def test_it_is_set_however_often_that_fails(api: BotApi, desk: Desk) -> None:
    api.breaks("setWebhook", 502, times=2)

    async def act(channel: TelegramChannel, _post: Posting) -> None:
        await until(lambda: channel.state.connected, "the webhook")

    served(api, desk, act)
    assert [call.status for call in api.called("setWebhook")] == [502, 502, 200]


@pytest.mark.parametrize("secret", ["", "with blanks", "x" * 257])
def test_a_secret_that_is_none_opens_nothing(api: BotApi, desk: Desk, secret: str) -> None:
    async def act(channel: TelegramChannel, post: Posting) -> None:
        await until(lambda: channel.state.failing_since, "the failure")
        assert "secret must be" in channel.state.last_error
        assert channel.port == 0
        with pytest.raises(httpx.ConnectError):
            await post(json={"update_id": 5})

    served(api, desk, act, secret=secret)


def test_a_taken_address_is_a_state_and_no_end(api: BotApi, desk: Desk) -> None:
    async def go() -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            webhook = Webhook(url="https://x.test/", host="127.0.0.1", port=port, secret=lambda: SECRET)
            channel = TelegramChannel(account(api, webhook=webhook), desk.accept, utc_now)
            channel.start()
            await until(lambda: channel.state.failing_since, "the failure")
            assert "in use" in channel.state.last_error
        await until(lambda: channel.state.connected, "the webhook")
        await channel.stop()

    asyncio.run(go())


def test_an_address_that_is_none_is_refused_at_once() -> None:
    for url in ("", "ftp://x.test/", "https://"):
        with pytest.raises(ValueError, match="no address"):
            Webhook(url=url, host="127.0.0.1", port=0, secret=lambda: SECRET)
    assert Webhook(url="https://x.test", host="::1", port=0, secret=lambda: SECRET).path == "/"
    assert timedelta(seconds=Webhook(url="https://x.test", host="", port=0, secret=str).seconds) < timedelta(minutes=1)
