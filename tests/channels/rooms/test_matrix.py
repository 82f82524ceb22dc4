"""The Matrix channel against a real Synapse: what comes in, once, in order, and not lost."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from intakebot.channels.matrix import Account, MatrixChannel
from intakebot.channels.rooms import line
from intakebot.domain.received import Received
from intakebot.domain.times import utc_now
from tests.channels.chatting.bench import Desk
from tests.channels.rooms.bench import MAILBOX, account, received, running, texts, told, until
from tests.servers.between import answer, between, refusal
from tests.servers.ports import free_port
from tests.servers.synapse import Person, Synapse


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def bot(synapse: Synapse) -> Person:
    return synapse.person("Bot")


@pytest.fixture
def anna(synapse: Synapse) -> Person:
    return synapse.person("Anna")


def say(room: str, who: Person, desk: Desk, *words: str) -> None:
    """Write, and wait until it is committed."""
    for word in words:
        who.says(room, word)
    until(lambda: texts(desk)[-len(words) :] == list(words), f"{words}, not {texts(desk)}")


def test_who_invites_us_for_two_is_heard_with_all_that_was_said_before(bot: Person, anna: Person, desk: Desk) -> None:
    def act() -> None:
        room = anna.opens(bot.id)
        anna.says(room, "Dzień dobry")
        until(lambda: texts(desk) == ["Dzień dobry"], "the first words")
        say(room, anna, desk, "nie działa")
        [first, _] = desk.committed
        assert told(first) | {"event": None} == {
            "own": bot.id, "room": room, "private": True, "name": "Anna", "event": None, "below": None,
        }  # fmt: skip
        envelope = first.envelope
        assert (envelope.channel, envelope.mailbox, envelope.mail_from) == ("matrix", MAILBOX, f"matrix:{room}")
        assert envelope.source == f"matrix:{room}/{told(first)['event']['event_id']}"
        assert envelope.received_at == datetime.fromtimestamp(told(first)["event"]["origin_server_ts"] / 1000, UTC)

    received(account(bot), desk, act)


def test_groups_are_joined_only_where_they_are_listed(bot: Person, anna: Person, synapse: Synapse, desk: Desk) -> None:
    jan = synapse.person("Jan")
    group, other = (anna.opens(jan.id, bot.id, direct=False) for _ in range(2))
    jan.joins(group)

    def act() -> None:
        until(lambda: bot.id in anna.members(group), "the bot to come")
        until(lambda: not bot.call("GET", "client/v3/sync")["rooms"].get("invite"), "the other to be declined")
        assert bot.id not in anna.members(other)
        say(group, anna, desk, "!new drukarka")
        assert told(desk.committed[0])["private"] is False

    received(account(bot, rooms=frozenset([group])), desk, act)


def test_two_become_a_group_when_a_third_comes(
    bot: Person, anna: Person, room: str, synapse: Synapse, desk: Desk
) -> None:
    jan = synapse.person("Jan")

    def act() -> None:
        say(room, anna, desk, "we dwoje")
        anna.invites(room, jan.id)
        jan.joins(room)
        say(room, jan, desk, "we troje")
        assert [told(item)["private"] for item in desk.committed] == [True, False]
        assert told(desk.committed[1])["name"] == "Jan"

    received(account(bot), desk, act)


def test_only_words_of_others_are_handed_over(bot: Person, anna: Person, room: str, desk: Desk) -> None:
    taken_back = anna.says(room, "pomyłka")
    anna.redacts(room, taken_back)
    bot.says(room, "to my")

    def act() -> None:
        until(lambda: desk_is_ready(bot), "the channel to run")
        anna.sends(
            room, {"m.relates_to": {"rel_type": "m.annotation", "event_id": taken_back, "key": "+"}}, "m.reaction"
        )
        anna.sends(room, {"body": "kot", "url": "mxc://hs.example/cat", "info": {}}, "m.sticker")
        say(room, anna, desk, "słowa")
        assert texts(desk) == ["kot", "słowa"]

    received(account(bot), desk, act)


def test_odd_events_stop_nothing(bot: Person, anna: Person, room: str, desk: Desk) -> None:
    """Servers of others may send what ours would refuse."""
    contents: list[Any] = [
        {"msgtype": "m.text"}, {"msgtype": "m.text", "body": 7}, {"msgtype": 7, "body": "1"}, {"body": "x"}, "x", None,
        {"msgtype": "m.image", "body": "x"}, {"msgtype": "m.file", "body": "1", "url": 7, "info": "x"},
        {"msgtype": "m.text", "body": "1", "m.relates_to": "x"},
        {"msgtype": "m.text", "body": "1", "m.relates_to": {"m.in_reply_to": {"event_id": "$nowhere"}}},
        {"msgtype": "m.text", "body": "1", "m.relates_to": {"m.in_reply_to": {"event_id": "../../x"}}},
        {"msgtype": "m.text", "body": "1", "org.intakebot": "x"}, {"msgtype": "m.unknown", "body": "x"},
    ]  # fmt: skip
    usual = {"type": "m.room.message", "sender": anna.id, "origin_server_ts": int(time.time() * 1000)}
    events: list[Any] = [{**usual, "event_id": f"${n}", "content": content} for n, content in enumerate(contents)]
    member = {**usual, "type": "m.room.member", "event_id": "$m", "state_key": bot.id}
    odd: dict[str, Any] = {
        "event_id": 7,
        "type": None,
        "sender": [],
        "origin_server_ts": "then",
        "content": {"body": "x"},
    }
    events += [7, None, odd, {**usual, "event_id": "$t", "origin_server_ts": -(10**30), "content": {"body": "x"}}]
    events += [member | {"content": {"membership": 7}}, member | {"content": {}, "unsigned": None}]
    events += [usual | {"event_id": "$u", "unsigned": None, "content": {"msgtype": "m.text", "body": "y"}}]
    sync = {"next_batch": "", "rooms": {"join": {room: {"timeline": {"events": events, "limited": False}}}}}

    async def go() -> None:
        async with between(int(bot.url.rpartition(":")[2])) as way:
            next_batch = (await asyncio.to_thread(bot.call, "GET", "client/v3/sync"))["next_batch"]
            news = answer(sync | {"next_batch": next_batch})
            way.fate = lambda _method, path: news if "/sync" in path and "since=" not in path else "passed"
            async with running(account(bot, homeserver=way.url), desk) as channel:
                await asyncio.to_thread(say, room, anna, desk, "dalej")
                assert channel.state.failing == ""

    asyncio.run(go())
    assert "y" in texts(desk)


def desk_is_ready(bot: Person) -> bool:
    """Whether the channel has kept a mark."""
    try:
        kept(bot)
    except Exception:
        return False
    return True


def kept(bot: Person) -> dict[str, Any]:
    found: dict[str, Any] = bot.call("GET", f"client/v3/user/{bot.id}/account_data/org.intakebot.mark")
    return found


def test_the_token_moves_only_after_the_commit(bot: Person, anna: Person, room: str, desk: Desk) -> None:
    """As when the process is killed between receipt and commit: the next one gets the same events again."""

    def lost() -> None:
        until(lambda: desk_is_ready(bot), "the first mark")
        before = kept(bot)
        desk.holds.set()
        anna.says(room, "jeden")
        anna.says(room, "dwa")
        until(lambda: desk.offered, "an offer")
        assert kept(bot) == before

    received(account(bot), desk, lost)
    assert texts(desk) == []
    desk.holds.clear()
    offered = len(desk.offered)
    received(account(bot), desk, lambda: until(lambda: texts(desk) == ["jeden", "dwa"], "both"))
    assert [item.envelope.source for item in desk.offered[offered:][:1]] == [desk.offered[0].envelope.source]


def test_what_was_not_committed_is_offered_again(bot: Person, anna: Person, room: str, desk: Desk) -> None:
    desk.fails = lambda number: number in (2, 3)

    def act() -> None:
        until(lambda: desk_is_ready(bot), "the first mark")
        for word in ("a", "b", "c"):
            anna.says(room, word)
        until(lambda: {"a", "b", "c"} <= set(texts(desk)), "all three")
        sources = [item.envelope.source for item in desk.offered]
        assert len(set(sources)) == 3

    received(account(bot), desk, act)


def test_a_long_outage_loses_nothing(
    bot: Person, anna: Person, room: str, synapse: Synapse, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More came to a room than the homeserver tells at once; an invitation came, and somebody went."""
    monkeypatch.setattr(line, "MOST_EVENTS", 10)
    monkeypatch.setitem(line._FILTER["room"]["timeline"], "limit", 10)
    jan, ola = synapse.person("Jan"), synapse.person("Ola")
    gone = ola.opens(bot.id)
    bot.joins(gone)
    received(account(bot), desk, lambda: say(room, anna, desk, "przed"))
    many = [f"wiadomość {number}" for number in range(45)]
    for text in many:
        anna.says(room, text)
    new = jan.opens(bot.id)
    jan.says(new, "nowy pokój")
    ola.leaves(gone)

    def act() -> None:
        until(lambda: len(set(_sources(desk))) == 48, "all of it")
        found = texts(desk)
        assert [text for text in found if text.startswith("wiadomość")] == many
        assert "nowy pokój" in found
        [left] = [item for item in desk.committed if told(item)["event"]["type"] == "m.room.member"]
        assert (left.envelope.mail_from, told(left)["private"]) == (f"matrix:{gone}", True)

    received(account(bot), desk, act)


