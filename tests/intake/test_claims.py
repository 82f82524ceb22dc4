"""Claims of a living process that nobody in it holds are found again, whatever lost them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from intakebot.domain.errors import StoreUnavailable
from intakebot.domain.job import Job
from intakebot.domain.times import utc_now
from intakebot.publications import Publications
from intakebot.settings import Settings
from intakebot.store import writer
from intakebot.store.post import Posted
from intakebot.store.store import Store
from intakebot.terms.library import Library
from intakebot.upkeep import Upkeep
from tests import mails
from tests.intake.desk import Line


class Outbox:
    """Takes letters and keeps them in hand."""

    def __init__(self) -> None:
        self.got: list[Job] = []
        self.room = 100

    def hand_over(self, job: Job, posted: Posted) -> None:
        self.got.append(job)


def _tend(line: Line, outbox: Outbox, rounds: int = 4) -> None:
    upkeep = Upkeep(
        store=line.store,
        outbox=outbox,  # type: ignore[arg-type]  # this file has an Outbox of its own
        intake=line.intake,
        clock=line.clock,
        duties=line.office.duties,
        publications=Publications(line.store, line.catalogue, Library()),
        settings=Settings(line.store, Library(), line.mailboxes),
    )
    for _ in range(rounds):
        line.now += timedelta(hours=1)
        upkeep.tend()


def _waiting(line: Line) -> int:
    return line.belt._weight


def test_a_worker_that_cannot_be_started(line: Line) -> None:
    def broken(_question: object) -> Any:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    line.intake._understand = broken
    line.intake.accept(mails.received()).result(5)
    waiting = line.belt.get()
    assert waiting is not None
    with pytest.raises(BlockingIOError):
        line.take_in(waiting)
    _tend(line, Outbox())
    assert _waiting(line)


def test_a_store_that_is_away_for_the_outcome_and_for_the_retry(line: Line) -> None:
    line.intake.accept(mails.received()).result(5)
    waiting = line.belt.get()
    assert waiting is not None
    write = line.store.write

    def away(_work: Callable[[Any], Any], *, urgent: bool = False) -> Any:
        def unit(_desk: object) -> None:
            raise StoreUnavailable("disk full")

        return write(unit, urgent=urgent)

    line.store.write = away  # type: ignore[assignment, method-assign]
    line.take_in(waiting)
    line.store.write = write  # type: ignore[method-assign]
    _tend(line, Outbox())
    assert _waiting(line)


def test_a_read_that_fails_while_messages_are_picked_up(line: Line) -> None:
    for number in range(5):
        line.intake.accept(mails.received(mails.mail(f"text {number}", message_id=f"<{number}@x>"))).result(5)
    for _ in range(5):
        waiting = line.belt.get()
        assert waiting is not None
        line.store.claims.drop(waiting.job)
        line.store.write(lambda desk, job=waiting.job: desk.jobs.retry(job, line.now, "again")).result()  # type: ignore[misc]
    read, calls = line.store.read, list[int]()

    def flaky(work: Callable[[Any], Any]) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise StoreUnavailable("server closed the connection unexpectedly")
        return read(work)

    line.store.read = flaky  # type: ignore[method-assign]
    with pytest.raises(StoreUnavailable):
        _tend(line, Outbox(), rounds=1)
    line.store.read = read  # type: ignore[method-assign]
    _tend(line, Outbox())
    found = 0
    while _waiting(line):
        line.belt.get()
        found += 1
    assert found == 5


def test_a_commit_whose_answer_was_lost(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line(Store(postgres_url, utc_now))
    line.intake.accept(mails.received()).result(5)
    waiting = line.belt.get()
    assert waiting is not None
    real, armed = writer._driver, [True]

    class Lossy:
        def __init__(self, connection: Any) -> None:
            self._connection = connection

        def execute(self, sql: str) -> Any:
            done = self._connection.execute(sql)
            if sql == "COMMIT" and armed:
                armed.pop()
                raise psycopg.OperationalError("server closed the connection unexpectedly")
            return done

    monkeypatch.setattr(writer, "_driver", lambda connection: Lossy(real(connection)))
    line.take_in(waiting)
    line.store.write(lambda _desk: None).result()
    monkeypatch.setattr(writer, "_driver", real)
    outbox = Outbox()
    _tend(line, outbox)
    line.store.close()
    assert outbox.got
    assert not armed
