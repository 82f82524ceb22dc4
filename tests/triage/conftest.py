from collections.abc import Iterator
from pathlib import Path

import pytest

from intakebot.domain.times import utc_now
from intakebot.store.store import Store
from tests.triage.agents import Agents


@pytest.fixture
def agents(tmp_path: Path) -> Iterator[Agents]:
    """On SQLite."""
    yield from _at(f"sqlite:///{tmp_path}/agents.db")


@pytest.fixture
def everywhere(store_url: str) -> Iterator[Agents]:
    """On either database: where they differ in what is asked of them."""
    yield from _at(store_url)


def _at(url: str) -> Iterator[Agents]:
    store = Store(url, utc_now)
    yield Agents(store)
    store.close()