def _sources(desk: Desk) -> list[str | None]:
    return [item.envelope.source for item in desk.committed]


def test_who_throws_us_out_is_told_of(bot: Person, anna: Person, room: str, desk: Desk) -> None:
    def act() -> None:
        say(room, anna, desk, "jeszcze tu")
        anna.removes(room, bot.id)
        until(lambda: len(desk.committed) == 2, "the kick")
        event = told(desk.committed[1])["event"]
        assert (event["state_key"], event["content"]["membership"]) == (bot.id, "leave")

    received(account(bot), desk, act)


def test_history_of_a_room_that_we_come_to_late_is_not_news(bot: Person, anna: Person, desk: Desk) -> None:
    room = anna.opens(bot.id)
    anna.says(room, "sprzed dni")
    later = utc_now() + timedelta(days=3)

    def act() -> None:
        until(lambda: bot.id in anna.members(room), "the bot to come")
        time.sleep(0)
        until(lambda: desk_is_ready(bot), "the mark")
        assert texts(desk) == []

    received(account(bot), desk, act, clock=lambda: later)


def test_a_forged_time_counts_only_within_what_we_saw(bot: Person, anna: Person, room: str, desk: Desk) -> None:
    """As an event of another homeserver that claims to be old: it can't have come before our last look."""
    ahead = timedelta(hours=5)
    begun = utc_now() + ahead

    def act() -> None:
        until(lambda: desk_is_ready(bot), "the first mark")
        anna.says(room, "nowe")
        until(lambda: texts(desk) == ["nowe"], "it")
        assert desk.committed[0].envelope.received_at >= begun

    received(account(bot), desk, act, clock=lambda: utc_now() + ahead)


