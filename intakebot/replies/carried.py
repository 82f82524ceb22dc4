"""One change for all parts of a letter: what was changed in its text, made in HTML and words for chats, where they say the same.

A line of the text is looked for in the other part, tags and breaks of lines aside. Only what stands there once, word for word, is
changed, and of it only the words that are other ones: tags, Liquid and styles stay as they are.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape, unescape
from itertools import islice

from intakebot.domain.template import Kind
from intakebot.replies.render import MOST_SOURCE

_OTHERS: tuple[Kind, ...] = ("html", "chat")
#: Lines of a text that are compared, and changes that are looked for: who changes more writes another letter.
_MOST, _MOST_CHANGES = 400, 20
_TAG = re.compile(r"(\{%[^%]{0,2000}%\})")
#: What breaks a line of HTML, what stands within one, what is written otherwise than it is read, and the rest, sign by sign.
_WRITTEN = re.compile(
    r"(?P<apart><!--[^<]{0,2000}-->|<(?P<raw>style|title)\b[^<]{0,20000}</(?P=raw)>|\{%[^%]{0,2000}%\})"
    r"|(?P<within></?(?:a|abbr|b|code|em|i|small|span|strong|u)\b[^<>]{0,2000}>)|(?P<tag></?[a-z!][^<>]{0,2000}>)"
    r"|(?P<sign>&#?\w{1,30};|[\s\S])",
    re.IGNORECASE,
)
_LIQUID = re.compile(r"(\{\{[^{}]{0,2000}\}\})")
_ENDS = re.compile(r"(?:</(?:a|abbr|b|code|em|i|small|span|strong|u)>)+", re.IGNORECASE)
_WORD = re.compile(r"\{\{[^{}]{0,2000}\}\}|\w+|\s+|\S")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Change:
    """Words of one line, and what stands in their place now: "" for nothing, several lines for what follows it."""

    old: str
    new: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Plain:
    """A part as it reads, a blank for each run of them, and from where to where each sign is written."""

    text: str
    spans: tuple[tuple[int, int], ...]


def carried(new: Mapping[Kind, str], old: Mapping[Kind, str]) -> dict[Kind, str]:
    """The other parts of `new` with the changes of its text since `old`; those alone that become others by it."""
    changes = tuple(islice(_changes(old.get("text", ""), new.get("text", "")), _MOST_CHANGES))
    made = {kind: _made(new[kind], changes, html=kind == "html") for kind in _OTHERS if new.get(kind)}
    return {kind: text for kind, text in made.items() if text != new[kind]}


def _changes(old: str, new: str) -> Iterator[_Change]:
    before, after = old.splitlines(), new.splitlines()
    if max(len(before), len(after)) > _MOST:
        return
    for how, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how == "insert":
            yield from _added(before[:i1], after[j1:j2])
        elif how != "equal":
            yield from _replaced(before[i1:i2], after[j1:j2])


def _added(before: list[str], lines: list[str]) -> Iterator[_Change]:
    """Lines that follow one that stays, with the blank ones between."""
    while before and not before[-1].strip():
        lines, before = [before[-1], *lines], before[:-1]
    added = "\n".join(lines).rstrip()
    if before and added and not _TAG.search(before[-1] + added):
        yield _Change(old=before[-1].strip(), new=f"{before[-1].strip()}\n{added}")


def _replaced(before: list[str], after: list[str]) -> Iterator[_Change]:
    """Line by line; what is more stands behind the last, what is missing goes."""
    olds, news = ([line for line in lines if line.strip()] for lines in (before, after))
    if olds and len(news) > len(olds):
        more = after.index(news[len(olds)])
        news = [*news[: len(olds) - 1], "\n".join([news[len(olds) - 1], *after[more:]]).rstrip()]
    for number, line in enumerate(olds):
        yield from _in_line(line, news[number] if number < len(news) else "")


def _in_line(old: str, new: str) -> Iterator[_Change]:
    """Between the tags of Liquid, if these are the same."""
    olds, news = _TAG.split(old), _TAG.split(new)
    if olds[1::2] != news[1::2]:
        return
    for one, other in zip(olds[::2], news[::2], strict=True):
        if one.strip() and one != other:
            yield _Change(old=one.strip(), new=other.strip())


def _made(part: str, changes: tuple[_Change, ...], *, html: bool) -> str:
    if not changes or len(part) > MOST_SOURCE:
        return part
    plain = _plain(part, html=html)
    for change in changes:
        wanted = re.escape(" ".join(change.old.split()))
        found = [*re.finditer(rf"(?<!\w){wanted}(?!\w)", plain.text)]
        if len(found) == 1:
            part = _put(part, plain, found[0].start(), change, html=html)
            plain = _plain(part, html=html)
    return part


def _put(part: str, plain: _Plain, at: int, change: _Change, *, html: bool) -> str:
    """The part with one change made; as it is where that would tear tags apart."""
    old, new = " ".join(change.old.split()), change.new
    if not new:
        return _gone(part, plain.spans[at][0], plain.spans[at + len(old) - 1][1], html=html)
    same, rest = _frame(old, new)
    begin = plain.spans[at + same][0] if same < len(old) else plain.spans[at + len(old) - 1][1]
    end = plain.spans[at + len(old) - rest - 1][1] if same + rest < len(old) else begin
    words = new[same : len(new) - rest]
    if html and words.startswith("\n") and (ends := _ENDS.match(part, end)):
        begin = end = ends.end()
    if html and "<" in part[begin:end]:
        return part
    return part[:begin] + (_as_html(words, part[end:]) if html else words) + part[end:]


def _gone(part: str, begin: int, end: int, *, html: bool) -> str:
    """Without a whole line: in HTML a paragraph of its own, or what stands behind a break."""
    if not html:
        return part[:begin] + part[end:].removeprefix("\n")
    own = re.compile(r"<p>\s*\Z").search(part, 0, begin), re.compile(r"\s*</p>\n?").match(part, end)
    if own[0] and own[1]:
        return part[: own[0].start()] + part[own[1].end() :]
    broken = re.compile(r"<br ?/?>\s*\Z", re.IGNORECASE).search(part, 0, begin)
    return part if broken is None or "<" in part[begin:end] else part[: broken.start()] + part[end:]


def _frame(old: str, new: str) -> tuple[int, int]:
    """How many signs are the same at the beginning and at the end, in whole words."""
    olds, news = _WORD.findall(old), _WORD.findall(new)
    most = min(len(olds), len(news))
    same = next((n for n in range(most) if olds[n] != news[n]), most)
    rest = next((n for n in range(most - same) if olds[-n - 1] != news[-n - 1]), most - same)
    return len("".join(olds[:same])), len("".join(olds[len(olds) - rest :]))


def _as_html(words: str, after: str) -> str:
    """With lines broken; a blank one begins another paragraph where one ends there."""
    said = "".join(one if n % 2 else escape(one, quote=False) for n, one in enumerate(_LIQUID.split(words)))
    if re.match(r"\s*</p>", after):
        said = re.sub(r"\n\s*\n", "</p>\n<p>", said)
    return re.sub(r"(?<!>)\n", "<br>\n", said)


def _plain(part: str, *, html: bool) -> _Plain:
    signs, spans = [" "], [(0, 0)]
    for found in _WRITTEN.finditer(part):
        if html and found["within"]:
            continue
        apart = found["apart"] if html or found[0].startswith("{%") else None
        for sign in "\n" if apart or (html and found["tag"]) else unescape(found[0]) if html else found[0]:
            if sign.isspace() and signs[-1] in (" ", "\n"):
                continue
            signs.append("\n" if sign == "\n" and (apart or found["tag"]) else " " if sign.isspace() else sign)
            spans.append(found.span())
    return _Plain(text="".join(signs), spans=tuple(spans))
