"""A store of its own for a measurement, of either kind."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.postgres import new_database, running


@contextmanager
def store_url(store: str, folder: Path) -> Iterator[str]:
    """SQLite in the folder, or a PostgreSQL that runs until the block ends."""
    if store == "sqlite":
        yield f"sqlite:///{folder}/intakebot.db"
        return
    with running() as server:
        yield new_database(server)
