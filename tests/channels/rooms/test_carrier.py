"""Notes to rooms of a real Synapse: each there once, with its proof, or certainly not there."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from intakebot.channels.matrix import MatrixCarrier
from intakebot.domain.chat import Button
from intakebot.domain.errors import Deferred, InDoubt, Refused
from intakebot.domain.letter import Letter
from tests.channels.rooms.bench import account, carried, carrying, letter, ready
from tests.servers.between import Fate, between, refusal
from tests.servers.ports import free_port
from tests.servers.synapse import Person, Synapse


@pytest.fixture(scope="module")
def bot(synapse: Synapse) -> Person:
    return synapse.person("Bot")


@pytest.fixture(scope="module")
def anna(synapse: Synapse) -> Person:
    return synapse.person("Anna")


def test_the_proof_is_the_event_and_the_homeservers_time(bot: Person, anna: Person, room: str) -> None:
    asked = anna.says(room, "Dzień dobry")
    [proof] = carried(account(bot), letter(room, "Przyjęte. Pomoc: /help, https://x.example/help", answers=asked))
    [said] = anna.hears(room, bot.id)
    assert said.text == "Przyjęte. Pomoc: !help, https://x.example/help"
    assert (said.answers, said.content["msgtype"]) == (asked, "m.text")
    at = datetime.fromtimestamp(said.ts / 1000, UTC)
    assert (proof.queue_id, proof.at, proof.to) == (said.event_id, at, f"matrix room {room}")
    assert proof.reply == f"event {said.event_id} at {at.isoformat()}"


def test_the_same_letter_is_there_once_however_often_it_is_sent(bot: Person, anna: Person, room: str) -> None:
    """As after a crash between sending and keeping the proof."""
    first, again = (carried(account(bot), letter(room))[0] for _ in range(2))
    assert first == again
    carried(account(bot), letter(room, id="another@example.test"))
    assert len(anna.hears(room, bot.id)) == 2


def test_buttons_stand_below_the_text_and_in_the_event(bot: Person, anna: Person, room: str) -> None:
    rows = (
        (Button(text="X – dostawca", data="level:N:X"),),
        (Button(text="1 – krytyczny", data="level:N:1"),),
        (Button(text="Odpowiedz krok po kroku", data="details:N:"),),
        (Button(text="Pomiń", data="skip:N:a"), Button(text="Zakończ", data="stop:N:")),
    )
    carried(account(bot), letter(room, "Proszę wybrać", *rows))
    [said] = anna.hears(room, bot.id)
    assert said.text.splitlines() == [
        "Proszę wybrać", "", "X – dostawca", "1 – krytyczny", "2 – Odpowiedz krok po kroku", "!3 – Pomiń", "!4 – Zakończ",
    ]  # fmt: skip
    assert [(one["sign"], one["data"]) for one in said.content["org.intakebot"]["buttons"]] == [
        ("X", "level:N:X"), ("1", "level:N:1"), ("2", "details:N:"), ("!3", "skip:N:a"), ("!4", "stop:N:"),
    ]  # fmt: skip


def test_long_texts_come_in_pieces_and_in_order(bot: Person, anna: Person, room: str) -> None:
    """Two at once to one room: neither comes between the other's pieces."""
    text = "\n".join(f"{number} zażółć gęślą jaźń" * 10 for number in range(100))

    async def both(carrier: MatrixCarrier) -> None:
        notes = (letter(room, text, id="long"), letter(room, "krótko", id="short"))
        await asyncio.gather(*(carrier.carry(one, ready) for one in notes))

    carrying(account(bot), both)
    *pieces, last = anna.hears(room, bot.id)
    assert len(pieces) == 3
    assert "\n".join(piece.text for piece in pieces) == text
    assert last.text == "krótko"


def test_what_can_never_arrive_is_refused(bot: Person, anna: Person) -> None:
    strange = anna.opens()
    bad = Letter(
        message_id="i", mail_from="chat", rcpt_to=f"matrix:{strange}", content=b"{}", language="pl", template="t"
    )
    for one in (letter(strange), letter("@anna:hs.example"), letter("!none:hs.example"), bad):
        with pytest.raises(Refused):
            carried(account(bot), one)


def test_what_was_certainly_not_sent_is_deferred(bot: Person, room: str) -> None:
    for settings in (
        account(bot, homeserver=f"http://127.0.0.1:{free_port()}"),
        account(bot, token=lambda: "wrong"),
    ):
        with pytest.raises(Deferred):
            carried(settings, letter(room))

    def no_token() -> str:
        raise OSError("no such file")

    with pytest.raises(Deferred, match="no such file"):
        carried(account(bot, token=no_token), letter(room))


def test_nothing_is_sent_when_the_store_says_no(bot: Person, anna: Person, room: str) -> None:
    async def no() -> None:
        raise Deferred("not mine any more")

    async def go(carrier: MatrixCarrier) -> None:
        with pytest.raises(Deferred, match="not mine"):
            await carrier.carry(letter(room), no)

    carrying(account(bot), go)
    assert anna.hears(room, bot.id) == []


def through(bot: Person, room: str, *fates: Fate) -> tuple[object, int]:
    """What becomes of a letter, or the error, when its sends have these fates; and how many there were."""
    left = list(fates)

    def fate(method: str, path: str) -> Fate:
        return left.pop(0) if method == "PUT" and "/send/" in path and left else "passed"

    async def go() -> tuple[object, int]:
        async with between(int(bot.url.rpartition(":")[2])) as way:
            way.fate = fate
            carrier = MatrixCarrier(account(bot, homeserver=way.url), lambda: datetime.now(UTC))
            try:
                outcome: object = await carrier.carry(letter(room), ready)
            except (Deferred, InDoubt, Refused) as error:
                outcome = error
            finally:
                await carrier.close()
            return outcome, len([one for one in way.seen if "/send/" in one])

    return asyncio.run(go())


def test_a_lost_answer_is_asked_for_again_and_nothing_comes_twice(bot: Person, anna: Person, room: str) -> None:
    proof, sends = through(bot, room, "cut")
    assert sends == 2
    [said] = anna.hears(room, bot.id)
    assert getattr(proof, "queue_id", "") == said.event_id


def test_without_any_answer_it_is_in_doubt_and_resending_mends_it(bot: Person, anna: Person, room: str) -> None:
    lost: list[Fate] = ["cut"] * 100
    doubt, sends = through(bot, room, *lost)
    assert type(doubt) is InDoubt
    assert 3 <= sends <= 6  # aiohttp asks once more by itself where a kept connection was cut
    [said] = anna.hears(room, bot.id)
    assert carried(account(bot), letter(room))[0].queue_id == said.event_id
    assert len(anna.hears(room, bot.id)) == 1


def test_a_homeserver_that_wants_to_be_left_alone_is(bot: Person, anna: Person, room: str) -> None:
    told, sends = through(bot, room, refusal(429, "M_LIMIT_EXCEEDED", retry_after_ms=60_000))
    assert isinstance(told, Deferred)
    assert (told.after, sends) == (timedelta(minutes=1), 1)
    _, sends = through(bot, room, refusal(429, "M_LIMIT_EXCEEDED", retry_after_ms=50))
    assert sends == 2
    assert len(anna.hears(room, bot.id)) == 1


def test_a_gateways_error_says_nothing_of_the_letter(bot: Person, room: str) -> None:
    assert isinstance(through(bot, room, *[refusal(503, "M_UNKNOWN")] * 3)[0], InDoubt)
