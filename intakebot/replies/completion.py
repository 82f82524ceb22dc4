"""What an editor of templates offers while somebody types, and what it underlines."""

from dataclasses import dataclass

from intakebot.domain.template import Kind
from intakebot.replies.catalogue import Source
from intakebot.replies.events import variables_of
from intakebot.replies.explanations import explained
from intakebot.replies.render import FILTERS, TAGS, Fault, TemplateRefused, compiled, index_of, unknown

#: Tags that come as others' parts, after those that begin something.
_PARTS = ("else", "elsif", "when")


@dataclass(frozen=True, kw_only=True, slots=True)
class Completion:
    """What may stand in the templates of one letter."""

    #: Variables, with a line of explanation each.
    variables: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    filters: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Flaw:
    """Something to underline: from a code point to (not with) another, and what is wrong with it."""

    start: int
    end: int
    message: str


def completion(event: str, language: str = "en") -> Completion:
    """For a letter, explained in a person's own language; KeyError for a letter that isn't known."""
    names = sorted(variables_of(event))
    blocks = sorted(tag for tag in TAGS if tag not in ("#", "assign", "echo"))
    tags = (*sorted(TAGS - {"#"}), *(f"end{tag}" for tag in blocks), *_PARTS)
    return Completion(
        variables=tuple((name, explained(event, name, language)) for name in names),
        tags=tags, filters=tuple(sorted(FILTERS)),
    )  # fmt: skip


def lint(event: str, language: str, kind: Kind, text: str) -> tuple[Flaw, ...]:
    """Everything that is wrong with a part by itself, in the order of the text. For every pause in typing: takes milliseconds."""
    file = Source(event=event, language=language, kind=kind, text=text).file
    try:
        faults = unknown(file, text, compiled(file, text, html=kind == "html"), variables_of(event))
    except TemplateRefused as refused:
        faults = list(refused.faults)
    return tuple(sorted((_flaw(fault, text) for fault in faults), key=lambda flaw: flaw.start))


def _flaw(fault: Fault, text: str) -> Flaw:
    """The word at the fault's place; the rest of the line where no word is there, all of it for the whole text."""
    if not fault.line:
        return Flaw(start=0, end=len(text), message=fault.reason)
    start = index_of(text, fault.line, fault.column)
    end = start
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    if end == start:
        line_end = text.find("\n", start)
        end = line_end if line_end >= 0 else len(text)
    return Flaw(start=start, end=end, message=fault.reason)
