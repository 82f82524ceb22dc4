"""What the tests of the Telegram channel share."""

from collections.abc import Iterator

import pytest

from tests.channels.chatting.bench import Desk
from tests.servers.botapi import BotApi


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as served:
        yield served


@pytest.fixture
def desk() -> Desk:
    return Desk()
