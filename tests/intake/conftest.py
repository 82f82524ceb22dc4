from collections.abc import Iterator

import pytest

from intakebot.domain.times import utc_now
from intakebot.store.store import Store
from tests.intake.desk import Line


@pytest.fixture
def line(store_url: str) -> Iterator[Line]:
    store = Store(store_url, utc_now)
    yield Line(store)
    store.close()
