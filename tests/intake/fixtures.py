"""The line for any test that asks for it."""

from collections.abc import Iterator

import pytest

from intakebot.domain.times import utc_now
from intakebot.store.store import Store
from tests.intake.desk import Line


@pytest.fixture
def line(store_url: str) -> Iterator[Line]:
    """Before a fresh store of each kind."""
    store = Store(store_url, utc_now)
    yield Line(store)
    store.close()
