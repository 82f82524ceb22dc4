"""Fields of forms within a text: a label, something between, a value.

Layouts that people send: "Версия: 5.2", "Wersja – 5.2", "version = 5.2", columns divided by tabs, bars or blanks, a label
on its own line with the value under it (a table pasted from a word processor), several fields on one line; each with
bullets, numbers or asterisks before the label.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

#: Separators of one line that are looked at; a line with more is no form.
_MOST = 60
#: Characters of the longest label with what people add to it.
_LONGEST = 90

_LINE = re.compile(r"[^\n]+")
_LEAD = re.compile(r"[\s>*•·▪●◦‣■–—\-#_+|]*(?:\(?\d{1,2}(?:\.\d{1,2})?[.)]\s*)?[\s*_\"«]*")
_SIGN = re.compile(r"(?P<strong>[:=\t|])|(?P<weak>\s[–—-](?=\s)|\s{2,})|(?P<comma>[,/])|(?P<bound>[;(]|[.!?]\s)")
_DIVIDED = re.compile(r"[:=\t|]|[ \u00a0](?:[–—-]?[ \u00a0])")
_ASIDE = re.compile(r"\([^()]{0,60}\)|[*_\"«»“”„\[\]<>•()]")
_EDGES = ' \t*_"«»“”•·,;:|=()–—-.'
#: A label that nobody asked for.
_STRANGE = re.compile(r"[\s>*•·–—\-#_]*(?:\d{1,2}[.)]\s*)?[^\W\d_][^:\n\d]{1,50}:(?:\s|$)")
_CLOSING = re.compile(
    r"\s*(?:с\s+уважением|заранее\s+(?:спасибо|благодар)|спасибо|благодар|всего\s+(?:доброго|хорошего)|z\s+powazaniem|pozdrawiam"
    r"|pozdrowienia|dziekuj|z\s+gory|(?:kind|best|warm)?\s*regards|thanks?\b|thank\s+you|sincerely|yours\b|--|__+|sent\s+from|отправлено\s+с)"
)
#: Words that make of a label a sentence: "the version is wrong: …".
_SENTENCE = frozenset(
    [
        "не",
        "нет",
        "это",
        "был",
        "была",
        "было",
        "были",
        "стало",
        "является",
        "is",
        "are",
        "was",
        "were",
        "not",
        "isn't",
        "doesn't",
        "can't",
        "cannot",
        "nie",
        "jest",
        "sa",
        "byl",
        "byla",
    ]
)
_AND = re.compile(r"\s*/\s*|\s+(?:и|или|i|oraz|lub|and|or|&)\s+|\s*&\s*|\s*,\s*")


@dataclass(frozen=True, slots=True)
class Field:
    """A known label and what stands in its field; offsets into the text, value_start == value_end for nothing."""

    labels: tuple[str, ...]
    start: int
    value_start: int
    value_end: int
    #: Where the line of the label ends.
    line_end: int


def fields(text: str, known: Mapping[str, object], *, prose: frozenset[str] = frozenset()) -> Iterator[Field]:
    """Fields of a folded text whose labels are known. Fields of `prose` may begin with what looks like another label."""
    waiting: Field | None = None
    for line in _LINE.finditer(text):
        here = _of_line(text, line.start(), line.end(), known)
        if waiting:
            if not line[0].strip():
                continue
            yield waiting if here or _ends(line[0], waiting, prose) else _filled(text, waiting, line)
            waiting = None
        yield from here[:-1]
        if here and here[-1].value_start == here[-1].value_end:
            waiting = here[-1]
        else:
            yield from here[-1:]
    if waiting:
        yield waiting


def _ends(line: str, waiting: Field, prose: frozenset[str]) -> bool:
    """Whether this line belongs no more to the empty field before it."""
    return bool(_CLOSING.match(line)) or (prose.isdisjoint(waiting.labels) and bool(_STRANGE.match(line)))


def _filled(text: str, field: Field, line: re.Match[str]) -> Field:
    start, end = _trimmed(text, *line.span())
    return Field(field.labels, field.start, start, end, field.line_end)


def _of_line(text: str, start: int, end: int, known: Mapping[str, object]) -> list[Field]:
    """The fields of one line; the last one may be empty."""
    if not _DIVIDED.search(text, start, end):
        return _whole_line(text, start, end, known)
    lead = _LEAD.match(text, start, end)
    labelled = list(_labelled(text, lead.end() if lead else start, end, known))
    if not labelled:
        return _whole_line(text, start, end, known)
    ends = [at for _, at, _ in labelled[1:]] + [end]
    return [
        Field(labels, _trimmed(text, at, last)[0], *_trimmed(text, first, last), end)
        for (labels, at, first), last in zip(labelled, ends, strict=True)
    ]


def _labelled(
    text: str, head: int, end: int, known: Mapping[str, object]
) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Labels of a line, where they begin, and where their values do."""
    begin = head
    before: tuple[str, ...] = ()  # labels that a comma divides from the next: "Name, telephone: …"
    for sign in islice(_SIGN.finditer(text, head, end), _MOST):
        if sign["comma"]:
            if begin == head or before:
                before += _names(text[begin : sign.start()], known, exact=True)
            begin = sign.end() if before or sign[0] == "," else begin
            continue
        sought = not sign["bound"] and (sign["strong"] or begin == head)
        labels = _names(text[begin : sign.start()], known, exact=not sign["strong"]) if sought else ()
        if labels or (before and sign["strong"]):
            yield (*before, *labels), begin, sign.end()
            before = ()
        if labels or sign[0] != "(":
            begin = sign.end()


def _whole_line(text: str, start: int, end: int, known: Mapping[str, object]) -> list[Field]:
    """A label on a line of its own."""
    if end - start > _LONGEST + 20:
        return []
    lead = _LEAD.match(text, start, end)
    head = lead.end() if lead else start
    labels = _names(text[head:end], known, exact=True)
    return [Field(labels, head, end, end, end)] if labels else []


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The value without what divides it from others; a lone dash or a rule stays, as something that isn't a value."""
    value = text[start:end]
    left = start + len(value) - len(value.lstrip(_EDGES))
    right = start + len(value.rstrip(" \t*_|,;("))
    if right > left:
        return left, right
    bare = value.strip(" \t*|:=,;(")
    at = start + value.index(bare)
    return (at, at + len(bare)) if bare else (start, start)


def plain_label(words: str) -> str:
    """A folded label without marks around it and what stands in parentheses."""
    return " ".join(_ASIDE.sub(" ", words).split()).strip(_EDGES)


def _names(words: str, known: Mapping[str, object], *, exact: bool) -> tuple[str, ...]:
    """The known labels that these words are, with additions where they needn't be exact ("Версия (точная)")."""
    if len(words) > _LONGEST:
        return ()
    plain = words if words in known else plain_label(words)
    if not plain:
        return ()
    if plain in known:
        return (plain,)
    parts = [part for part in _AND.split(plain) if part]
    if len(parts) > 1 and all(part in known for part in parts):
        return tuple(parts)
    return () if exact else _around(plain.split(), known)


def _around(words: list[str], known: Mapping[str, object]) -> tuple[str, ...]:
    """A known label with up to three words after it, or two before it."""
    if _SENTENCE.intersection(words):
        return ()
    for size in range(min(len(words) - 1, 6), 0, -1):
        if len(words) - size <= 3 and (name := " ".join(words[:size])) in known:
            return (name,)
        if len(words) - size <= 2 and (name := " ".join(words[-size:])) in known:
            return (name,)
    return ()
