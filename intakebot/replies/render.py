"""Liquid, made safe for templates that people edit: a closed list of tags and filters, no loops, bounded output.

Without loops and with every filter's result capped, the cost of a template is bounded by its size, which is capped.
Left out on purpose: include and render (other files), for and tablerow, ranges (which python-liquid builds in memory,
whatever their length), replace, join and arithmetic (which grow), safe (which would switch escaping off).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import wraps
from typing import Any

from liquid import BoundTemplate, Environment, StrictUndefined
from liquid.exceptions import LiquidError, ResourceLimitError

from intakebot.domain.errors import Permanent
from intakebot.domain.sentence import Sentence

#: Characters of one template file, and of what one filter may give.
MOST_SOURCE, MOST_FILTERED = 32_000, 20_000
#: Characters of one output or tag.
MOST_MARKUP = 500
TAGS = frozenset(["#", "assign", "capture", "case", "comment", "echo", "if", "raw", "unless"])
FILTERS = frozenset(
    {"append", "capitalize", "default", "downcase", "escape", "lstrip", "newline_to_br", "prepend", "rstrip", "size"}
    | {"strip", "strip_newlines", "truncate", "upcase", "url_encode"}
)
#: One output or tag, up to its end.
_MARKUP = re.compile(r"\{[{%](?>(?:[^%}]|[%}](?!\}))*)(?:[%}]\})?")
#: What python-liquid makes of text, of {{ output }} and of tags it doesn't know.
_SYNTAX = frozenset(["content", "output", "illegal"])


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What is wrong with a template: the file as people know it ("ru/registered.liquid"), line 0 for the whole."""

    file: str
    line: int = 0
    #: From 1; 0 where only the line is known, or not even that.
    column: int = 0
    #: A sentence, or what python-liquid says.
    reason: str

    @property
    def said(self) -> Sentence:
        """With its place."""
        return Sentence(
            "{place}: {reason}", place=f"{self.file}:{self.line}" if self.line else self.file, reason=self.reason
        )

    def __str__(self) -> str:
        return self.said


class TemplateRefused(Permanent):
    """A template can't be used."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__("; ".join(map(str, faults)))

    @property
    def said(self) -> Sentence:
        """With every fault."""
        return Sentence("A template can't be used: {faults}", faults=tuple(fault.said for fault in self.faults))


class _Bounded(Environment):
    output_stream_limit = 40_000
    local_namespace_limit = 40_000


def compiled(file: str, source: str, *, html: bool) -> BoundTemplate:
    """Parse a template; TemplateRefused with the line where it can't be."""
    if len(source) > MOST_SOURCE:
        raise TemplateRefused(Fault(file=file, reason=Sentence("longer than {most} characters", most=MOST_SOURCE)))
    for markup in _MARKUP.finditer(source):
        if reason := _objection(markup[0]):
            raise TemplateRefused(Fault(file=file, **place(source, markup.start()), reason=reason))
    try:
        return (_HTML if html else _TEXT).from_string(source, path=file)
    except LiquidError as error:
        raise TemplateRefused(fault_of(file, error)) from error
    except RecursionError as error:
        raise TemplateRefused(Fault(file=file, reason=Sentence("nested too deeply"))) from error


def rendered(file: str, template: BoundTemplate, variables: Mapping[str, str | None]) -> str:
    """What the template makes of the variables; TemplateRefused when it fails or grows too large."""
    try:
        return template.render(**variables)
    except LiquidError as error:
        raise TemplateRefused(fault_of(file, error)) from error
    except (ArithmeticError, RecursionError, TypeError, ValueError) as error:
        raise TemplateRefused(Fault(file=file, reason=str(error))) from error


def markups(source: str) -> list[str]:
    """Every output and tag of a template, as written."""
    return _MARKUP.findall(source)


def unknown(file: str, source: str, template: BoundTemplate, known: Iterable[str]) -> list[Fault]:
    """A fault for each place that names a variable nobody gives, or no filter, in branches that aren't taken too."""
    found, names = template.analyze(include_partials=False), sorted(known)

    def fault(index: int, reason: Sentence) -> Fault:
        return Fault(file=file, **place(source, index), reason=reason)

    return [
        *(
            fault(there.index, _unknown_filter(name))
            for name in sorted(found.filters.keys() - FILTERS)
            for there in found.filters[name]
        ),
        *(
            fault(there.span.index, _unknown_variable(str(there), name, names))
            for name in sorted(found.globals.keys() - set(names))
            for there in found.globals[name]
        ),
        *(
            fault(there.span.index, Sentence("{variable}: variables have no parts", variable=str(there)))
            for name in sorted(found.globals.keys() & set(names))
            for there in found.globals[name]
            if len(there.segments) > 1
        ),
    ]


def fault_of(file: str, error: LiquidError) -> Fault:
    """A fault from one of python-liquid's errors, with the line where it knows it."""
    at = error.context()
    line, column = (at[0], at[1] + 1) if at else (0, 0)
    return Fault(file=file, line=line, column=column, reason=str(error.message) or Sentence("can't be read"))


def place(source: str, index: int) -> dict[str, int]:
    """Line and column of a code point, both from 1."""
    return {"line": source.count("\n", 0, index) + 1, "column": index - source.rfind("\n", 0, index)}


def index_of(source: str, line: int, column: int) -> int:
    """The code point at a line and column, both from 1; the line's beginning for column 0."""
    begun = 0
    for _ in range(line - 1):
        begun = source.find("\n", begun) + 1
    return min(begun + max(column - 1, 0), len(source))


def _unknown_filter(name: str) -> Sentence:
    if near := get_close_matches(name, sorted(FILTERS), n=1, cutoff=0.7):
        return Sentence("unknown filter {name!r}; did you mean {near}?", name=name, near=near[0])
    return Sentence("unknown filter {name!r}", name=name)


def _unknown_variable(written: str, name: str, known: Sequence[str]) -> Sentence:
    if near := get_close_matches(name, known, n=1, cutoff=0.7):
        return Sentence("unknown variable {name}; did you mean {near}?", name=written, near=near[0])
    return Sentence("unknown variable {name}", name=written)


def _objection(markup: str) -> Sentence | None:
    """Why an output or tag isn't even parsed: python-liquid's lexer takes minutes over unclosed and endless ones."""
    if not markup.endswith(("}}", "%}")) or "{{" in markup[1:] or "{%" in markup[1:]:
        return Sentence("{begin} isn't closed", begin=markup[:2])
    if len(markup) > MOST_MARKUP:
        return Sentence(
            "longer than {most} characters between {begin} and {end}",
            most=MOST_MARKUP,
            begin=markup[:2],
            end=markup[-2:],
        )
    return Sentence('".." isn\'t allowed inside {{ }} and {% %}') if ".." in markup else None


def _environment(*, html: bool) -> Environment:
    environment = _Bounded(undefined=StrictUndefined, autoescape=html, strict_filters=True)
    environment.tags = {name: tag for name, tag in environment.tags.items() if name in TAGS | _SYNTAX}
    environment.filters = {name: _capped(environment.filters[name]) for name in FILTERS}
    return environment


def _capped(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def capped(*given: Any, **named: Any) -> Any:
        result = function(*given, **named)
        if isinstance(result, str) and len(result) > MOST_FILTERED:
            raise ResourceLimitError(f"a filter's result is longer than {MOST_FILTERED} characters", token=None)
        return result

    return capped


_TEXT, _HTML = _environment(html=False), _environment(html=True)
