"""Words that were found, as evidence that points into the text as it was given."""

from intakebot.classify.folded import Folded
from intakebot.domain.sought import Found

#: Characters of evidence that are kept.
_KEPT = 200


def found(name: str, where: str, original: str, folded: Folded, span: tuple[int, int]) -> Found:
    """`span`: the stretch of the folded text."""
    start, end = folded.span(*span)
    return Found(id=name, where=where, start=start, end=end, text=original[start : min(end, start + _KEPT)])
