"""What a message says about the impact, as facets that every document's rules read (design.md 7)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

#: The values of each facet.
FACETS: Mapping[str, tuple[str, ...]] = {
    "kind": ("incident", "question", "feature_request", "feedback", "licence", "other"),
    "function": ("main", "secondary", "none"),
    "extent": ("stopped", "degraded", "limited", "none"),
    "scope": ("all", "some", "one", "unknown"),
    "workaround": ("yes", "no", "unknown"),
    "environment": ("production", "test", "unknown"),
    "state": ("ongoing", "recurrent", "resolved", "hypothetical", "none"),
    "origin": ("provider", "product", "third_party", "customer", "unknown"),
    "business": ("severe", "notable", "slight", "none"),
    "risk": ("true", "false"),
}
#: One value of each facet, by name.
Facets: TypeAlias = Mapping[str, str]
Where: TypeAlias = Literal["subject", "text"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """One way to read a message, and how likely it is the right one."""

    facets: Facets
    probability: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Cue:
    """Words that moved the reading of a facet; `start` and `end` in code points of what was given."""

    where: Where
    start: int
    end: int
    text: str
    facet: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Impact:
    """How bad it is, as far as the words tell."""

    #: The likeliest first; their probabilities add up to 1.
    stories: tuple[Story, ...]
    #: By document that was learned from, by level: what the model says of it directly; of other documents it says nothing.
    levels: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    cues: tuple[Cue, ...] = ()
    #: What read it, for the record: "encoder 3f2a…" or "ngrams 3f2a…".
    version: str

    def probabilities(self, facet: str) -> dict[str, float]:
        """Of each value of one facet, over all stories."""
        found = dict.fromkeys(FACETS[facet], 0.0)
        for story in self.stories:
            found[story.facets[facet]] += story.probability
        return found

    def likeliest(self, facet: str) -> str:
        """The value that most of the stories share."""
        found = self.probabilities(facet)
        return max(found, key=found.__getitem__)
