"""Managers' versions of letters: drafted, published, brought back, withdrawn. Their words are never overwritten."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from intakebot.domain.errors import Refusal
from intakebot.domain.sentence import Sentence
from intakebot.domain.template import KINDS, Draft, Place, Version
from intakebot.store.tables import template

_T = template.c
_EARLIER = template.alias("earlier")
#: Which version of its place one is.
_NUMBER = (
    sa.select(sa.func.count())
    .where(*(_EARLIER.c[name] == _T[name] for name in ("event", "language", "terms")), _EARLIER.c.id <= _T.id)
    .correlate(template)
    .scalar_subquery()
    .label("number")
)


class NoSuchVersion(Refusal):
    """There is no such version, or what became of it since doesn't allow that."""


class Templates:
    """The verbs of templates, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def draft(self, draft: Draft, by: str, at: datetime) -> Version:
        """Keep a draft. It takes the place of those that the same person has there; other people's stand."""
        earlier = (*_there(draft.place), _T.state == "draft", _T.made_by == by)
        self._retire(earlier, by, at)
        return self._add(draft, state="draft", made_by=by, made_at=at)

    def drafts(self) -> list[Version]:
        """What isn't published yet, the latest first."""
        return self._found(_T.state == "draft", order=_T.id.desc())

    def published(self) -> list[Version]:
        """What customers get in place of the templates in files."""
        return self._found(_T.state == "published", order=_T.id)

    def published_ids(self) -> tuple[int, ...]:
        """The ids of these alone: another publication, other ids."""
        query = sa.select(_T.id).where(_T.state == "published").order_by(_T.id)
        return tuple(self._connection.execute(query).scalars())

    def history(self, place: Place) -> list[Version]:
        """All versions for a place, the latest first."""
        return self._found(*_there(place), order=_T.id.desc())

    def of(self, version_id: int) -> Version:
        """One version; NoSuchVersion."""
        for version in self._found(_T.id == version_id, order=_T.id):
            return version
        raise NoSuchVersion("there is no version {id}", id=str(version_id))

    def publish(self, version_id: int, by: str, at: datetime) -> Version:
        """Customers get this draft from now on; NoSuchVersion when it isn't a draft (any more)."""
        version = self.of(version_id)
        self._retire((*_there(version.draft.place), _T.state == "published"), by, at)
        is_draft = (_T.id == version_id) & (_T.state == "draft")
        values = {"state": "published", "published_by": by, "published_at": at}
        if not self._connection.execute(sa.update(template).where(is_draft).values(values)).rowcount:
            raise NoSuchVersion("this version is {state}, no draft", state=Sentence(version.state))
        return self.of(version_id)

    def roll_back(self, version_id: int, by: str, at: datetime) -> Version:
        """Publish an earlier version anew, as a version of its own; NoSuchVersion when it never was published, or is now."""
        earlier = self.of(version_id)
        if earlier.published_at is None:
            raise NoSuchVersion("this version was never published")
        if earlier.state == "published":
            raise NoSuchVersion("this version is what customers get already")
        self._retire((*_there(earlier.draft.place), _T.state == "published"), by, at)
        return self._add(
            earlier.draft, state="published", made_by=by, made_at=at, published_by=by, published_at=at,
            restores_id=version_id,
        )  # fmt: skip

    def published_with(self, version: Version) -> list[Version]:
        """What became what customers get by the same act, itself included; nothing when it isn't that (any more)."""
        place, act = (
            version.draft.place,
            (_T.published_at == version.published_at, _T.published_by == version.published_by),
        )
        found = self._found(
            _T.event == place.event, _T.terms == place.terms, _T.state == "published", *act, order=_T.id
        )
        return found if version.id in [one.id for one in found] else []

    def replaced_by(self, version: Version) -> Version | None:
        """What customers got until this was published, or published again."""
        was_published = (_T.published_at.is_not(None), _T.retired_at == version.published_at, _T.id != version.id)
        found = self._found(*_there(version.draft.place), *was_published, order=_T.id.desc())
        return next(iter(found), None)

    def withdraw(self, place: Place, by: str, at: datetime) -> bool:
        """Customers get what comes next again: the version for all terms, or the file. False when none is published."""
        return self._retire((*_there(place), _T.state == "published"), by, at)

    def discard(self, version_id: int, by: str, at: datetime) -> bool:
        """A draft won't be used; False when it is none."""
        return self._retire((_T.id == version_id, _T.state == "draft"), by, at)

    def _retire(self, conditions: Iterable[sa.ColumnElement[bool]], by: str, at: datetime) -> bool:
        values = {"state": "retired", "retired_by": by, "retired_at": at}
        return bool(self._connection.execute(sa.update(template).where(*conditions).values(values)).rowcount)

    def _add(self, draft: Draft, **facts: Any) -> Version:
        place = draft.place
        there = {"event": place.event, "language": place.language, "terms": place.terms, "note": draft.note}
        parts: dict[str, Any] = {kind: draft.parts.get(kind, "") for kind in KINDS}
        values = {**there, **parts, **facts}
        key: int = self._connection.execute(sa.insert(template).values(values).returning(_T.id)).scalar_one()
        return self.of(key)

    def _found(self, *conditions: sa.ColumnElement[bool], order: sa.ColumnElement[Any]) -> list[Version]:
        query = sa.select(template, _NUMBER).where(*conditions).order_by(order)
        return [_version(row._mapping) for row in self._connection.execute(query)]


def _there(place: Place) -> tuple[sa.ColumnElement[bool], ...]:
    return _T.event == place.event, _T.language == place.language, _T.terms == place.terms


def _version(row: sa.RowMapping) -> Version:
    place = Place(event=row["event"], language=row["language"], terms=row["terms"])
    parts = {kind: row[kind] for kind in KINDS if row[kind]}
    names = ("id", "number", "state", "made_by", "made_at", "published_by", "published_at", "retired_by", "retired_at")
    return Version(
        draft=Draft(place=place, parts=parts, note=row["note"]), restores_id=row["restores_id"],
        **{name: row[name] for name in names},
    )  # fmt: skip
