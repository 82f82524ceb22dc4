from collections.abc import Iterator

import pytest

from intakebot.domain.times import utc_now
from intakebot.store.store import Store
from tests.triage.agents import Agents


@pytest.fixture
def agents(store_url: str) -> Iterator[Agents]:
    store = Store(store_url, utc_now)
    yield Agents(store)
    store.close()
