"""Notes leave for chats, and what Telegram says to them is understood."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from intakebot.channels.chatting.pace import PERSON
from intakebot.channels.telegram import TelegramCarrier
from intakebot.domain.chat import Button
from intakebot.domain.errors import Deferred, InDoubt, IntakebotError, Refused, Temporary
from intakebot.domain.letter import Handover, Letter
from intakebot.domain.times import utc_now
from tests.channels.chatting.bench import account, letter
from tests.servers.botapi import BotApi
from tests.servers.ports import free_port


async def _nothing() -> None:
    pass


def carried(
    api: BotApi, *letters: Letter, about: Callable[[], Awaitable[None]] = _nothing, **settings: Any
) -> Handover:
    """Carry letters one after the other; gives the last one's proof."""

    async def go() -> Handover:
        carrier = TelegramCarrier(account(api, **settings), utc_now)
        try:
            return [await carrier.carry(each, about) for each in letters][-1]
        finally:
            await carrier.close()

    return asyncio.run(go())


def failed(api: BotApi, *letters: Letter, **settings: Any) -> IntakebotError:
    with pytest.raises(IntakebotError) as caught:
        carried(api, *letters, **settings)
    return caught.value


def test_a_note_arrives_with_its_buttons_and_the_proof_is_telegrams() -> None:
    at = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    with BotApi(clock=lambda: at) as api:
        anna = api.person(7)
        mine = anna.says("не работает").message_id
        yes, no, later = Button(text="Да", data="y"), Button(text="Нет", data="n"), Button(text="Потом", data="l")
        note = letter(7, "*Критично?* <b>&lt;</b> https://example.test", (yes, no), (later,), answers=str(mine))
        proof = carried(api, note)
        [heard] = anna.hears()
        assert heard.text == "*Критично?* <b>&lt;</b> https://example.test"
        assert [[(b.text, b.data) for b in row] for row in heard.rows] == [
            [("Да", "y"), ("Нет", "n")],
            [("Потом", "l")],
        ]
        assert heard.reply_to == mine
        assert proof == Handover(
            at=at, to="telegram chat 7", reply="message 2 at 2026-11-22T09:30:00+00:00", queue_id="2"
        )
        [call] = api.calls
        assert '"is_disabled": true' in call.parameters["link_preview_options"]
        assert "parse_mode" not in call.parameters


@pytest.mark.parametrize("answers", ["99", "", "nonsense"])
def test_what_it_answers_may_be_gone(api: BotApi, answers: str) -> None:
    anna = api.person(7)
    carried(api, letter(7, answers=answers))
    assert anna.hears()[0].reply_to is None


def test_about_to_send_is_awaited_once_and_may_forbid_it(api: BotApi) -> None:
    api.person(7)
    calls: list[int] = []

    async def about() -> None:
        calls.append(len(api.calls))

    carried(api, letter(7, "x" * 9000), about=about)
    assert calls == [0]
    assert len(api.calls) == 3

    async def never() -> None:
        raise Temporary("the claim was lost")

    with pytest.raises(Temporary, match="the claim was lost"):
        carried(api, letter(7), about=never)
    assert len(api.calls) == 3


def test_a_long_text_comes_in_parts_with_the_buttons_below_the_last(api: BotApi) -> None:
    anna = api.person(7)
    mine = anna.says("?").message_id
    paragraphs = [f"{number}. " + "слово 🔥 " * 150 for number in range(8)]
    proof = carried(api, letter(7, "\n\n".join(paragraphs), (Button(text="OK", data="ok"),), answers=str(mine)))
    heard = anna.hears()
    assert "\n\n".join(h.text for h in heard).split() == " ".join(paragraphs).split()
    assert [bool(h.rows) for h in heard] == [False, False, True]
    assert [h.reply_to for h in heard] == [mine, None, None]
    assert all(h.text[0].isdigit() for h in heard)  # cut between paragraphs
    assert proof.queue_id == str(heard[-1].message_id)


def test_flood_limits_defer_for_as_long_as_telegram_says(api: BotApi) -> None:
    anna = api.person(7)
    api.floods(7, 9)
    error = failed(api, letter(7))
    assert isinstance(error, Deferred)
    assert error.after
    assert error.after.total_seconds() == 9
    assert not anna.hears()


def test_a_flooded_chat_is_left_alone_and_others_are_served(api: BotApi) -> None:
    anna, boris = api.person(7), api.person(8)
    api.floods(7, 60)

    async def go() -> None:
        carrier = TelegramCarrier(account(api), utc_now)
        for _ in range(2):
            with pytest.raises(Deferred) as caught:
                await carrier.carry(letter(7), _nothing)
            assert caught.value.after
            assert 55 < caught.value.after.total_seconds() <= 60
        await carrier.carry(letter(8), _nothing)
        await carrier.close()

    asyncio.run(go())
    assert (len(anna.hears()), len(boris.hears()), len(api.calls)) == (0, 1, 2)


def test_a_flood_between_parts_is_sat_out(api: BotApi) -> None:
    anna = api.person(7)
    api.breaks("sendMessage", "slow", seconds=0)
    api.breaks("sendMessage", 429, seconds=1)
    carried(api, letter(7, "x " * 3000))
    assert [call.status for call in api.calls] == [200, 429, 200]
    assert len(anna.hears()) == 2


def test_a_long_flood_between_parts_leaves_a_doubt(api: BotApi) -> None:
    anna = api.person(7)
    api.breaks("sendMessage", "slow", seconds=0)
    api.breaks("sendMessage", 429, seconds=60)
    error = failed(api, letter(7, "x " * 3000))
    assert isinstance(error, InDoubt)
    assert "only the beginning arrived" in str(error)
    assert len(anna.hears()) == 1


