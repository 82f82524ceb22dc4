"""Managers' versions of support documents, and what stands under them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from intakebot.domain.terms_text import TermsText, TermsVersion
from intakebot.store.tables import terms_text, ticket
from intakebot.store.versions import Versions

_K = ticket.c


@dataclass(frozen=True, kw_only=True, slots=True)
class Bound:
    """Open tickets of one kind: how many, and the number of one of them."""

    terms: str
    plan: str | None
    level: str | None
    tickets: int
    number: str


class TermsTexts(Versions[TermsText, TermsVersion]):
    """The verbs of texts, within one transaction."""

    _table = terms_text
    _place = ("terms",)

    def bound(self) -> Iterator[Bound]:
        """What open tickets hold on to, by terms, plan and level; the level that a customer was asked for, too."""
        for level in (_K.severity, _K.severity_asked):
            kind = (_K.terms, _K.plan, level)
            query = sa.select(*kind, sa.func.count(), sa.func.min(_K.number)).group_by(*kind).order_by(*kind)
            wanted = (_K.state == "open", _K.terms.is_not(None), level.is_not(None) | (level is _K.severity))
            for terms, plan, name, tickets, number in self._connection.execute(query.where(*wanted)):
                yield Bound(terms=terms, plan=plan, level=name, tickets=tickets, number=number)

    def _there(self, place: str) -> tuple[sa.ColumnElement[bool], ...]:
        return (terms_text.c.terms == place,)

    def _values(self, draft: TermsText) -> dict[str, Any]:
        return {"terms": draft.id, "text": draft.text, "note": draft.note}

    def _version(self, row: sa.RowMapping, facts: dict[str, Any]) -> TermsVersion:
        return TermsVersion(draft=TermsText(id=row["terms"], text=row["text"], note=row["note"]), **facts)
