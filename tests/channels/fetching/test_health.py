from datetime import UTC, datetime, timedelta

import pytest

from intakebot.channels.fetching.account import Account
from intakebot.channels.fetching.health import Alarm, Health, State
from intakebot.domain.sentence import Sentence
from tests.channels.fetching.bench import account

NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)


class Ear:
    """Hears alarms, unless it is deaf; keeps the time."""

    def __init__(self) -> None:
        self.heard: list[Alarm] = []
        self.deaf = False
        self.now = NOON

    def hear(self, alarm: Alarm) -> None:
        if self.deaf:
            raise RuntimeError("nobody is there")
        self.heard.append(alarm)

    def health(self, settings: Account) -> Health:
        return Health(settings, lambda: self.now, self.hear)

    @property
    def said(self) -> list[tuple[str, bool]]:
        return [(alarm.kind, alarm.over) for alarm in self.heard]


@pytest.fixture
def ear() -> Ear:
    return Ear()


def test_failing_is_told_once_after_its_time_and_ends_once(ear: Ear) -> None:
    health = ear.health(account(143, "anna", failing_after=timedelta(minutes=10)))
    for _ in range(4):
        health.failed("no route")
        ear.now += timedelta(minutes=5)
    assert ear.said == [("failing", False)]
    assert isinstance(ear.heard[0].text, Sentence)
    assert ear.heard[0].text == "mail can't be fetched since 2026-02-03T12:00+00:00: no route"
    assert (health.state.failing_since, health.state.last_error) == (NOON, "no route")
    health.well()
    health.well()
    assert ear.said == [("failing", False), ("failing", True)]
    assert health.state == State()


def test_silence_counts_from_the_beginning_and_from_the_last_mail(ear: Ear) -> None:
    health = ear.health(account(143, "anna", silent_after=timedelta(hours=8)))
    ear.now += timedelta(hours=9)
    health.begun()
    health.check_silence()
    health.mail()
    ear.now += timedelta(hours=7)
    health.check_silence()
    assert not ear.said
    ear.now += timedelta(hours=1)
    health.check_silence()
    health.check_silence()
    health.mail()
    assert ear.said == [("silent", False), ("silent", True)]


def test_silence_is_no_alarm_where_no_limit_is_set(ear: Ear) -> None:
    health = ear.health(account(143, "anna"))
    ear.now += timedelta(days=900)
    health.check_silence()
    assert not ear.said


def test_an_alarm_that_nobody_could_take_is_raised_again(ear: Ear) -> None:
    health = ear.health(account(143, "anna"))
    ear.deaf = True
    health.failed("no", "refused")
    assert not health.tell("too-large", "imap:x/1/2", "big")
    ear.deaf = False
    health.failed("no", "refused")
    assert ear.said == [("refused", False)]


def test_a_servers_words_become_one_short_printable_line(ear: Ear) -> None:
    health = ear.health(account(143, "anna"))
    health.failed("a\r\n\x1b[31mred\x00 " + "x" * 5000)
    assert health.state.last_error.startswith("a [31mred xxx")
    assert len(health.state.last_error) == 300
