"""How long whoever tries too much has to wait (guard/limits.py), the same for all processes."""

from datetime import datetime

import sqlalchemy as sa

from intakebot.store.tables import throttle


class Throttles:
    """The verbs of throttles, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def free_at(self, key: bytes, at: datetime) -> datetime:
        """When this key will have served for all that was tried: `at` or later. Held until the transaction ends."""
        kept: datetime = self._connection.execute(_FREE_AT, {"key": key, "at": at}).scalar_one()
        return max(kept, at)

    def put(self, key: bytes, free_at: datetime) -> None:
        """From now on that is when."""
        self._connection.execute(sa.update(throttle).where(throttle.c.key == key).values(free_at=free_at))

    def drop(self, key: bytes) -> None:
        """All is forgiven."""
        self._connection.execute(sa.delete(throttle).where(throttle.c.key == key))

    def forget(self, at: datetime) -> None:
        """What has been served for goes."""
        self._connection.execute(sa.delete(throttle).where(throttle.c.free_at <= at))


_FREE_AT = (
    sa.text(
        "INSERT INTO throttle (key, free_at) VALUES (:key, :at)"
        " ON CONFLICT (key) DO UPDATE SET free_at = throttle.free_at RETURNING free_at"
    )
    .columns(throttle.c.free_at)
    .bindparams(sa.bindparam("key", type_=throttle.c.key.type), sa.bindparam("at", type_=throttle.c.free_at.type))
)
