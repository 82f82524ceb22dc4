"""Servers that any test may ask for."""

from pathlib import Path

import pytest

pytest_plugins = ["tests.servers.dovecot", "tests.servers.postfix", "tests.servers.postgres"]


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh, empty database, once of each kind: what holds for one must hold for both."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.db"
    url: str = request.getfixturevalue("postgres_url")
    return url
