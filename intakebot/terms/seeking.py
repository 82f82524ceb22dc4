"""What a document wants to be looked for in requests, as nouns that the reader of details understands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from intakebot.domain.sought import Level, Sought
from intakebot.terms.document import Document
from intakebot.terms.document.duties import Wish
from intakebot.terms.document.plans import Severity
from intakebot.terms.document.requirements import Requirement
from intakebot.terms.scale import ENTERED, SAID


@dataclass(frozen=True, kw_only=True, slots=True)
class Seeking:
    """All of it for one document, worked out once."""

    sought: tuple[Sought, ...]
    levels: tuple[Level, ...]
    #: Patterns by id of the service.
    services: Mapping[str, tuple[str, ...]]
    #: Likewise of wishes: "feature_request", "manager_wanted".
    wishes: Mapping[str, tuple[str, ...]]


def seeking(document: Document) -> Seeking:
    """Everything that this document's requests are searched for."""
    return Seeking(
        sought=tuple(
            Sought(id=key, labels=item.labels, patterns=item.patterns, attachments=item.attachments, words=item.words)
            for key, item in document.requires.items()
        ),
        levels=tuple(_level(key, severity) for key, severity in document.severities.items()),
        services={key: service.patterns for key, service in document.services.items()},
        wishes={key: wish.patterns for key, wish in _wishes(document) if wish and wish.patterns},
    )


def _level(key: str, severity: Severity) -> Level:
    codes = (f"sev {key}", f"severity {key}", f"p{key}") if len(key) == 1 else ()
    ordinary = SAID[severity.scale] if severity.scale else ()
    names = (name.lower() for name in severity.name.model_dump().values())
    return Level(
        id=key,
        said=tuple(dict.fromkeys([key, *names, *codes, *ordinary, *severity.said])),
        entered=tuple(words.replace("_", " ") for words in ENTERED[severity.scale].split()) if severity.scale else (),
    )


def _wishes(document: Document) -> Iterable[tuple[str, Wish | None]]:
    yield "feature_request", document.duties.feature_requests
    yield "manager_wanted", document.duties.manager


def missing(
    document: Document, told: set[str], known: Mapping[str, str], level: str | None, kind: str = "incident"
) -> tuple[str, ...]:
    """Ids of what must still be asked for: neither told nor known, and wanted for this kind of request and level."""
    return tuple(
        key
        for key, item in document.requires.items()
        if key not in told and not item.welcome and item.known not in known and _wanted(item, level, kind)
    )


def confirming(document: Document) -> frozenset[str]:
    """Ids of the requirements that confirm the conditions of a level: they are asked for in words of their own (MAR-06)."""
    conditions = document.duties.conditions
    if conditions is None:
        return frozenset()
    clauses = (conditions.clause, conditions.answer_clause)
    return frozenset(key for key, item in document.requires.items() if item.clause in clauses and item.levels)


def _wanted(item: Requirement, level: str | None, kind: str) -> bool:
    return (not item.kinds or kind in item.kinds) and (not item.levels or level in item.levels)
