"""What any test may ask for: servers, databases, the line."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from intakebot.store import revisions

# The machine is shared: how long an example takes says nothing. The same examples each time: a red run can be repeated.
settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")

# Loading the model takes seconds for each process: the tests of proposals switch them on.
os.environ["INTAKEBOT_SEVERITY__PROPOSE"] = "false"

pytest_plugins = [
    "tests.servers.dovecot",
    "tests.servers.postfix",
    "tests.servers.postgres",
    "tests.servers.synapse",
    "tests.intake.fixtures",
]


@pytest.fixture(scope="session")
def sqlite_schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its schema and nothing else, to be copied."""
    file = tmp_path_factory.mktemp("schema") / "store.db"
    revisions.upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(sqlite_schema: Path, tmp_path: Path) -> str:
    """URL of a fresh database with its schema."""
    shutil.copy(sqlite_schema, tmp_path / "store.db")
    return f"sqlite:///{tmp_path}/store.db"


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    """URL of a database that is still to be made."""
    return f"sqlite:///{tmp_path}/store.db"


@pytest.fixture(params=["sqlite_url", "postgres_url"], ids=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """A fresh database with its schema, once of each kind: what holds for one must hold for both."""
    url: str = request.getfixturevalue(request.param)
    return url


@pytest.fixture(params=["empty_sqlite_url", "empty_postgres_url"], ids=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest) -> str:
    """A database without a schema, likewise."""
    url: str = request.getfixturevalue(request.param)
    return url
