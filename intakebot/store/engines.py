"""Connections: one that writes and many that only read (SQLite), or a pool (PostgreSQL)."""

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa

#: Seconds that a statement may wait for another's lock.
_PATIENCE = 10
#: Pages in the write-ahead log (32 MB) before they are moved into the database: at 1,000 a third of the time went there.
_CHECKPOINT = 8_000


def sqlite_file(url: str) -> Path | None:
    """The file behind a SQLite URL; None for other databases."""
    parsed = sa.make_url(url)
    return Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None


def writing(url: str) -> sa.Engine:
    """An engine for the writer: transactions are begun and ended by hand, so that several units share one commit."""
    if path := sqlite_file(url):
        path.parent.mkdir(parents=True, exist_ok=True)
        return _engine(f"sqlite:///{path}", _open_writer)
    return _served(url, "")


def reading(url: str) -> sa.Engine:
    """An engine whose connections can't write."""
    if path := sqlite_file(url):
        return _engine(f"sqlite:///file:{quote(str(path))}?mode=ro&uri=true", _open_reader)
    return _served(url, "-c default_transaction_read_only=on")


def _engine(url: str, opened: Any) -> sa.Engine:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", connect_args={"check_same_thread": False})
    sa.event.listen(engine, "connect", opened)
    return engine


def _served(url: str, options: str) -> sa.Engine:
    """PostgreSQL, with a limit on every wait: a server that hangs is as good as none."""
    limits = f"{options} -c statement_timeout=60s -c lock_timeout={_PATIENCE}s"
    arguments = {"connect_timeout": 5, "tcp_user_timeout": 20_000, "options": limits}
    return sa.create_engine(
        sa.make_url(url).set(drivername="postgresql+psycopg"),
        isolation_level="AUTOCOMMIT",
        pool_pre_ping=True,
        connect_args=arguments,
    )


def _open_writer(connection: sqlite3.Connection, _record: object) -> None:
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"wal_autocheckpoint={_CHECKPOINT}",
        "foreign_keys=ON",
        f"busy_timeout={_PATIENCE * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _open_reader(connection: sqlite3.Connection, _record: object) -> None:
    for pragma in ("query_only=ON", f"busy_timeout={_PATIENCE * 1000}"):
        connection.execute(f"PRAGMA {pragma}").close()
    # SQLite's own lower() knows ASCII only.
    connection.create_function("fold", 1, _folded, deterministic=True)


def _folded(text: str | None) -> str:
    return (text or "").casefold()
