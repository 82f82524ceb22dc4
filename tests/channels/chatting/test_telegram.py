"""The Telegram channel against a Bot API server: what comes in, once, in order, and not lost."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from intakebot.channels.chatting.taking import KINDS
from intakebot.channels.telegram import Account, TelegramChannel
from intakebot.domain.received import Received
from intakebot.domain.times import utc_now
from tests.channels.chatting.bench import MAILBOX, Desk, account, update
from tests.channels.letters import run_uvloop
from tests.servers.botapi import BotApi
from tests.servers.ports import free_port, wait_until


@asynccontextmanager
async def running(settings: Account, desk: Desk) -> AsyncIterator[TelegramChannel]:
    channel = TelegramChannel(settings, desk.accept, utc_now)
    channel.start()
    try:
        yield channel
    finally:
        await channel.stop()


def _called(api: BotApi, times: int) -> bool:
    return len(api.called("setMyCommands")) == times


def _heard(desk: Desk, text: str) -> bool:
    return text in desk.texts


async def until(true: Callable[[], object], what: str) -> None:
    await asyncio.to_thread(wait_until, true, what, 10)


def polled(
    api: BotApi, desk: Desk, act: Callable[[TelegramChannel], Coroutine[Any, Any, None]], **settings: Any
) -> None:
    """Do something while the channel runs."""

    async def go() -> None:
        async with running(account(api, **settings), desk) as channel:
            await act(channel)

    asyncio.run(go())


def test_every_kind_of_act_is_handed_over_with_its_envelope(api: BotApi, desk: Desk) -> None:
    anna = api.person(7, "Анна", "ru")
    at = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    said = anna.says("не работает", at=at)

    async def act(_channel: TelegramChannel) -> None:
        anna.edits(said.message_id, "совсем не работает", at=at + timedelta(minutes=2))
        anna.presses(said.message_id, "y")
        anna.blocks()
        await until(lambda: len(desk.committed) == 4, "four updates")

    began = utc_now()
    polled(api, desk, act)
    kinds = [next(key for key in update(received) if key != "update_id") for received in desk.committed]
    assert kinds == list(KINDS)
    envelopes = [received.envelope for received in desk.committed]
    assert {(e.channel, e.mailbox, e.mail_from, e.peer, e.trusted) for e in envelopes} == {
        ("telegram", MAILBOX, "telegram:7", "telegram chat 7", True)
    }
    first = envelopes[0]
    assert first.source == f"telegram:{api.id}:{said.update_id}"
    assert [e.received_at for e in envelopes[:2]] == [at, at + timedelta(minutes=2)]
    assert all(began <= e.received_at <= utc_now() for e in envelopes[2:])
    assert update(desk.committed[0])["message"]["text"] == "не работает"
    asked = api.called("getUpdates")[0].parameters["allowed_updates"]
    assert all(kind in asked for kind in KINDS)


def test_a_date_in_the_future_is_not_believed(api: BotApi, desk: Desk) -> None:
    api.person(7).says("hi", at=utc_now() + timedelta(hours=2))

    async def act(_channel: TelegramChannel) -> None:
        await until(lambda: desk.committed, "the message")

    polled(api, desk, act)
    assert desk.committed[0].envelope.received_at <= utc_now()


def test_the_offset_passes_only_what_was_committed(api: BotApi, desk: Desk) -> None:
    anna = api.person(7)
    said = [anna.says(str(number)) for number in range(6)]
    desk.fails = lambda number: number == 3

    async def act(channel: TelegramChannel) -> None:
        await until(lambda: api.pending == 0, "all confirmed")
        assert channel.state.failing_since is None

    polled(api, desk, act)
    offers = [update(received)["update_id"] for received in desk.offered]
    ids = [each.update_id for each in said]
    assert offers[:6] == ids  # in order
    assert offers[6:] == ids[2:]  # the one that failed and those behind it, again in order
    assert {update(received)["update_id"] for received in desk.committed} == set(ids)
    offsets = [call.parameters.get("offset") for call in api.called("getUpdates")]
    assert offsets[:2] == [None, str(ids[2])]


def test_nothing_is_confirmed_while_nothing_is_committed(api: BotApi, desk: Desk) -> None:
    api.person(7).says("hi")
    desk.fails = lambda number: number < 5

    async def act(channel: TelegramChannel) -> None:
        await until(lambda: len(desk.offered) >= 3, "tries")
        assert "the disk is full" in channel.state.last_error
        assert channel.state.failing_since
        await until(lambda: api.pending == 0, "it confirmed")
        assert channel.state.failing_since is None

    polled(api, desk, act)
    assert desk.texts == ["hi"]
    assert len(desk.offered) == 5


def test_an_accept_that_raises_counts_as_a_failure(api: BotApi, desk: Desk) -> None:
    anna = api.person(7)
    anna.says("one")
    anna.says("two")

    def fails(number: int) -> bool:
        if number == 2:
            raise RuntimeError("out of order")
        return False

    desk.fails = fails

    async def act(_channel: TelegramChannel) -> None:
        await until(lambda: api.pending == 0, "both confirmed")

    polled(api, desk, act)
    assert desk.texts == ["one", "two"]


def test_a_commit_that_takes_too_long_is_a_failure(api: BotApi, desk: Desk) -> None:
    api.person(7).says("hi")
    desk.holds.set()

    async def act(channel: TelegramChannel) -> None:
        await until(lambda: len(desk.offered) == 2, "a second try")
        assert "nothing was committed within 0.1 s" in channel.state.last_error
        desk.holds.clear()
        await until(lambda: api.pending == 0, "it confirmed")

    polled(api, desk, act, accept_timeout=timedelta(milliseconds=100))


def test_what_was_not_confirmed_comes_again_after_a_restart_under_the_same_source(api: BotApi, desk: Desk) -> None:
    said = api.person(7).says("hi")
    desk.holds.set()

    async def until_offered(_channel: TelegramChannel) -> None:
        await until(lambda: desk.offered, "the offer")

    polled(api, desk, until_offered)
    assert api.pending == 1
    desk.holds.clear()

    async def until_confirmed(_channel: TelegramChannel) -> None:
        await until(lambda: api.pending == 0, "it confirmed")
        assert said.update_id
        api.redeliver(said.update_id)
        await until(lambda: len(desk.committed) == 2, "the redelivery")

    polled(api, desk, until_confirmed)
    assert len({(received.envelope.source, received.raw) for received in desk.offered}) == 1
    assert len(desk.offered) == 3


def test_an_update_that_the_library_cannot_parse_is_handed_over_all_the_same(api: BotApi, desk: Desk) -> None:
    anna = api.person(7)
    anna.says("before")
    api.update({"message": {"message_id": "?", "chat": 5}})
    api.update({"teleportation": {"from": "Earth"}})
    anna.says("after")

    async def act(_channel: TelegramChannel) -> None:
        await until(lambda: api.pending == 0, "all confirmed")

    polled(api, desk, act)
    assert desk.texts == ["before", "", "", "after"]
    odd = [received.envelope for received in desk.committed[1:3]]
    assert {(envelope.peer, envelope.mail_from) for envelope in odd} == {("telegram", None)}


def test_presses_are_answered_after_their_commit(api: BotApi, desk: Desk) -> None:
    anna = api.person(7)
    mine = anna.says("hi").message_id
    press = anna.presses(mine, "y")
    desk.fails = lambda number: number == 2

    async def act(channel: TelegramChannel) -> None:
        await until(lambda: anna.answers(press) is not None, "the answer")
        assert len(api.called("answerCallbackQuery")) == 1
        api.forgets_presses_after(0)
        anna.presses(mine, "n")  # too old by the time it is answered: nobody minds
        await until(lambda: len(api.called("answerCallbackQuery")) == 2, "the second answer")
        assert channel.state.failing_since is None

    polled(api, desk, act)
    assert len(desk.committed) == 3


def test_a_webhook_that_was_set_is_removed_and_what_waits_is_kept(api: BotApi, desk: Desk) -> None:
    async def act(_channel: TelegramChannel) -> None:
        await until(lambda: desk.committed, "the message")

    api.person(7).says("hi")
    url = f"{api.url}/bot{api.token}/setWebhook"
    httpx.post(url, json={"url": f"http://127.0.0.1:{free_port()}/"}, trust_env=False).raise_for_status()
    polled(api, desk, act)
    assert desk.texts == ["hi"]
    assert [call.parameters.get("drop_pending_updates") for call in api.called("deleteWebhook")] == ["false"]


def test_the_menu_is_set_in_each_language_and_may_fail(api: BotApi, desk: Desk) -> None:
    menu = {"": [("new", "New request")], "ru": [("new", "Новый запрос")], "pl": [("new", "Nowe zgłoszenie")]}
    api.breaks("setMyCommands", 500, times=1)

    async def go() -> None:
        channel = TelegramChannel(account(api), desk.accept, utc_now)
        channel.menu(menu)
        for calls in (3, 6):
            channel.start()
            await until(partial(_called, api, calls), "three menus")
            assert channel.state.failing_since is None
            await channel.stop()

    asyncio.run(go())
    assert {language: api.commands(language) for language in menu} == {
        language: dict(commands) for language, commands in menu.items()
    }


def test_another_poller_is_said_clearly_and_outlived(api: BotApi, desk: Desk) -> None:
    api.breaks("getUpdates", 409, times=2)

    async def act(channel: TelegramChannel) -> None:
        await until(lambda: channel.state.failing_since, "the conflict")
        assert "another program receives this bot's updates" in channel.state.last_error
        await until(lambda: channel.state.connected, "peace")

    polled(api, desk, act)


def test_a_refused_token_is_not_insisted_on(api: BotApi, desk: Desk) -> None:
    token = f"{api.id}:wrong"
    given: list[str] = [token]

    async def act(channel: TelegramChannel) -> None:
        await until(lambda: channel.state.refused, "the refusal")
        assert "doesn't know the bot's token" in channel.state.last_error
        given.append(api.token)
        await until(lambda: channel.state.connected, "the right token")
        assert not channel.state.refused

    began = time.monotonic()
    polled(api, desk, act, token=lambda: given[-1], retry_refused=timedelta(seconds=0.4))
    assert time.monotonic() - began > 0.4
    assert len([call for call in api.calls if call.status == 401]) == 1


def test_a_token_that_cannot_be_read_is_tried_again(api: BotApi, desk: Desk) -> None:
    tries: list[str] = []

    def token() -> str:
        tries.append("")
        if len(tries) == 1:
            raise FileNotFoundError("/run/secrets/token")
        return "" if len(tries) == 2 else f"  {api.token}\n"

    async def act(channel: TelegramChannel) -> None:
        await until(lambda: channel.state.connected, "the token")

    polled(api, desk, act, token=token, retry_refused=timedelta(0))
    assert len(tries) == 3


def test_flood_limits_are_honoured(api: BotApi, desk: Desk) -> None:
    api.breaks("getUpdates", 429, seconds=1)

    async def act(channel: TelegramChannel) -> None:
        await until(lambda: channel.state.failing_since, "the flood")
        assert channel.state.last_error == "flood control: retry after 1 s"
        await until(lambda: channel.state.connected, "its end")

    polled(api, desk, act)
    first, second = api.called("getUpdates")[:2]
    assert second.at - first.at >= 1


@pytest.mark.parametrize("how", ["drop", "refuse", "slow", 500, 502])
def test_broken_polls_lose_nothing(api: BotApi, desk: Desk, how: str | int) -> None:
    api.person(7).says("hi")
    api.breaks("getUpdates", how, seconds=2)

    async def act(channel: TelegramChannel) -> None:
        await until(lambda: desk.committed, "the message")
        await until(lambda: channel.state.failing_since is None, "health")

    polled(api, desk, act, answer_seconds=0.3)
    assert desk.texts == ["hi"]


def test_an_unreachable_server_is_a_state_and_no_end(desk: Desk) -> None:
    port = free_port()

    async def go() -> None:
        settings = Account(
            token=lambda: "1:abc", base_url=f"http://127.0.0.1:{port}", mailbox=MAILBOX,
            retry_first=timedelta(milliseconds=20), retry_longest=timedelta(milliseconds=50),
        )  # fmt: skip
        async with running(settings, desk) as channel:
            await until(lambda: channel.state.failing_since, "the failure")
            assert "ConnectError" in channel.state.last_error
            with await asyncio.to_thread(BotApi, "1:abc", port=port) as api:
                api.person(7).says("hi")
                await until(lambda: desk.committed, "the message")
                await until(lambda: channel.state.last_error == "", "health")

    asyncio.run(go())


@pytest.mark.parametrize("run", [asyncio.run, run_uvloop])
def test_stops_quickly_while_a_poll_waits_and_starts_again(api: BotApi, desk: Desk, run: Any) -> None:
    async def go() -> None:
        channel = TelegramChannel(account(api, poll_seconds=25), desk.accept, utc_now)
        await channel.stop()
        for text in ("one", "two"):
            channel.start()
            channel.start()
            await until(lambda: channel.state.connected, "the first poll")
            api.person(7).says(text)
            await until(partial(_heard, desk, text), "the message")
            began = time.monotonic()
            await channel.stop()
            assert time.monotonic() - began < 20
            assert not channel.state.connected
        assert len(asyncio.all_tasks()) == 1

    run(go())


def test_stops_quickly_while_a_commit_waits(api: BotApi, desk: Desk) -> None:
    api.person(7).says("hi")
    desk.holds.set()

    async def go() -> None:
        async with running(account(api), desk) as channel:
            await until(lambda: desk.offered, "the offer")
            began = time.monotonic()
            await channel.stop()
            assert time.monotonic() - began < 20

    asyncio.run(go())
    assert not desk.committed


def test_a_hundred_and_fifty_updates_come_in_order(api: BotApi, desk: Desk) -> None:
    anna = api.person(7)
    for number in range(150):
        anna.says(str(number))

    async def act(_channel: TelegramChannel) -> None:
        await until(lambda: api.pending == 0, "all confirmed")

    polled(api, desk, act)
    assert [str(update(received)["message"]["text"]) for received in desk.offered] == [str(n) for n in range(150)]


def test_the_token_is_in_no_log_and_no_state(
    api: BotApi, desk: Desk, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    anna = api.person(7)
    anna.says("a secret of mine")
    api.update({"message": {"message_id": "?", "chat": 5, "text": "a secret of mine"}})
    for how in ("drop", 401, 404, 409, 500):
        api.breaks("getUpdates", how)
    errors: list[str] = []

    def careless(received: Received) -> Any:
        raise RuntimeError(f"can't say {api.token}, {quote(api.token)} or {api.token.partition(':')[2]}")

    async def go() -> None:
        channel = TelegramChannel(account(api, retry_refused=timedelta(0)), careless, utc_now)
        channel.start()
        async with asyncio.timeout(10):
            while not errors or "can't say" not in errors[-1]:
                await asyncio.sleep(0.002)
                errors.append(channel.state.last_error)
        await channel.stop()

    asyncio.run(go())
    assert errors[-1] == "can't say <token>, <token> or <token>"
    assert len(set(errors)) >= 6
    out, err = capfd.readouterr()
    ours = [record.getMessage() for record in caplog.records if record.name != "uvicorn.access"]  # the tests' server
    everything = "\n".join([*errors, *ours, out, err])
    assert "telegram.unknown_update" in everything
    assert api.token.partition(":")[2] not in everything
    assert "a secret of mine" not in everything
