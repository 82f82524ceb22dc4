from collections.abc import Iterator

import pytest

from intakebot.domain.times import utc_now
from intakebot.store.store import Store
from tests.triage.agents import Agents


@pytest.fixture
def agents(sqlite_url: str) -> Iterator[Agents]:
    """On SQLite."""
    yield from _at(sqlite_url)


@pytest.fixture
def everywhere(store_url: str) -> Iterator[Agents]:
    """On either database: where they differ in what is asked of them."""
    yield from _at(store_url)


def _at(url: str) -> Iterator[Agents]:
    store = Store(url, utc_now)
    yield Agents(store)
    store.close()
