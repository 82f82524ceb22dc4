"""A real PostgreSQL in a temporary folder, one a test process; each test that asks gets a database of its own."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest

from intakebot.store import revisions
from tests.servers.need import need
from tests.servers.ports import free_port, wait_until

_numbers = count(1)


def _binary(name: str) -> Path:
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return versions[-1] if versions else need(name, "postgresql")


def _as_user(folder: Path) -> dict[str, int]:
    """PostgreSQL refuses to run as root: then it runs as Debian's user for it."""
    if os.getuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid}


@contextmanager
def running() -> Iterator[str]:
    """A server in a folder of its own; its URL, without a database's name."""
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    who = _as_user(folder)
    port = free_port()
    data = folder / "data"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    initdb = [_binary("initdb"), "-D", data, "-U", "intakebot", "-A", "trust", "-E", "UTF8", "-N"]
    subprocess.run(initdb, check=True, cwd=folder, **quiet, **who)  # type: ignore[call-overload]
    settings = ("listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={folder}", "fsync=off")
    options = [word for setting in settings for word in ("-c", setting)]
    server = subprocess.Popen([_binary("postgres"), "-D", data, *options], cwd=folder, **quiet, **who)  # type: ignore[call-overload]
    url = f"postgresql://intakebot@127.0.0.1:{port}"
    try:
        wait_until(lambda: _answers(f"{url}/postgres"), "PostgreSQL")
        yield url
    finally:
        server.send_signal(signal.SIGINT)  # its fast shutdown, which doesn't wait for clients
        server.wait(20)
        shutil.rmtree(folder)


def new_database(server: str, like: str = "template1") -> str:
    """URL of a fresh database: empty, or a copy of one that nobody is connected to."""
    name = f"test{next(_numbers)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
    return f"{server}/{name}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """URL of a running server, without a database's name."""
    with running() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_schema(postgres_server: str) -> str:
    """Name of a database with the schema and nothing else: to copy it takes a fifth of the time that making it does."""
    url = new_database(postgres_server)
    revisions.upgrade(url)
    return url.rpartition("/")[2]


@pytest.fixture
def empty_postgres_url(postgres_server: str) -> str:
    """URL of a fresh database without a schema."""
    return new_database(postgres_server)


@pytest.fixture
def postgres_url(postgres_server: str, postgres_schema: str) -> str:
    """URL of a fresh database with its schema."""
    return new_database(postgres_server, postgres_schema)


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
