"""Servers that any test may ask for."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The machine is shared: how long an example takes says nothing. The same examples each time: a red run can be repeated.
settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")

# Loading the model takes seconds for each process: the tests of proposals switch them on.
os.environ["INTAKEBOT_SEVERITY__PROPOSE"] = "false"

pytest_plugins = ["tests.servers.dovecot", "tests.servers.postfix", "tests.servers.postgres", "tests.servers.synapse"]


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh, empty database, once of each kind: what holds for one must hold for both."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.db"
    url: str = request.getfixturevalue("postgres_url")
    return url