def test_refusals_are_in_telegrams_words(api: BotApi) -> None:
    anna = api.person(7)
    anna.blocks()
    api.group(-5).becomes(-1005)
    long = Button(text="?", data="x" * 65)
    for note, words in (
        (letter(7), "bot was blocked by the user"),
        (letter(8), "Chat not found"),
        (letter(-5), "New chat id: -1005"),
        (letter(-1005, " \n "), "Message text is empty"),
        (letter(-1005, "x", (long,)), "Button_data_invalid"),
    ):
        error = failed(api, note)
        assert isinstance(error, Refused)
        assert words in str(error)


def test_what_is_no_note_or_no_chat_is_refused_before_anything_is_sent(api: BotApi) -> None:
    good = letter(7)
    for address in ("anna@example.test", "telegram:", "telegram:x", "matrix:7", "telegram:-"):
        assert isinstance(failed(api, letter(address)), Refused)
    for content in (b"", b"plain", b"[]", b"{}", b'{"text": "x", "rows": 5, "answers": ""}', b"\xff"):
        wrong = Letter(
            message_id="x", mail_from="", rcpt_to="telegram:7", content=content, language="en", template=good.template
        )
        assert isinstance(failed(api, wrong), Refused)
    assert not api.calls


@pytest.mark.parametrize(("how", "arrived"), [("drop", 1), ("refuse", 0), ("slow", 1), (500, 0), (502, 0), (504, 0)])
def test_no_answer_is_a_doubt(api: BotApi, how: str | int, arrived: int) -> None:
    anna = api.person(7)
    api.breaks("sendMessage", how, seconds=5)
    assert isinstance(failed(api, letter(7), answer_seconds=0.3), InDoubt)
    assert len(anna.hears()) == arrived
    carried(api, letter(7))


def test_what_was_never_written_is_no_doubt(api: BotApi) -> None:
    error = failed(api, letter(7), base_url=f"http://127.0.0.1:{free_port()}")
    assert isinstance(error, Deferred)
    error = failed(api, letter(7), base_url="http://127.0.0.1:1:1/")
    assert isinstance(error, Deferred | InDoubt)


def test_a_wrong_or_missing_token_defers_and_is_not_told(api: BotApi) -> None:
    anna = api.person(7)
    tokens = [f"{api.id}:wrong-secret", "", api.token]

    async def go() -> None:
        carrier = TelegramCarrier(account(api, token=lambda: tokens[0]), utc_now)
        for _ in range(2):
            with pytest.raises(Deferred) as caught:
                await carrier.carry(letter(7), _nothing)
            assert "token" in str(caught.value)
            assert "wrong-secret" not in str(caught.value)
            tokens.pop(0)
        await carrier.carry(letter(7), _nothing)
        await carrier.close()
        with pytest.raises(Deferred):
            await carrier.carry(letter(7), _nothing)

    asyncio.run(go())
    assert len(anna.hears()) == 1


def test_half_characters_are_replaced_and_sent(api: BotApi) -> None:
    anna = api.person(7)
    broken = letter(7, "TEXT")
    content = broken.content.replace(b"TEXT", rb"half \ud83d whole \ud83d\udd25")
    note = Letter(
        message_id="x", mail_from="", rcpt_to="telegram:7", content=content, language="en", template=broken.template
    )
    carried(api, note)
    assert anna.hears()[0].text == "half \ufffd whole 🔥"


def test_a_fourth_message_in_a_row_waits_and_nothing_fails(api: BotApi) -> None:
    anna = api.person(7)
    began = time.monotonic()
    carried(api, *[letter(7, str(number)) for number in range(4)])
    assert time.monotonic() - began >= PERSON.every * 0.8
    assert [heard.text for heard in anna.hears()] == ["0", "1", "2", "3"]


def test_letters_to_one_chat_keep_their_order_and_their_parts_together(api: BotApi) -> None:
    anna = api.person(7)
    api.breaks("sendMessage", "slow", seconds=0.3)
    api.breaks("sendMessage", "slow", seconds=0.1)

    async def go() -> None:
        carrier = TelegramCarrier(account(api), utc_now)
        texts = "first " * 700, "second", "third"
        await asyncio.gather(*(carrier.carry(letter(7, text), _nothing) for text in texts))
        await carrier.close()

    asyncio.run(go())
    assert [heard.text.split()[0] for heard in anna.hears()] == ["first", "first", "second", "third"]


def test_letters_that_wait_for_a_flooded_chat_do_not_run_into_it(api: BotApi) -> None:
    api.person(7)
    api.floods(7, 60, times=9)

    async def go() -> list[object]:
        carrier = TelegramCarrier(account(api), utc_now)
        outcomes = await asyncio.gather(
            *(carrier.carry(letter(7, text), _nothing) for text in "abc"), return_exceptions=True
        )
        await carrier.close()
        return list(outcomes)

    assert all(isinstance(outcome, Deferred) and outcome.after for outcome in asyncio.run(go()))
    assert len(api.calls) == 1


def test_many_chats_at_once_are_served_at_once(api: BotApi) -> None:
    people = [api.person(number) for number in range(1, 21)]

    async def go() -> None:
        carrier = TelegramCarrier(account(api), utc_now)
        await asyncio.gather(*(carrier.carry(letter(person.chat_id), _nothing) for person in people))
        await carrier.close()

    began = time.monotonic()
    asyncio.run(go())
    assert time.monotonic() - began < len(people) * PERSON.every  # as it would take one after the other
    assert all(len(person.hears()) == 1 for person in people)