def test_an_unknown_token_of_sync_begins_anew(bot: Person, anna: Person, room: str, desk: Desk) -> None:
    bot.call(
        "PUT", f"client/v3/user/{bot.id}/account_data/org.intakebot.mark",
        json={"since": "of another server", "at": utc_now().isoformat()},
    )  # fmt: skip
    anna.says(room, "wcześniej")

    def act() -> None:
        until(lambda: texts(desk) == ["wcześniej"], "the latest events")
        until(lambda: kept(bot)["since"] != "of another server", "a mark that holds")

    received(account(bot), desk, act)


def test_in_encrypted_rooms_it_says_once_that_it_cannot_read(bot: Person, anna: Person, room: str, desk: Desk) -> None:
    secret = {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "x", "session_id": "s"}

    def act() -> None:
        anna.sends(room, secret, "m.room.encrypted")
        until(lambda: anna.hears(room, bot.id), "the notice")
        anna.sends(room, secret, "m.room.encrypted")
        say(room, anna, desk, f"otwarcie {len(desk.committed)}")

    received(account(bot), desk, act)
    received(account(bot), desk, act)  # after a restart, too
    [said] = anna.hears(room, bot.id)
    assert (said.text, said.content["msgtype"]) == ("Proszę pisać bez szyfrowania.", "m.notice")


