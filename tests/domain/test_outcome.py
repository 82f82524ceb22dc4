"""What a thread will have done."""

import threading
import time

import pytest

from intakebot.domain.outcome import Outcome


def test_who_asks_before_the_end_is_told_at_the_end() -> None:
    outcome: Outcome[int] = Outcome()
    told: list[int] = []
    outcome.add_done_callback(lambda ended: told.append(ended.result()))
    assert not outcome.done()
    outcome.set_result(7)
    assert (outcome.done(), told) == (True, [7])


def test_who_asks_after_the_end_is_told_at_once() -> None:
    outcome: Outcome[int] = Outcome()
    outcome.set_result(7)
    told: list[int] = []
    outcome.add_done_callback(lambda ended: told.append(ended.result()))
    assert told == [7]


def test_an_error_is_raised() -> None:
    outcome: Outcome[int] = Outcome()
    outcome.set_exception(ValueError("no"))
    assert str(outcome.exception()) == "no"
    with pytest.raises(ValueError, match="no"):
        outcome.result()


def test_it_is_waited_for_at_most_so_long() -> None:
    outcome: Outcome[int] = Outcome()
    with pytest.raises(TimeoutError):
        outcome.result(0.01)
    threading.Timer(0.05, outcome.set_result, [7]).start()
    assert outcome.result(10) == 7


def test_a_callback_that_fails_hinders_no_other() -> None:
    outcome: Outcome[int] = Outcome()
    told: list[int] = []
    outcome.add_done_callback(lambda _: 1 / 0)
    outcome.add_done_callback(lambda ended: told.append(ended.result()))
    outcome.set_result(7)
    assert told == [7]


def test_each_is_told_once_however_ending_and_asking_meet() -> None:
    for _ in range(300):
        outcome: Outcome[int] = Outcome()
        told: list[int] = []
        asking = [
            threading.Thread(
                target=lambda o=outcome, t=told: [o.add_done_callback(lambda _: t.append(1)) for _ in range(5)]
            )
            for _ in range(3)
        ]
        for thread in asking:
            thread.start()
        outcome.set_result(7)
        for thread in asking:
            thread.join()
        deadline = time.monotonic() + 5
        while len(told) < 15 and time.monotonic() < deadline:
            time.sleep(0.001)
        assert len(told) == 15
