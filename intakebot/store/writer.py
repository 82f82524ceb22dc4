"""The one that writes: units of work that wait together are committed together.

On two cores one commit a unit gave 320 durable intakes a second, grouped commits 1,775 (design.md 5). Savepoints, which
are a third of the statements, are only set once a unit of a group has failed: then all are done again, in one each.
"""

import threading
from collections import deque
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import DBAPIError, OperationalError

from intakebot.domain.errors import StoreUnavailable
from intakebot.domain.outcome import Outcome

T = TypeVar("T")

#: Units in one commit: enough to share the disk's work, few enough that nobody waits long.
_GROUP = 128
#: SQLSTATE of work that is run again: deadlock, serialization failure, and a unique value that another process was
#: quicker to insert, which the work will find there.
_AGAIN = ("40P01", "40001", "23505")
_TRIES = 5
#: Classes of SQLSTATE that tell of the server rather than of what it was given.
_AWAY = ("08", "40", "53", "55", "57", "58")

_log = structlog.get_logger()


class Unit(Generic[T]):
    """Work for one savepoint: a function of the connection, run again as a whole if it must be."""

    __slots__ = ("outcome", "tries", "work")

    def __init__(self, work: Callable[[sa.Connection], T]) -> None:
        self.work = work
        self.outcome: Outcome[T] = Outcome()
        self.tries = 0

    def run(self, connection: sa.Connection) -> Callable[[], None] | None:
        """Do the work within a savepoint; gives back how to announce the result after the commit, None to try again."""
        _driver(connection).execute("SAVEPOINT unit")
        try:
            result = self.work(connection)
        except Exception as error:
            _roll_back(connection, error, to=" TO SAVEPOINT unit")
            self.tries += 1
            if _asks_again(error) and self.tries < _TRIES:
                return None
            failure = _told(error)
            return lambda: self.outcome.set_exception(failure)
        _driver(connection).execute("RELEASE SAVEPOINT unit")
        return lambda: self.outcome.set_result(result)

    def fail(self, error: Exception) -> None:
        """Announce that the store didn't take it."""
        self.outcome.set_exception(error)


class Writer:
    """One thread, one connection; callers hand in functions and get futures that end after the commit."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._connection: sa.Connection | None = None
        self._urgent: deque[Unit[Any]] = deque()
        self._ordinary: deque[Unit[Any]] = deque()
        self._waiting = threading.Condition()
        self._closing = self._idle = False
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def write(self, work: Callable[[sa.Connection], T], *, urgent: bool = False) -> Outcome[T]:
        """Queue a unit of work. Urgent ones go first: what was sent is noted before new mail is taken."""
        unit = Unit(work)
        with self._waiting:
            if self._closing:
                unit.fail(StoreUnavailable("it is being closed"))
            else:
                (self._urgent if urgent else self._ordinary).append(unit)
                if self._idle:
                    self._waiting.notify()
        return unit.outcome

    def close(self) -> None:
        """Commit what waits, then stop."""
        with self._waiting:
            self._closing = True
            self._waiting.notify()
        self._thread.join()
        self._drop_connection()

    def _run(self) -> None:
        while group := self._next_group():
            try:
                self._commit(group)
            except Exception as error:
                reason = (str(error) or repr(error)).splitlines()[0]
                _log.warning("store.unavailable", error=reason, units=len(group))
                self._drop_connection()
                for unit in group:
                    if not unit.outcome.done():
                        unit.fail(StoreUnavailable(reason))

    def _next_group(self) -> list[Unit[Any]]:
        with self._waiting:
            while not (self._urgent or self._ordinary or self._closing):
                self._idle = True
                self._waiting.wait()
            self._idle = False
            group: list[Unit[Any]] = []
            for queue in (self._urgent, self._ordinary):
                while queue and len(group) < _GROUP:
                    group.append(queue.popleft())
            return group

    def _commit(self, group: list[Unit[Any]]) -> None:
        connection = self._connected()
        _begin(connection)
        try:
            results = [unit.work(connection) for unit in group]
        except Exception as error:  # which of them is at fault and what the others give, each in its savepoint shows
            _roll_back(connection, error)
            self._commit_apart(connection, group)
            return
        _driver(connection).execute("COMMIT")
        for unit, result in zip(group, results, strict=True):
            unit.outcome.set_result(result)

    def _commit_apart(self, connection: sa.Connection, group: list[Unit[Any]]) -> None:
        """Units that fail are undone and told why; the others are committed."""
        _begin(connection)
        outcomes = [(unit, unit.run(connection)) for unit in group]
        _driver(connection).execute("COMMIT")
        for unit, announce in outcomes:
            if announce:
                announce()
            else:
                self._again(unit)

    def _again(self, unit: Unit[Any]) -> None:
        with self._waiting:
            self._ordinary.append(unit)

    def _connected(self) -> sa.Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
        return self._connection

    def _drop_connection(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None


def _driver(connection: sa.Connection) -> Any:
    """The driver's own connection: sqlite3 and psycopg take a plain statement alike, at a tenth of the cost."""
    return connection.connection.driver_connection


def _begin(connection: sa.Connection) -> None:
    _driver(connection).execute("BEGIN IMMEDIATE" if connection.dialect.name == "sqlite" else "BEGIN")


def _roll_back(connection: sa.Connection, error: Exception, to: str = "") -> None:
    """Take work back. A full disk or a lost server has ended the whole transaction: then its error goes up."""
    try:
        _driver(connection).execute(f"ROLLBACK{to}")
    except Exception:
        raise error from None


def _told(error: Exception) -> Exception:
    """A full disk or a lost server is Temporary; everything else is told as it is."""
    if not isinstance(error, OperationalError):
        return error
    state = getattr(error.orig, "sqlstate", None)
    return StoreUnavailable(str(error.orig)) if state is None or state.startswith(_AWAY) else error


def _asks_again(error: Exception) -> bool:
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in _AGAIN
