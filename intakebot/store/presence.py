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

from intakebot.domain.times import Clock
from intakebot.store.desk import Desk

#: A process that was not seen for so long has hung, even if its session stands: its jobs are taken over.
LEASE = timedelta(seconds=60)

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

    def beat(self, desk: Desk) -> set[str]:
        """Note that we live; names of all that do. A unit of work for the store, every few seconds."""
        now = self._clock()
        desk.owners.seen(self.name, _key(self.name), now)
        return desk.owners.alive(self.name, now - LEASE)

    def hold(self) -> None:
        """See to it that our locks are held; after a lost session the roles are open to all again."""
        if self._alone or self._session_lives():
            return
        self._roles.clear()
        self._session = self._engine.connect()
        self._session.execute(sa.select(sa.func.pg_advisory_lock(_key(self.name))))

    def may_run(self, role: str) -> bool:
        """Whether this process is the one that runs a role, such as watching one mailbox; asked again and again."""
        if self._alone or role in self._roles:
            return True
        if self._session is None:
            return False
        got = bool(self._session.execute(sa.select(sa.func.pg_try_advisory_lock(_key(role)))).scalar())
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
