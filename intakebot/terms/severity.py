"""From impact to a document's own levels, by its rules (design.md 7)."""

from collections.abc import Iterable

from intakebot.domain.impact import Facets, Story
from intakebot.terms.document import Document


def level_of(document: Document, facets: Facets) -> str:
    """The level that the document gives to this impact: the first, most severe first, of which a rule holds, else the last."""
    for level, severity in document.severities.items():
        if any(all(facets[facet] in values for facet, values in rule.items()) for rule in severity.when):
            return level
    return next(reversed(document.severities))


def likelihoods(document: Document, stories: Iterable[Story]) -> dict[str, float]:
    """How likely each level is: the sum over the ways to read the message that lead to it."""
    found = dict.fromkeys(document.severities, 0.0)
    for story in stories:
        found[level_of(document, story.facets)] += story.probability
    return found
