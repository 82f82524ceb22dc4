"""The level that a document's rules give to the facets of an impact (design.md 7)."""

from intakebot.terms.document import Document
from intakebot.terms.severity import level_of

#: Something that affects a user of a production system now.
_USUAL = {
    "kind": "incident", "function": "main", "extent": "degraded", "scope": "one", "workaround": "unknown",
    "environment": "production", "state": "ongoing", "origin": "unknown", "business": "slight", "risk": "false",
}  # fmt: skip


def level(document: Document, **facets: str) -> str:
    """Of an impact that is usual but for these facets."""
    return level_of(document, {**_USUAL, **facets})
