"""Maintenance that customers are told of while it runs (XOP-14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from intakebot.store.prepared import Prepared
from intakebot.store.tables import maintenance


@dataclass(frozen=True, kw_only=True, slots=True)
class Maintenance:
    """One notice about work on the supplier's side."""

    id: int
    #: Id of the terms whose customers are told; None: everybody.
    terms: str | None
    #: What is said, by language (ru, pl, en).
    said: Mapping[str, str]
    starts_at: datetime
    #: None: until it is ended.
    ends_at: datetime | None


class Maintenances:
    """The verbs of maintenance, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def announce(
        self, terms: str | None, said: Mapping[str, str], starts_at: datetime, ends_at: datetime | None, at: datetime
    ) -> int:
        """Tell customers of it from its start to its end; its id."""
        values = {"terms": terms, "said": dict(said), "starts_at": starts_at, "ends_at": ends_at, "created_at": at}
        key: int = self._connection.execute(
            sa.insert(maintenance).values(values).returning(maintenance.c.id)
        ).scalar_one()
        return key

    def end(self, maintenance_id: int, at: datetime) -> bool:
        """It is over; False when there is none that isn't."""
        running = (maintenance.c.id == maintenance_id) & (
            maintenance.c.ends_at.is_(None) | (maintenance.c.ends_at > at)
        )
        return bool(self._connection.execute(sa.update(maintenance).where(running).values(ends_at=at)).rowcount)

    def running(self, at: datetime) -> list[Maintenance]:
        """What goes on at a time, the latest first."""
        if _RUNNING.run(self._connection, {"at": at}).fetchone() is None:
            return []
        return self._found(_ALL.where(_begun()).order_by(maintenance.c.id.desc()), {"at": at})

    def planned(self, at: datetime) -> list[Maintenance]:
        """What goes on or is still to come."""
        return self._found(_ALL.where(_unended(sa.bindparam("at"))).order_by(maintenance.c.starts_at), {"at": at})

    def _found(self, query: sa.Select[tuple[object, ...]], values: dict[str, datetime]) -> list[Maintenance]:
        return [Maintenance(**row._mapping) for row in self._connection.execute(query, values)]


def _unended(at: sa.BindParameter[datetime]) -> sa.ColumnElement[bool]:
    return maintenance.c.ends_at.is_(None) | (maintenance.c.ends_at > at)


def _begun() -> sa.ColumnElement[bool]:
    at = sa.bindparam("at", type_=maintenance.c.starts_at.type)
    return (maintenance.c.starts_at <= at) & _unended(at)


#: Asked for every batch of mail: mostly there is none.
_RUNNING = Prepared(sa.select(maintenance.c.id).where(_begun()).limit(sa.literal_column("1")))
_ALL = sa.select(*[maintenance.c[name] for name in Maintenance.__dataclass_fields__])
