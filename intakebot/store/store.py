"""The front door of the room: hand in a unit of work, get its result after the commit."""

import secrets
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

import sqlalchemy as sa

from intakebot.domain.errors import StoreUnavailable
from intakebot.domain.outcome import Outcome
from intakebot.domain.times import Clock
from intakebot.store import revisions
from intakebot.store.claims import Claims
from intakebot.store.desk import Desk
from intakebot.store.engines import reading, sqlite_file, writing
from intakebot.store.lock import FileLock
from intakebot.store.presence import Presence
from intakebot.store.writer import Writer

T = TypeVar("T")


class Store:
    """One database, opened for writing by this process.

    SQLite: raises `lock.InUse` while another process writes. PostgreSQL: any number of processes.
    """

    def __init__(self, url: str, clock: Clock) -> None:
        file = sqlite_file(url)
        self._lock = FileLock(file.with_suffix(".lock")) if file else None
        self._writing = writing(url)
        try:
            revisions.prepare(url, self._writing)
        except Exception as error:
            self._let_go()
            if isinstance(error, sa.exc.OperationalError):
                raise StoreUnavailable(str(error.orig)) from error
            raise
        self._reading = reading(url)
        self._writer = Writer(self._writing)
        #: The desk at the writer's connection, laid out once.
        self._desk = lru_cache(maxsize=1)(Desk)
        self.claims = Claims()
        self.presence = Presence(self._writing, clock)
        self.secret = self.write(_secret).result()

    def write(self, work: Callable[[Desk], T], *, urgent: bool = False) -> Outcome[T]:
        """Do the work in a transaction, maybe with other units; the future ends after the commit.

        The work may run more than once and must have no effect but on the desk. Store trouble is Temporary.
        """
        return self._writer.write(lambda connection: work(self._desk(connection)), urgent=urgent)

    def read(self, work: Callable[[Desk], T]) -> T:
        """Do work that only reads, in one snapshot, without waiting for writers."""
        return _in_snapshot(self._reading, work)

    def close(self) -> None:
        """Commit what waits and let others write."""
        self._writer.close()
        self.presence.close()
        self._reading.dispose()
        self._let_go()

    def _let_go(self) -> None:
        self._writing.dispose()
        if self._lock:
            self._lock.release()


def _secret(desk: Desk) -> bytes:
    """The secret that signs tokens, drawn at first use and shared by all processes."""
    return desk.fact("token-secret", secrets.token_bytes(32))


def exists(url: str) -> bool:
    """Whether there is a store already, if only an empty one; StoreUnavailable when its server doesn't answer."""
    return revision(url) is not None


def revision(url: str) -> str | None:
    """Of the schema there; None while there is no store. StoreUnavailable likewise."""
    file = sqlite_file(url)
    if file and not file.exists():
        return None
    engine = reading(url)
    try:
        return revisions.current(engine)
    except sa.exc.OperationalError as error:
        raise StoreUnavailable(str(error.orig)) from error
    finally:
        engine.dispose()


def looking(url: str, work: Callable[[Desk], T]) -> T:
    """Do work that only reads in a store that others may be writing to; StoreUnavailable when there is none."""
    file = sqlite_file(url)
    if file and not file.exists():
        raise StoreUnavailable(f"there is no store at {file} yet")
    engine = reading(url)
    try:
        return _in_snapshot(engine, work)
    finally:
        engine.dispose()


def _in_snapshot(engine: sa.Engine, work: Callable[[Desk], T]) -> T:
    try:
        with engine.connect() as connection:
            driver: Any = connection.connection.driver_connection  # a plain statement costs a tenth there
            try:
                driver.execute(_SNAPSHOT[connection.dialect.name])
                found = work(Desk(connection))
                driver.execute("ROLLBACK")
            except BaseException:
                connection.invalidate()  # whatever state it is in
                raise
            return found
    except sa.exc.OperationalError as error:
        raise StoreUnavailable(str(error.orig)) from error
    except engine.dialect.loaded_dbapi.OperationalError as error:
        raise StoreUnavailable(str(error)) from error


#: One view of everything for as long as the work takes.
_SNAPSHOT = {"postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ", "sqlite": "BEGIN"}
