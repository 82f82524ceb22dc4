"""What users did, and what was tried in their names: added to, never changed."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from intakebot.domain.by import By
from intakebot.domain.user import printable
from intakebot.store.tables import audit

_LONGEST = {"name": 60, "subject": 200, "address": 64}


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One act."""

    at: datetime
    #: None for nobody we know, and for commands.
    user_id: int | None = None
    #: Who it was, in their own words where nobody has proved them; capped.
    name: str
    #: "signed_in", "sign_in_failed", "role_changed" …
    act: str
    #: To whom or what it was done.
    subject: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)
    #: Where it came from; "" for commands.
    address: str = ""
    #: Through what (domain/by.py); "" where nobody noted it yet.
    through: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sought:
    """Which acts somebody looks for; what is empty doesn't matter."""

    #: By or to any of these users or things.
    names: frozenset[str] = frozenset()
    act: str = ""
    since: datetime | None = None
    #: Before this moment.
    until: datetime | None = None


class Audit:
    """The verbs of the audit, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def note(self, entry: Entry) -> None:
        """Keep an act."""
        told = asdict(entry) | {name: printable(getattr(entry, name), most) for name, most in _LONGEST.items()}
        self._connection.execute(sa.insert(audit).values(told))

    def did(self, by: By, act: str, at: datetime, *, to: str = "", evidence: Mapping[str, Any] | None = None) -> None:
        """Keep an act of somebody whom we know."""
        self.note(Entry(
            at=at, user_id=by.user_id, name=by.name, act=act, subject=to, evidence=evidence or {}, address=by.address,
            through=by.through,
        ))  # fmt: skip

    def last(self, most: int, *, before: int | None = None, sought: Sought | None = None) -> list[tuple[int, Entry]]:
        """The latest acts, the latest first, by id: those before an id; those sought."""
        query = sa.select(audit).order_by(audit.c.id.desc()).limit(most)
        if before is not None:
            query = query.where(audit.c.id < before)
        if sought is not None:
            query = query.where(*_like(sought))
        return [(row.id, _entry(row)) for row in self._connection.execute(query)]

    def acts(self) -> list[str]:
        """What kinds of acts there are."""
        return list(self._connection.execute(sa.select(audit.c.act).distinct().order_by(audit.c.act)).scalars())


def _like(sought: Sought) -> Iterator[sa.ColumnElement[bool]]:
    if sought.names:
        yield sa.or_(audit.c.name.in_(sought.names), audit.c.subject.in_(sought.names))
    if sought.act:
        yield audit.c.act == sought.act
    if sought.since:
        yield audit.c.at >= sought.since
    if sought.until:
        yield audit.c.at < sought.until


def _entry(row: sa.Row[Any]) -> Entry:
    return Entry(**{name: row._mapping[name] for name in Entry.__dataclass_fields__})
