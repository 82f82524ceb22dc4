"""Which level a document's own definitions give to an impact, and whether that is sure enough to propose (design.md 7)."""

import math
from collections.abc import Mapping

from intakebot.domain.impact import Impact
from intakebot.domain.proposal import Proposal
from intakebot.terms.document import Document
from intakebot.terms.severity import likelihoods

#: Weight of what the model says of a document that it was taught, beside the document's rules.
_DIRECT = 0.5
#: With less confidence than this nothing is proposed.
PROPOSED = 0.6
#: Where urgent levels have at least this much together, agents hear of it: on the frozen test that catches 96 % of the urgent.
ALARMING = 0.28
#: So that a reader who is certain doesn't silence the other.
_LEAST = 1e-4


def propose(document: Document, impact: Impact) -> Proposal:
    """The likeliest level."""
    found = likelihoods(document, impact.stories)
    direct = impact.levels.get(document.id, {})
    if direct.keys() == found.keys():
        found = _blended(found, direct)
    level = max(found, key=found.__getitem__)
    return Proposal(
        level=level,
        confidence=round(found[level], 4),
        probabilities={name: round(share, 4) for name, share in found.items()},
        clause=document.severities[level].clause,
        abstains=found[level] < PROPOSED,
        urgent=sum(found[name] for name, severity in document.severities.items() if severity.urgent) >= ALARMING,
    )


def _blended(rules: Mapping[str, float], direct: Mapping[str, float]) -> dict[str, float]:
    """The geometric mean of both, adding up to 1."""
    weights = {
        level: math.exp((1 - _DIRECT) * math.log(share + _LEAST) + _DIRECT * math.log(direct[level] + _LEAST))
        for level, share in rules.items()
    }
    whole = sum(weights.values())
    return {level: weight / whole for level, weight in weights.items()}
