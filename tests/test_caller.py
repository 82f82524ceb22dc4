"""News for webhooks are kept until they were taken."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from intakebot.caller import Caller
from intakebot.domain.errors import Deferred, Refused
from intakebot.domain.times import utc_now
from intakebot.store.store import Store
from tests.intake.desk import Line


@dataclass
class Poster:
    """Answers in turn; then takes everything."""

    answers: list[Exception] = field(default_factory=list)
    posted: list[tuple[str, int]] = field(default_factory=list)

    async def post(self, name: str, call_id: int, body: Mapping[str, Any], at: datetime) -> str:
        self.posted.append((name, call_id))
        if self.answers:
            raise self.answers.pop(0)
        return "200 thanks"


@pytest.fixture
def line(store_url: str) -> Iterator[Line]:
    store = Store(store_url, utc_now)
    line = Line(store)
    line.post()
    ticket = line.store.read(lambda desk: desk.tickets.numbered(line.numbers[0]))
    assert ticket is not None
    line.store.write(lambda desk: desk.calls.add(ticket.id, "pager", {"kind": "breached"}, line.now)).result()
    yield line
    store.close()


def _caller(line: Line, poster: Poster) -> Caller:
    return Caller(store=line.store, poster=poster, clock=line.clock, give_up_after=timedelta(hours=1))


async def _call(line: Line, poster: Poster, *, later: timedelta = timedelta(0)) -> None:
    line.now += later
    await _caller(line, poster).call()


def _answer(line: Line) -> list[tuple[Any, ...]]:
    return line.store.read(
        lambda desk: [tuple(row) for row in desk._connection.exec_driver_sql("SELECT answer FROM call")]
    )


def test_what_was_taken_is_kept_with_the_answer(line: Line) -> None:
    poster = Poster()
    asyncio.run(_call(line, poster))
    asyncio.run(_call(line, poster))
    assert len(poster.posted) == 1
    assert _answer(line) == [("200 thanks",)]


def test_it_is_tried_again_after_a_while(line: Line) -> None:
    poster = Poster([Deferred("500")])
    asyncio.run(_call(line, poster))
    asyncio.run(_call(line, poster))
    assert len(poster.posted) == 1
    asyncio.run(_call(line, poster, later=timedelta(minutes=2)))
    assert _answer(line) == [("200 thanks",)]


@pytest.mark.parametrize(("later", "error"), [(timedelta(0), Refused("410")), (timedelta(hours=2), Deferred("500"))])
def test_what_nobody_takes_becomes_a_task(line: Line, later: timedelta, error: Exception) -> None:
    poster = Poster([error])
    asyncio.run(_call(line, poster, later=later))
    asyncio.run(_call(line, poster, later=timedelta(hours=5)))
    assert len(poster.posted) == 1
    assert [task.kind for task in line.tasks() if task.kind == "webhook_failed"] == ["webhook_failed"]


def test_a_fault_of_ours_holds_nothing_up(line: Line) -> None:
    poster = Poster([ZeroDivisionError("a fault")])
    asyncio.run(_call(line, poster))
    asyncio.run(_call(line, poster, later=timedelta(minutes=2)))
    assert _answer(line) == [("200 thanks",)]