def test_it_says_what_is_wrong_and_recovers(bot: Person, anna: Person, room: str, desk: Desk) -> None:
    tokens = ["wrong"]

    async def go() -> None:
        settings = account(bot, token=lambda: tokens[0], retry_refused=timedelta(milliseconds=50))
        async with running(settings, desk) as channel:
            await asyncio.to_thread(until, lambda: channel.state.refused, "the refusal")
            assert "doesn't know the access token" in channel.state.failing
            assert "wrong" not in channel.state.failing
            tokens[0] = anna.token
            await asyncio.to_thread(until, lambda: "that of @anna" in channel.state.failing, "another's token")
            tokens[0] = bot.token
            await asyncio.to_thread(until, lambda: channel.state.connected, "the connection")
            assert channel.state.failing == ""
            await asyncio.to_thread(say, room, anna, desk, "już")

    asyncio.run(go())


def test_a_homeserver_that_is_away_is_waited_for(bot: Person, anna: Person, room: str, desk: Desk) -> None:
    async def go() -> None:
        async with between(int(bot.url.rpartition(":")[2])) as way:
            way.fate = lambda _method, path: refusal(502, "M_UNKNOWN") if "/sync" in path else "passed"
            async with running(account(bot, homeserver=way.url), desk) as channel:
                await asyncio.to_thread(until, lambda: "502" in channel.state.failing, "the failure")
                way.fate = lambda _method, _path: "passed"
                await asyncio.to_thread(say, room, anna, desk, "wrócił")
                await asyncio.to_thread(until, lambda: channel.state.failing == "", "all to be well")

    asyncio.run(go())


def test_it_stops_at_once_even_where_nobody_answers(bot: Person, desk: Desk) -> None:
    async def go(settings: Account) -> None:
        channel = MatrixChannel(settings, desk.accept, utc_now)
        channel.start()
        channel.start()
        if "127.0.0.1" in settings.homeserver and settings.homeserver == bot.url:
            await asyncio.to_thread(until, lambda: channel.state.connected, "the connection")
        begun = time.monotonic()
        await channel.stop()
        await channel.stop()
        assert time.monotonic() - begun < 20
        assert not channel.state.connected

    asyncio.run(go(account(bot)))
    asyncio.run(go(account(bot, homeserver=f"http://127.0.0.1:{free_port()}")))


def test_presses_bring_the_message_with_the_buttons_along(bot: Person, anna: Person, room: str, desk: Desk) -> None:
    """Whether it is answered or was the last one, also of a bot that ran before; of nobody else's messages."""
    buttons: dict[str, Any] = {"org.intakebot": {"buttons": [{"sign": "1", "data": "level:N:low"}]}}
    asked = bot.says(room, "Proszę wybrać", **buttons)

    def below(item: Received) -> tuple[str, bool] | None:
        found = told(item)["below"]
        return (found["event"]["event_id"], found["latest"]) if found else None

    def act() -> None:
        until(lambda: desk_is_ready(bot), "the first mark")
        say(room, anna, desk, "1")
        bot.says(room, "Zapisaliśmy")
        say(room, anna, desk, "1")
        bot.says(room, "Zapisaliśmy")
        say(room, anna, desk, "to jest dłuższa odpowiedź")
        bot.says(room, "Ile stanowisk?")
        say(room, anna, desk, "1")
        anna.says(room, "1", answers=asked)
        until(lambda: len(desk.committed) == 5, "the answer")
        own = anna.says(room, "moje", **buttons)
        anna.says(room, "1", answers=own)
        until(lambda: len(desk.committed) == 7, "the answer to herself")
        found = [below(item) for item in desk.committed]
        assert found == [(asked, True), (asked, True), None, (asked, False), (asked, False), None, None]

    received(account(bot), desk, act)
