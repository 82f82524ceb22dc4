"""Proof of a draft: rendered for every circumstance that it may be written in, before any customer gets it."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from intakebot.domain.sentence import Sentence
from intakebot.domain.template import Kind
from intakebot.replies.apart import Apart
from intakebot.replies.catalogue import Content, Reply
from intakebot.replies.events import is_ready, variables_of
from intakebot.replies.promises import masked, named
from intakebot.replies.proof import faults_written, unsound
from intakebot.replies.render import Fault, TemplateRefused, rendered

#: Of one message of a chat, in UTF-16 units (Telegram's sendMessage); what is longer would come in pieces.
LONGEST_CHAT = 4_096
#: For all circumstances together. One rendering is bounded by the size of template and output (replies/render.py).
SECONDS = 10.0
#: Where these say nothing, a sentence that prints them promises a time that isn't there.
_TIMES = ("due", "within")
_PRINTS = Sentence("prints {{{{ {name} }}}} where the terms promise no time; put it into {{% if {name} %}}")
#: By the part that goes into chats.
_LONG: Mapping[Kind, Sentence] = {
    "chat": Sentence("is longer than one message of a chat, {most:,} UTF-16 units"),
    "text": Sentence(
        "is longer than one message of a chat, {most:,} UTF-16 units; give the letter words of its own for chats"
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Circumstance:
    """Terms, plan and level, and what a letter may have to say there."""

    #: "veeam, basic, 2".
    name: str
    situations: tuple[Mapping[str, str | None], ...]
    #: When a person is to have answered, as the terms write it ("4 wh"); None where they promise no time.
    promise: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """How many circumstances a draft can be rendered in, and why not in the others."""

    rendered: int
    of: int
    #: It must not be published with these.
    faults: tuple[Fault, ...] = ()
    #: Somebody should know these.
    warnings: tuple[Fault, ...] = ()
    #: And what sets text and HTML apart; None where nothing does.
    apart: Apart | None = None
    #: Languages that drafts have to be begun in before, each of them a fault.
    lacking: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether it may be published."""
        return not self.faults

    @property
    def told(self) -> Sentence:
        """As in "can be written in 12 of 12 cases"."""
        return Sentence("can be written in {rendered} of {of} cases", rendered=self.rendered, of=self.of)


class _Unsaid:
    """Null to conditions; where it is printed nevertheless, that shows."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __liquid__(self) -> None:
        return None

    def __str__(self) -> str:
        return f"\ue001{self._name}\ue001"


def proved(reply: Reply, circumstances: Iterable[Circumstance], seconds: float = SECONDS) -> Proof:
    """Try a draft in each circumstance; a fault that several have is told once, with the first of them."""
    all_of_them = tuple(circumstances)
    if written := _written(reply):
        return Proof(rendered=0, of=len(all_of_them), faults=tuple(written))
    good, found, ends_at = 0, dict[Fault, list[str]](), time.monotonic() + seconds
    tried = _once_each(reply)
    for circumstance in all_of_them:
        if time.monotonic() > ends_at:
            late = Fault(
                file=_file(reply),
                reason=Sentence("takes longer than {seconds:g} seconds to be rendered everywhere", seconds=seconds),
            )
            return Proof(rendered=good, of=len(all_of_them), faults=(*_told(found), late))
        faults = {fault for each in circumstance.situations for fault in tried(each, circumstance.promise)}
        good += not faults
        for fault in faults:
            found.setdefault(fault, []).append(circumstance.name)
    return Proof(rendered=good, of=len(all_of_them), faults=_told(found))


def _written(reply: Reply) -> list[Fault]:
    """Faults that don't depend on what there is to say; a part that every such letter needs may be missing, too."""
    if found := faults_written(reply):
        return found
    try:
        reply.check()
    except TemplateRefused as refused:
        return list(refused.faults)
    return []


def _once_each(reply: Reply) -> Callable[[Mapping[str, str | None], str | None], tuple[Fault, ...]]:
    """The faults of a situation; many plans and levels say the same."""
    known: dict[tuple[frozenset[tuple[str, str | None]], str | None], tuple[Fault, ...]] = {}

    def tried(values: Mapping[str, str | None], promise: str | None) -> tuple[Fault, ...]:
        key = frozenset(values.items()), promise
        if key not in known:
            known[key] = tuple(_tried(reply, values, promise))
        return known[key]

    return tried


def _file(reply: Reply) -> str:
    return next(iter(reply.sources.values())).file


def _told(found: Mapping[Fault, list[str]]) -> tuple[Fault, ...]:
    return tuple(replace(fault, reason=_located(fault.reason, names)) for fault, names in found.items())


def _located(reason: str, names: list[str]) -> Sentence:
    if more := len(names) - 1:
        return Sentence("{reason} ({where}; {more} more)", reason=reason, where=names[0], more=more)
    return Sentence("{reason} ({where})", reason=reason, where=names[0])


def _tried(reply: Reply, values: Mapping[str, str | None], promise: str | None) -> Iterator[Fault]:
    """Faults of one situation."""
    given = {name: values.get(name) for name in variables_of(reply.event)}
    try:
        found = [*_unfit(reply, reply.render(given), given), *_times(reply, given, promise)]
    except TemplateRefused as refused:
        yield from refused.faults
        return
    for kind, reason in found:
        source = reply.sources.get(kind)
        yield Fault(file=source.file if source else _file(reply), reason=reason)


def _unfit(reply: Reply, content: Content, given: Mapping[str, str | None]) -> Iterator[tuple[Kind, Sentence]]:
    yield from unsound(reply.event, content, given.get("number") or "")
    kind: Kind = "chat" if content.chat else "text"
    said = content.chat or content.text.strip()
    if len(said.encode("utf-16-le", "replace")) // 2 > LONGEST_CHAT:
        yield kind, Sentence(_LONG[kind].words, most=LONGEST_CHAT)


def _times(reply: Reply, given: Mapping[str, str | None], promise: str | None) -> Iterator[tuple[Kind, Sentence]]:
    """Times that the template names by itself, or prints where there is none; in letters that say when a person will answer."""
    if "due" not in variables_of(reply.event):
        return
    own = {name: masked(value) for name, value in given.items()}
    silent: dict[str, Any] = {name: _Unsaid(name) for name in _TIMES if name in given and given[name] is None}
    for kind, template in reply.templates.items():
        text = rendered(reply.sources[kind].file, template, {**own, **silent})
        for name, blank in silent.items():
            if str(blank) in text:
                yield kind, Sentence(_PRINTS.words, name=name)
        for time_named in () if is_ready(reply.event) else named(text):  # there agents judge (drafting/proving.py)
            if time_named.promise != promise:
                yield kind, _promised(time_named.words, promise)


def _promised(words: str, promise: str | None) -> Sentence:
    if promise is None:
        return Sentence("promises {words!r} where the terms promise no time; use {{{{ due }}}}", words=words)
    return Sentence(
        "promises {words!r} where the terms promise {promise}; use {{{{ due }}}}", words=words, promise=promise
    )
