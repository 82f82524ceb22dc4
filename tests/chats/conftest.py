"""A bot that answers in chats: one process for a file of tests, each test with people of its own."""

from collections.abc import Iterator
from itertools import count

import pytest

from tests.running import Bot, running
from tests.servers.botapi import BotApi, Person

#: Ids of people and groups that no other test of the session has.
_IDS = count(1_000)
#: What a bot needs for one conversation, which needn't last.
BRIEF = """
[smtp]
listen = "127.0.0.1:0"
trusted_peers = ["127.0.0.1/32"]
[reading]
workers = 1
[limits]
per_sender = 0
[chats]
quiet_seconds = 1.5
gather_seconds = 8
"""
CONFIG = """
[telegram]
token = "{token}"
base_url = "{url}"
{telegram}
[[mailbox]]
address = "support@desk.example"
prefix = "CEN"
terms = "{terms}"
from_name = "Служба поддержки"
authserv_id = "mx.desk.example"
"""


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


@pytest.fixture(scope="module")
def bot(api: BotApi) -> Iterator[Bot]:
    """Under Centaur's terms, with the telegrams of `api`."""
    with running(configured(api)) as running_bot:
        yield running_bot


@pytest.fixture
def anna(api: BotApi) -> Person:
    """Somebody who writes Russian, whom nobody knows."""
    return api.person(next(_IDS), "Анна", "ru")


def configured(api: BotApi, terms: str = "centaur", telegram: str = "") -> str:
    """A configuration; `telegram`: further lines of that section."""
    return BRIEF + CONFIG.format(token=api.token, url=api.url, terms=terms, telegram=telegram)


def someone(api: BotApi, name: str = "Jan", language: str = "pl") -> Person:
    """One more person."""
    return api.person(next(_IDS), name, language)
