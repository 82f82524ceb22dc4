"""Worker processes: what they answer, and what happens to those that overrun or die."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from intakebot.classify.impact.model import shipped
from intakebot.domain.errors import Overrun, Unreadable
from intakebot.domain.understanding import Question, Understood
from intakebot.workers import Died, Workers
from tests import mails
from tests.servers.ports import wait_until


@pytest.fixture
def workers() -> Iterator[Workers]:
    made = Workers(1, read_seconds=20, classify_seconds=10)
    yield made
    made.close()


def _question(raw: bytes | None = None) -> Question:
    return Question(received=mails.received(raw), authserv_id=None, languages=())


def _read(workers: Workers, raw: bytes | None = None) -> Understood:
    [found] = workers.understand([_question(raw)])
    assert isinstance(found, Understood)
    return found


def _pid(workers: Workers) -> int:
    return workers._all[0]._process.pid


def test_a_message_is_read_and_its_language_heard(workers: Workers) -> None:
    found = _read(workers, mails.mail("Сервер не отвечает с самого утра, никто не может работать."))
    assert found.message.subject == "Server down"
    assert found.impression is not None
    assert found.impression.language == "ru"


def test_a_model_that_is_wanted_later_is_loaded_before_the_next_message(workers: Workers) -> None:
    found = _read(workers)
    assert found.impression is not None
    assert (found.impression.impact, workers.taught) == (None, False)
    workers.learn(shipped())
    again = _read(workers)
    assert again.impression is not None
    assert again.impression.impact is not None
    assert workers.taught
    before = _pid(workers)
    _read(workers)
    assert _pid(workers) == before


def test_large_messages_pass(workers: Workers) -> None:
    assert _read(workers, mails.mail("a line of text\n" * 300_000)).message.message_id == "one@customer.example"


def test_messages_that_wait_together_are_answered_in_order_each_for_itself(workers: Workers) -> None:
    before = _pid(workers)
    raws = [mails.mail(subject="first"), b"\x00\x01\x02", mails.mail(subject="third")]
    first, second, third = workers.understand([_question(raw) for raw in raws])
    assert isinstance(first, Understood)
    assert isinstance(third, Understood)
    assert (first.message.subject, third.message.subject) == ("first", "third")
    assert isinstance(second, Unreadable)
    assert "NotAMail" in str(second)
    assert _pid(workers) == before


def test_a_read_that_overruns_is_ended_and_the_worker_replaced(workers: Workers) -> None:
    _read(workers)
    before = _pid(workers)
    os.kill(before, signal.SIGSTOP)
    workers._read_seconds, workers._classify_seconds = 0.02, 0.0  # less than a new one takes to start
    [found] = workers.understand([_question()])
    assert isinstance(found, Overrun)
    workers._read_seconds, workers._classify_seconds = 20, 10
    assert _read(workers).message.subject == "Server down"
    assert _pid(workers) != before


def test_a_batch_that_overruns_is_read_again_one_by_one(workers: Workers) -> None:
    _read(workers)
    os.kill(_pid(workers), signal.SIGSTOP)
    workers._read_seconds = 0.5
    answers = iter([20.0])
    alone = workers._alone

    def patient(worker: object, question: Question) -> object:
        workers._read_seconds = next(answers, 20.0)
        return alone(worker, question)  # type: ignore[arg-type]

    workers._alone = patient  # type: ignore[assignment, method-assign]
    found = workers.understand([_question(), _question()])
    assert [isinstance(one, Understood) for one in found] == [True, True]


def test_a_worker_that_died_idle_costs_nobody_anything(workers: Workers) -> None:
    _read(workers)
    os.kill(_pid(workers), signal.SIGKILL)
    wait_until(lambda: workers._all[0]._process.poll() is not None, "the worker's end")
    assert _read(workers).message.subject == "Server down"


def test_a_message_whose_impression_overruns_is_understood_without(workers: Workers) -> None:
    _read(workers)
    worker, ask = workers._all[0], workers._all[0].ask

    def late(questions: list[Question], seconds: float, *, classify: bool) -> object:
        if classify:
            raise Died
        return ask(questions, seconds, classify=classify)

    worker.ask = late  # type: ignore[assignment, method-assign]
    found = _read(workers)
    assert (found.message.subject, found.impression) == ("Server down", None)


def test_what_kills_every_reader_is_unreadable(workers: Workers) -> None:
    _read(workers)

    def killed(*_: object, **__: object) -> object:
        raise Died

    workers._all[0].ask = killed  # type: ignore[assignment, method-assign]
    [found] = workers.understand([_question()])
    assert isinstance(found, Unreadable)


def test_a_hostile_mail_holds_up_nobody_else() -> None:
    """The reserve reads meanwhile, and rests again when the other is back."""
    workers = Workers(2, read_seconds=20, classify_seconds=10)
    try:
        busy, reserve = (worker._process.pid for worker in workers._all)
        os.kill(busy, signal.SIGSTOP)
        with ThreadPoolExecutor() as pool:
            stuck = pool.submit(_read, workers)
            assert _read(workers).message.subject == "Server down"
            assert _read(workers).message.subject == "Server down"
            assert not stuck.done()
            os.kill(busy, signal.SIGCONT)
            assert stuck.result(20).message.subject == "Server down"
        os.kill(reserve, signal.SIGSTOP)
        assert _read(workers).message.subject == "Server down"
    finally:
        workers.close()


def test_workers_end_with_us(workers: Workers) -> None:
    _read(workers)
    process = workers._all[0]._process
    workers._all[0]._answers.close()  # as when our process is killed
    workers._all[0]._socket.close()
    wait_until(lambda: process.poll() == 0, "the worker's end", 10)


def test_readers_outlive_a_signal_that_is_meant_for_all(workers: Workers) -> None:
    _read(workers)
    os.kill(_pid(workers), signal.SIGTERM)
    before = _pid(workers)
    assert _read(workers).message.subject == "Server down"
    assert _pid(workers) == before


def test_whoever_waits_until_they_are_ready_gets_one_in_place_of_a_dead_one(workers: Workers) -> None:
    workers.ready()
    before = _pid(workers)
    workers.ready()
    assert _pid(workers) == before
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: workers._all[0]._process.poll() is not None, "it to die")
    workers.ready()
    assert _pid(workers) != before
    assert _read(workers).message.subject == "Server down"
