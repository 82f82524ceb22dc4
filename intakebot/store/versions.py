"""Versions of what managers write: drafted, published, brought back, withdrawn. Their words are never overwritten."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import sqlalchemy as sa

from intakebot.domain.edition import Edition
from intakebot.domain.errors import Refusal
from intakebot.domain.sentence import Sentence


class NoSuchVersion(Refusal):
    """There is no such version, or what became of it since doesn't allow that."""


class Placed(Protocol):
    """What somebody wrote for a place."""

    @property
    def place(self) -> Any:
        """What only one version is published for."""
        ...


class Kept(Protocol):
    """A version of it."""

    @property
    def draft(self) -> Any:
        """What was written."""
        ...

    @property
    def published_at(self) -> datetime | None:
        """None for one that never was."""
        ...

    @property
    def state(self) -> str:
        """What became of it."""
        ...


D = TypeVar("D", bound=Placed)
V = TypeVar("V", bound=Kept)

_FACTS = tuple(Edition.__dataclass_fields__)


class Versions(ABC, Generic[D, V]):
    """The verbs of one kind, within one transaction; the kind says where they are kept and how they are read."""

    _table: ClassVar[sa.Table]
    #: Its columns that say what only one version is published for.
    _place: ClassVar[tuple[str, ...]]

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    @abstractmethod
    def _there(self, place: Any) -> tuple[sa.ColumnElement[bool], ...]:
        """The rows of a place."""

    @abstractmethod
    def _values(self, draft: D) -> dict[str, Any]:
        """A draft as a row has it."""

    @abstractmethod
    def _version(self, row: sa.RowMapping, facts: dict[str, Any]) -> V:
        """A row as a version; `facts` are those that all kinds have."""

    def draft(self, draft: D, by: str, at: datetime) -> V:
        """Keep a draft. It takes the place of those that the same person has there; other people's stand."""
        own = (self._c.state == "draft", self._c.made_by == by)
        self._retire((*self._there(draft.place), *own), by, at)
        return self._add(draft, state="draft", made_by=by, made_at=at)

    def drafts(self) -> list[V]:
        """What isn't published yet, the latest first."""
        return self._found(self._c.state == "draft", order=self._c.id.desc())

    def published(self) -> list[V]:
        """What is in force in place of files."""
        return self._found(self._c.state == "published", order=self._c.id)

    def published_ids(self) -> tuple[int, ...]:
        """The ids of these alone: another publication, other ids."""
        query = sa.select(self._c.id).where(self._c.state == "published").order_by(self._c.id)
        return tuple(self._connection.execute(query).scalars())

    def history(self, place: Any) -> list[V]:
        """All versions for a place, the latest first."""
        return self._found(*self._there(place), order=self._c.id.desc())

    def of(self, version_id: int) -> V:
        """One version; NoSuchVersion."""
        for version in self._found(self._c.id == version_id, order=self._c.id):
            return version
        raise NoSuchVersion("there is no version {id}", id=str(version_id))

    def publish(self, version_id: int, by: str, at: datetime) -> V:
        """This draft is in force from now on; NoSuchVersion when it isn't a draft (any more)."""
        version = self.of(version_id)
        self._retire((*self._there(version.draft.place), self._c.state == "published"), by, at)
        is_draft = (self._c.id == version_id) & (self._c.state == "draft")
        values = {"state": "published", "published_by": by, "published_at": at}
        if not self._connection.execute(sa.update(self._table).where(is_draft).values(values)).rowcount:
            raise NoSuchVersion("this version is {state}, no draft", state=Sentence(version.state))
        return self.of(version_id)

    def roll_back(self, version_id: int, by: str, at: datetime) -> V:
        """Publish an earlier version anew, as a version of its own; NoSuchVersion when it never was published, or is now."""
        earlier = self.of(version_id)
        if earlier.published_at is None:
            raise NoSuchVersion("this version was never published")
        if earlier.state == "published":
            raise NoSuchVersion("this version is in force already")
        self._retire((*self._there(earlier.draft.place), self._c.state == "published"), by, at)
        return self._add(
            earlier.draft, state="published", made_by=by, made_at=at, published_by=by, published_at=at,
            restores_id=version_id,
        )  # fmt: skip

    def withdraw(self, place: Any, by: str, at: datetime) -> bool:
        """What comes next is in force again: a version for more, or the file. False when none is published."""
        return self._retire((*self._there(place), self._c.state == "published"), by, at)

    def discard(self, version_id: int, by: str, at: datetime) -> bool:
        """A draft won't be used; False when it is none."""
        return self._retire((self._c.id == version_id, self._c.state == "draft"), by, at)

    @property
    def _c(self) -> Any:
        return self._table.c

    def _retire(self, conditions: Iterable[sa.ColumnElement[bool]], by: str, at: datetime) -> bool:
        values = {"state": "retired", "retired_by": by, "retired_at": at}
        return bool(self._connection.execute(sa.update(self._table).where(*conditions).values(values)).rowcount)

    def _add(self, draft: D, **facts: Any) -> V:
        values = {**self._values(draft), **facts}
        adding = sa.insert(self._table).values(values).returning(self._c.id)
        key: int = self._connection.execute(adding).scalar_one()
        return self.of(key)

    def _found(self, *conditions: sa.ColumnElement[bool], order: sa.ColumnElement[Any]) -> list[V]:
        query = sa.select(self._table, self._number()).where(*conditions).order_by(order)
        rows = [row._mapping for row in self._connection.execute(query)]
        return [self._version(row, {name: row[name] for name in _FACTS}) for row in rows]

    def _number(self) -> sa.Label[int]:
        """Which version of its place one is."""
        earlier = self._table.alias("earlier").c
        same = (earlier[name] == self._c[name] for name in self._place)
        counted = sa.select(sa.func.count()).where(*same, earlier.id <= self._c.id)
        return counted.correlate(self._table).scalar_subquery().label("number")
