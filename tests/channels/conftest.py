"""What the tests of the IMAP watcher share."""

import secrets
from collections.abc import Iterator

import pytest

from intakebot.channels.imap import Account, ImapChannel
from tests.channels.fetching.bench import Desk, Watch


@pytest.fixture
def user() -> str:
    return f"user{secrets.token_hex(4)}"


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def watch(desk: Desk) -> Iterator[Watch]:
    channels: list[ImapChannel] = []

    def start(settings: Account) -> ImapChannel:
        channels.append(desk.channel(settings))
        channels[-1].start()
        return channels[-1]

    yield start
    for channel in channels:
        channel.stop()
