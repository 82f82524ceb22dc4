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
