"""Worker processes: what they answer, and what happens to those that overrun or die."""

import os
import signal
import time
from collections.abc import Iterator

import pytest

from intakebot.domain.errors import Overrun, Unreadable
from intakebot.domain.understanding import Question
from intakebot.workers import Workers
from tests import mails
from tests.servers.ports import wait_until


@pytest.fixture
def workers() -> Iterator[Workers]:
    made = Workers(1, read_seconds=20, classify_seconds=10)
    yield made
    made.close()


def _question(raw: bytes | None = None) -> Question:
    return Question(received=mails.received(raw), authserv_id=None, languages=())


def _pid(workers: Workers) -> int:
    return workers._all[0]._process.pid


def test_a_message_is_read_and_its_language_heard(workers: Workers) -> None:
    found = workers.understand(_question(mails.mail("Сервер не отвечает с самого утра, никто не может работать.")))
    assert found.message.subject == "Server down"
    assert found.impression is not None
    assert found.impression.language == "ru"


def test_large_messages_pass(workers: Workers) -> None:
    found = workers.understand(_question(mails.mail("a line of text\n" * 300_000)))
    assert found.message.message_id == "one@customer.example"


def test_what_is_no_mail_is_unreadable_and_the_worker_lives_on(workers: Workers) -> None:
    before = _pid(workers)
    with pytest.raises(Unreadable, match="NotAMail"):
        workers.understand(_question(b"\x00\x01\x02"))
    assert workers.understand(_question()).message.subject == "Server down"
    assert _pid(workers) == before


def test_a_read_that_overruns_is_ended_and_the_worker_replaced(workers: Workers) -> None:
    workers.understand(_question())
    before = _pid(workers)
    os.kill(before, signal.SIGSTOP)
    workers._read_seconds = 0.2
    with pytest.raises(Overrun, match=r"0\.2 s"):
        workers.understand(_question())
    workers._read_seconds = 20
    assert workers.understand(_question()).message.subject == "Server down"
    assert _pid(workers) != before


def test_a_worker_that_died_idle_costs_nobody_anything(workers: Workers) -> None:
    workers.understand(_question())
    os.kill(_pid(workers), signal.SIGKILL)
    wait_until(lambda: workers._all[0]._process.poll() is not None, "the worker's end")
    assert workers.understand(_question()).message.subject == "Server down"


def test_an_impression_that_overruns_is_done_without(workers: Workers) -> None:
    worker, answer = workers._all[0], workers._all[0].answer

    def late(seconds: float) -> object:
        if seconds == workers._classify_seconds:
            os.kill(_pid(workers), signal.SIGSTOP)
            raise Overrun("late")
        return answer(seconds)

    worker.answer = late  # type: ignore[method-assign]
    found = workers.understand(_question())
    assert (found.message.subject, found.impression) == ("Server down", None)
    os.kill(_pid(workers), signal.SIGKILL)


def test_workers_end_with_us(workers: Workers) -> None:
    workers.understand(_question())
    process = workers._all[0]._process
    workers._all[0]._socket.close()  # as when our process is killed
    workers._all[0]._answers.close()
    deadline = time.monotonic() + 10
    while process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert process.poll() == 0
