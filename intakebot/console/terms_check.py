"""What is found out about a text of terms while somebody writes it, and where in the text that is."""

from collections.abc import Iterator
from typing import TypeAlias

from intakebot.amending.prospect import Prospect
from intakebot.console.call import Call
from intakebot.console.house import House
from intakebot.console.letter_check import one_by_one
from intakebot.domain.terms_text import TermsText
from intakebot.terms.faults import Fault
from intakebot.terms.sources import published_as

#: Characters from and to, what is wrong there, and how bad that is.
Flaw: TypeAlias = tuple[int, int, str, str]
#: Lines that are marked.
_MOST = 100


def proved(call: Call, house: House, text: TermsText) -> Prospect:
    """What would come of publishing it; TooOften."""
    with one_by_one(call, house):
        return house.amending.proved(text)


def flaws(text: TermsText, found: Prospect) -> list[Flaw]:
    """Lines of the text with something wrong, or left open."""
    lines = text.text.split("\n")
    ends = [0]
    for line in lines:
        ends.append(ends[-1] + len(line) + 1)
    return [
        (ends[at - 1], max(ends[at] - 1, ends[at - 1]), said, kind)
        for at, said, kind in _marked(text.id, found) if at <= len(lines)
    ][:_MOST]  # fmt: skip


def _marked(id_: str, found: Prospect) -> Iterator[tuple[int, str, str]]:
    kinds: tuple[tuple[str, tuple[Fault, ...]], ...] = (("error", found.faults), ("warning", found.gaps))
    for kind, faults in kinds:
        for fault in faults:
            if fault.line and fault.file == published_as(id_):
                yield fault.line, f"{fault.key}: {fault.reason}" if fault.key else fault.reason, kind
