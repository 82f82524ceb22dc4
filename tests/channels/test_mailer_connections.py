"""Connections are few, kept, shared fairly, and replaced when they die."""

import asyncio
from dataclasses import replace

import pytest

from intakebot.channels.mailer import Mailer
from intakebot.domain.errors import Deferred
from intakebot.domain.letter import Handover
from tests.channels.letters import Run, Sending, carry, clock, letter, relay, run_uvloop
from tests.servers.scripted import CUT, HANG_UP, SILENT, Answer, Scripted, scripted


async def until(server: Scripted, verb: str, times: int = 1) -> None:
    async with asyncio.timeout(10):
        while server.verbs().count(verb) < times or (verb == "QUIT" and server.open):  # noqa: ASYNC110 - it lives in other threads
            await asyncio.sleep(0.002)


@pytest.mark.parametrize("run", [asyncio.run, run_uvloop])
def test_a_hundred_letters_at_once_over_four_connections(run: Run) -> None:
    async def main() -> None:
        mailer = Mailer(relay(server.port), clock)
        letters = [letter(f"{n}@desk.example", rcpt_to=f"c{n}@customers.example") for n in range(100)]
        handovers = await asyncio.gather(*(mailer.carry(each, Sending()) for each in letters))
        assert len(handovers) == 100
        await mailer.close()

    with scripted() as server:
        run(main())
    assert sorted(taken.rcpt_to for taken in server.taken) == sorted(f"c{n}@customers.example" for n in range(100))
    for taken in server.taken:
        ordinal = taken.rcpt_to.partition("@")[0][1:]
        assert f"Message-ID: <{ordinal}@desk.example>".encode() in taken.content
    assert server.most_open <= 4
    assert server.connections == 4


def test_who_came_first_is_served_first() -> None:
    async def main() -> None:
        mailer = Mailer(relay(server.port, connections=1), clock)
        letters = [letter(f"{n}@desk.example", rcpt_to=f"c{n}@customers.example") for n in range(20)]
        await asyncio.gather(*(mailer.carry(each, Sending()) for each in letters))
        await mailer.close()

    with scripted() as server:
        asyncio.run(main())
    assert [taken.rcpt_to for taken in server.taken] == [f"c{n}@customers.example" for n in range(20)]


def test_a_connection_is_left_after_its_number_of_letters() -> None:
    with scripted() as server:
        to = replace(relay(server.port), letters_per_connection=3)
        carry(to, *(letter(f"{n}@desk.example") for n in range(7)))
    assert [server.verbs(ordinal).count("DATA") for ordinal in (1, 2, 3)] == [3, 3, 1]
    assert server.verbs().count("QUIT") == 3


def test_an_idle_connection_is_left_in_time() -> None:
    async def main() -> None:
        mailer = Mailer(relay(server.port, idle_seconds=0.05), clock)
        await mailer.carry(letter(), Sending())
        await until(server, "QUIT")
        await mailer.carry(letter("second@desk.example"), Sending())
        await mailer.close()

    with scripted() as server:
        asyncio.run(main())
    assert server.connections == 2


def test_a_connection_in_use_is_not_idle() -> None:
    async def main() -> None:
        mailer = Mailer(relay(server.port, idle_seconds=0.05), clock)
        await mailer.carry(letter(), Sending())
        slow = asyncio.create_task(mailer.carry(letter("second@desk.example"), Sending()))
        await until(server, "DATA", 2)
        assert isinstance(await slow, Handover)
        await mailer.close()

    with scripted({".": ["250 ok", ("250 ", *" a slow relay that takes its time", "")]}) as server:
        asyncio.run(main())
    assert server.connections == 1


@pytest.mark.parametrize("how", [HANG_UP, CUT, "421 4.4.2 idle for too long"])
def test_a_connection_that_died_idle_is_replaced(how: Answer) -> None:
    with scripted({"idle": [how]}) as server:
        outcomes = carry(relay(server.port), letter(), letter("second@desk.example"))
    assert all(isinstance(outcome, Handover) for outcome in outcomes)
    assert server.connections == 2
    assert len(server.taken) == 2


@pytest.mark.parametrize("how", [HANG_UP, CUT, "421 4.4.2 idle for too long", SILENT])
@pytest.mark.parametrize("place", ["MAIL", "RCPT"])
def test_an_idle_connection_that_proves_dead_at_mail_is_replaced_once(place: str, how: Answer) -> None:
    sending = Sending()
    usual = "250 2.1.0 Ok"
    with scripted({place: [usual, how, usual, how, how]}) as server:
        to = relay(server.port, command_seconds=0.1)
        outcomes = carry(to, letter(), letter("2@desk.example"), letter("3@desk.example"), sending=sending)
    assert [type(outcome) for outcome in outcomes] == [Handover, Handover, Deferred]
    assert sending.times == 2
    assert server.connections == 3


@pytest.mark.parametrize("run", [asyncio.run, run_uvloop])
@pytest.mark.parametrize("place", ["MAIL", "DATA", "."])
def test_a_cancelled_letter_takes_its_connection_with_it(place: str, run: Run) -> None:
    async def main() -> None:
        mailer = Mailer(relay(server.port), clock)
        task = asyncio.create_task(mailer.carry(letter(), Sending()))
        await until(server, "DATA" if place == "." else place)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await mailer.carry(letter("second@desk.example"), Sending())
        await mailer.close()

    with scripted({place: [SILENT]}) as server:
        run(main())
    assert server.connections == 2


def test_closing_while_a_letter_is_in_hand_finishes_the_letter() -> None:
    async def main() -> None:
        mailer = Mailer(relay(server.port), clock)
        task = asyncio.create_task(mailer.carry(letter(), Sending()))
        await until(server, "RCPT")
        await mailer.close()
        assert isinstance(await task, Handover)
        with pytest.raises(Deferred, match="closed"):
            await mailer.carry(letter("second@desk.example"), Sending())

    with scripted({"DATA": [("354", " go", " on")]}) as server:
        asyncio.run(main())
    assert server.verbs()[-1] == "QUIT"
    assert server.connections == 1
