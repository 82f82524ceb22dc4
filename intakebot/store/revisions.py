"""The schema's revisions: one Alembic chain for both databases."""

from pathlib import Path

import sqlalchemy as sa

from intakebot.domain.errors import Permanent
from intakebot.store.engines import sqlite_file, writing

#: The revision that this version of intakebot works with; a test compares it with the chain's head.
HEAD = "0012"
_SCRIPTS = Path(__file__).parent / "migrations"


class SchemaBehind(Permanent):
    """The database's schema is not the one this version works with; run: intakebot db upgrade."""


def current(engine: sa.Engine) -> str | None:
    """The database's revision; None for an empty one."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        revision: str | None = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
        return revision


def prepare(url: str, engine: sa.Engine) -> None:
    """Make the schema in an empty database; SchemaBehind for another revision than ours."""
    found = current(engine)
    if found is None:
        upgrade(url)
    elif found != HEAD:
        raise SchemaBehind(f"it is at {found}, needed is {HEAD}")


def upgrade(url: str) -> None:
    """Bring a database to the newest revision. Alembic is imported here, since serving doesn't need it."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    if file := sqlite_file(url):
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = writing(url)
    try:
        # One transaction, so that a kill leaves all or nothing. SQLite's driver begins none for DDL by itself; and in
        # PostgreSQL who waited for the lock must see what the other did, so no snapshot from before.
        level = "AUTOCOMMIT" if file else "READ COMMITTED"
        with engine.connect().execution_options(isolation_level=level) as connection:
            if file:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(7_001)))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
    finally:
        engine.dispose()
