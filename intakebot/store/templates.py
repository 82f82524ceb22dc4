"""Managers' versions of letters."""

from typing import Any

import sqlalchemy as sa

from intakebot.domain.template import KINDS, Draft, Place, Version
from intakebot.store.tables import template
from intakebot.store.versions import Versions

_T = template.c


class Templates(Versions[Draft, Version]):
    """The verbs of templates, within one transaction."""

    _table = template
    _place = ("event", "language", "terms")

    def published_with(self, version: Version) -> list[Version]:
        """What became what customers get by the same act, itself included; nothing when it isn't that (any more)."""
        place, act = (
            version.draft.place,
            (_T.published_at == version.published_at, _T.published_by == version.published_by),
        )
        letter = (_T.event == place.event, _T.terms == place.terms)
        found = self._found(*letter, _T.state == "published", *act, order=_T.id)
        return found if version.id in [one.id for one in found] else []

    def replaced_by(self, version: Version) -> Version | None:
        """What customers got until this was published, or published again."""
        was_published = (_T.published_at.is_not(None), _T.retired_at == version.published_at, _T.id != version.id)
        found = self._found(*self._there(version.draft.place), *was_published, order=_T.id.desc())
        return next(iter(found), None)

    def _there(self, place: Place) -> tuple[sa.ColumnElement[bool], ...]:
        return _T.event == place.event, _T.language == place.language, _T.terms == place.terms

    def _values(self, draft: Draft) -> dict[str, Any]:
        place = draft.place
        there = {"event": place.event, "language": place.language, "terms": place.terms, "note": draft.note}
        return {**there, **{kind: draft.parts.get(kind, "") for kind in KINDS}}

    def _version(self, row: sa.RowMapping, facts: dict[str, Any]) -> Version:
        place = Place(event=row["event"], language=row["language"], terms=row["terms"])
        parts = {kind: row[kind] for kind in KINDS if row[kind]}
        return Version(draft=Draft(place=place, parts=parts, note=row["note"]), **facts)
