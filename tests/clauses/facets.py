"""The level that a document's rules give to the facets of an impact (design.md 7)."""

from intakebot.terms.document import Document

#: Something that affects a user of a production system now.
_USUAL = {
    "kind": "incident", "function": "main", "extent": "degraded", "scope": "user", "workaround": "unknown",
    "environment": "production", "state": "ongoing", "origin": "unknown", "business": "slight", "risk": "false",
}  # fmt: skip


def level(document: Document, **facets: str) -> str:
    """The first level of which a rule holds; the last one needs none."""
    known = {**_USUAL, **facets}
    for key, severity in document.severities.items():
        if any(all(known[facet] in values for facet, values in rule.items()) for rule in severity.when):
            return key
    return key
