"""A store that `intakebot report` reads."""

from collections.abc import Iterator

import pytest

from intakebot.domain.times import utc_now
from intakebot.store.store import Store


@pytest.fixture
def store(store_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """On either database, and configured."""
    monkeypatch.setenv("INTAKEBOT_STORE__URL", store_url)
    opened = Store(store_url, utc_now)
    yield opened
    opened.close()
