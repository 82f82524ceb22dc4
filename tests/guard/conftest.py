from collections.abc import Iterator

import pytest

from intakebot.domain.times import utc_now
from intakebot.store.store import Store
from tests.guard.house import House
from tests.servers.postgres import new_database


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def guarded_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database for all tests of the guard, one of each kind: everybody in there is new."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('guard')}/store.db"
    return new_database(request.getfixturevalue("postgres_server"))


@pytest.fixture(scope="session")
def guarded_store(guarded_url: str) -> Iterator[Store]:
    opened = Store(guarded_url, utc_now)
    yield opened
    opened.close()


@pytest.fixture
def house(guarded_store: Store) -> House:
    return House(store=guarded_store)
