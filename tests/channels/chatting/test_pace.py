"""Turns, by a clock that the test holds."""

from datetime import timedelta

import pytest

from intakebot.channels.chatting.pace import ALL, LONGEST_WAIT, Pace
from intakebot.domain.errors import Deferred


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pace(clock: Clock) -> Pace:
    return Pace(clock)


def rounded(pace: Pace, chat: int, times: int) -> list[float]:
    return [round(pace.reserve(chat), 2) for _ in range(times)]


def test_a_person_gets_a_short_burst_and_then_one_a_second(pace: Pace, clock: Clock) -> None:
    assert rounded(pace, 7, 5) == [0, 0, 0, 1, 2]
    clock.now += 3
    assert rounded(pace, 7, 1) == [0]
    clock.now += 60
    assert rounded(pace, 7, 4) == [0, 0, 0, 1]


def test_a_group_gets_no_more_than_twenty_a_minute(pace: Pace, clock: Clock) -> None:
    sent: list[float] = []
    while clock.now < 1120:
        wait = pace.reserve(-1001)
        clock.now += wait
        sent.append(clock.now)
    assert max(sum(at <= other < at + 60 for other in sent) for at in sent) <= 20


def test_all_chats_together_get_no_more_than_thirty_a_second(pace: Pace) -> None:
    at = [pace.reserve(chat) for chat in range(1, 101)]
    assert at[: ALL.at_once] == [0] * ALL.at_once
    assert max(sum(one <= other < one + 1 for other in at) for one in at) <= 30


def test_who_would_wait_too_long_is_sent_away_and_takes_no_turn(pace: Pace) -> None:
    waits = rounded(pace, 7, 3 + int(LONGEST_WAIT))
    assert waits[-1] == LONGEST_WAIT
    for _ in range(3):
        with pytest.raises(Deferred) as caught:
            pace.reserve(7)
        assert caught.value.after
        assert caught.value.after.total_seconds() == pytest.approx(LONGEST_WAIT + 1)
    assert pace.reserve(8) < 1


def test_a_flooded_chat_has_no_burst(pace: Pace, clock: Clock) -> None:
    pace.flooded(7, 10)
    with pytest.raises(Deferred) as told:  # waiting here, a letter would overtake the one that Telegram refused
        pace.reserve(7)
    assert told.value.after == timedelta(seconds=10)
    clock.now += 10
    assert rounded(pace, 7, 3) == [0, 1, 2]


def test_chats_at_rest_are_forgotten(pace: Pace, clock: Clock) -> None:
    for chat in range(1, 5001):
        pace.reserve(chat)
        clock.now += 0.1
    assert len(pace._next) < 2100
