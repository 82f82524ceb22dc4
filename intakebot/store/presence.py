"""Who is alive among the processes that share a database, and who may do what only one of them does.

PostgreSQL: each process holds advisory locks in one session; the server lets them go when the process dies.
SQLite: the one process that holds the file lock is alone and may do everything.
"""

import hashlib
import os
import secrets
import socket
from datetime import timedelta

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import DBAPIError

from intakebot.domain.errors import StoreUnavailable
from intakebot.domain.times import Clock
from intakebot.store.desk import Desk

#: A process that was not seen for so long has hung, even if its session stands: its jobs are taken over.
LEASE = timedelta(seconds=60)
#: After a lost session, until those whose sessions are not back yet count as dead.
_PATIENCE = timedelta(seconds=10)

_log = structlog.get_logger()


class Presence:
    """This process among the others."""

    def __init__(self, engine: sa.Engine, clock: Clock) -> None:
        #: Unique name of this process: host, pid and a random part.
        self.name = f"{socket.gethostname()[:24]}:{os.getpid()}:{secrets.token_hex(6)}"
        self._alone = engine.dialect.name == "sqlite"
        self._engine = engine
        self._clock = clock
        self._session: sa.Connection | None = None
        self._roles: set[str] = set()
        self._was_held = False
        self._patient_until = clock()

    def beat(self, desk: Desk) -> set[str]:
        """Note that we live; names of all that do. A unit of work for the store, every few seconds."""
        desk.owners.seen(self.name, _key(self.name))
        return desk.owners.alive(self.name, LEASE)

    def hold(self) -> None:
        """See to it that our locks are held; after a lost session the roles are open to all again."""
        if self._alone or self._session_lives():
            return
        try:
            self._session = self._engine.connect()
            self._session.execute(sa.select(sa.func.pg_advisory_lock(_key(self.name))))
        except DBAPIError as error:
            self.close()
            raise StoreUnavailable(str(error.orig)) from error
        if self._was_held:
            self._patient_until = self._clock() + _PATIENCE
        self._was_held = True

    @property
    def may_take_over(self) -> bool:
        """Not just after our session was lost: then the others have lost theirs too, and need a moment to be back."""
        return self._clock() >= self._patient_until

    def may_run(self, role: str) -> bool:
        """Whether this process is the one that runs a role, such as watching one mailbox; asked again and again."""
        if self._alone or role in self._roles:
            return True
        if self._session is None:
            return False
        try:
            got = bool(self._session.execute(sa.select(sa.func.pg_try_advisory_lock(_key(role)))).scalar())
        except DBAPIError as error:
            self.close()
            raise StoreUnavailable(str(error.orig)) from error
        if got:
            self._roles.add(role)
        return got

    def close(self) -> None:
        """Let everything go."""
        self._roles.clear()
        if self._session is not None:
            self._session.invalidate()
            self._session.close()
            self._session = None

    def _session_lives(self) -> bool:
        if self._session is None:
            return False
        try:
            self._session.execute(sa.select(1))
        except DBAPIError as error:
            _log.warning("store.session_lost", error=str(error.orig))
            self.close()
            return False
        return True


def _key(name: str) -> int:
    """A lock key: 62 bits of a digest, so that it is positive in PostgreSQL."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) >> 2
