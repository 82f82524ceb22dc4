"""`terms show`: a document as people read it, under the keys that an operator writes."""

from typing import Any

from intakebot.terms.document.part import Wording
from intakebot.terms.faults import BadTerms
from intakebot.terms.library import Library


def listed(library: Library) -> list[dict[str, Any]]:
    """One object for each document."""
    return [
        {
            "id": document.id,
            "title": document.title,
            "plans": list(document.plans),
            "severities": list(document.severities),
            "languages": document.languages.spoken,
            "zone": document.zone,
            "reaction": {"counts": document.reaction.counts, "clause": document.reaction.clause},
            "version": document.version,
            "origin": library.origin(document.id),
        }
        for document in library
    ]


def shown(library: Library, id_: str, plan: str | None = None, language: str | None = None) -> dict[str, Any]:
    """The whole document, or with one of its plans only; wordings in all languages, or in one. BadTerms."""
    values = dict(library.values(id_))
    plans = library.of(id_).plans
    if plan is not None:
        if plan not in plans:
            raise BadTerms(f"{id_} has no plan {plan!r}; it has {', '.join(plans)}")
        values["plans"] = {plan: values["plans"][plan]}
    head = {"id": id_, "version": library.of(id_).version, "origin": library.origin(id_)}
    return {**head, **(_said(values, language) if language else values)}


def _said(value: Any, language: str) -> Any:
    if isinstance(value, dict):
        if value.keys() == Wording.model_fields.keys():
            return value[language]
        return {name: _said(inner, language) for name, inner in value.items()}
    return [_said(item, language) for item in value] if isinstance(value, list) else value
