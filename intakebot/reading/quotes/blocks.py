"""What stands above a quoted message when no attribution line does: header blocks and separators."""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from intakebot.reading.quotes import marks
from intakebot.reading.quotes.lines import bare
from intakebot.reading.quotes.wordlists import roles

Kind: TypeAlias = Literal["original", "forwarded", "above", ""]

_ROLES = roles(marks.HEADERS, ("from", "date", "to", "cc", "subject"))
_LOOKAHEAD = 24
_EDGE = "-_=*#~—–─━═<>[]()|+·•:. \t\xa0"
_DASHES = "-_=*#~—–─━═<[|+·•"
_RULE = re.compile(r"[-_=*~—–─━═#]{3,}$")
_FRAMED = re.compile(r"[-=_*]{3,20}+ ?[^\W\d_].{2,60}[-=_*]{3,20}$")
_TIME = re.compile(r"(?<!\d)\d{1,2}\s?[:.hч時时시]\s?\d{2}(?![\d.])|\d\s?(?:AM|PM|Uhr)\b", re.IGNORECASE)
_STAMPED = re.compile(r"-{3}\s?\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[^-]{1,40}---")
_PRESSED = re.compile(r">>>\s?[^>]{2,120}(?:<[^<>]{3,80}>)?[^>]{0,40}\d{1,2}[:.]\d{2}[^>]{0,12}>>>$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """Header lines start..stop (excluded); `found` when a mail program wrote them above a quoted message."""

    start: int
    stop: int
    found: bool


def is_rule(line: str) -> bool:
    """A line that is drawn, not written."""
    return _RULE.match(line.strip()) is not None


def is_framed(line: str) -> bool:
    """A few words between dashes: "----- Mail original -----"."""
    return _FRAMED.match(line) is not None


def separator(line: str) -> Kind:
    """What a separator line announces; "" for any other line. Only short lines can be one."""
    if not 3 < len(line) <= 160:
        return ""
    phrase = line.strip(_EDGE).casefold()
    if phrase in marks.REPLY_ABOVE:
        return "above"
    if line[0] not in _DASHES and line[-1] not in ":：":
        return ""
    if phrase in marks.FORWARDED or (line[0] in _DASHES and phrase.startswith(marks.FORWARDED_BY)):
        return "forwarded"
    if line[0] in _DASHES and (phrase in marks.ORIGINAL or phrase.startswith(marks.ORIGINAL_BY)):
        return "original" if line[:2] != "[]" else ""
    return ""


def stamped(line: str) -> bool:
    """Attributions of Lotus Notes ("X ---02.02.2026 10:11:12---Hello") and GroupWise (">>> X 2/2/2026 10:11 >>>")."""
    head = line[:300]
    if head.startswith(">>>"):
        return _PRESSED.match(head) is not None
    return "---" in head and _STAMPED.search(head) is not None


def role(line: str) -> str:
    """The header that a line names: from, date, to, cc, subject, raw, or "" for none."""
    head = line[:40].replace("：", ":")
    name, colon, _ = head.partition(":")
    if not colon:
        return ""
    key = name.strip(" \t\xa0*_|>").casefold()
    return "raw" if key in marks.RAW_HEADERS else _ROLES.get(key, "")


def header_block(lines: list[str], start: int, *, answers: bool = True) -> Block:
    """The header lines that begin in this line: from, date, and to or subject near each other are a block.

    One that the customer announces with a colon, or that holds raw headers, was pasted and is none; so was one amid a
    sentence of a mail that answers none. Without address and subject it is a journey ("From: Lyon, To: Nice").
    """
    above = _above(lines, start)
    names, stop = _collect(lines, start)
    mailed = any("@" in line for line in lines[start:stop])
    enough = {"from", "date"} <= names and bool(names & {"to", "subject"} or is_rule(above))
    enough = enough and (mailed or is_rule(above) or ("subject" in names and (answers or _is_timed(lines[start:stop]))))
    announced = above[-1:] in (":", "：") and not is_rule(above) and not role(above)
    raw = "raw" in names or role(above) == "raw"
    pasted = announced or raw or (not answers and _is_amid_sentence(above, lines[stop : stop + 2]))
    return Block(start=start, stop=stop, found=enough and not pasted)


def _is_timed(block: list[str]) -> bool:
    """A time of day, which mail programs write and people who fill in a form leave out."""
    return any(_TIME.search(line[:120]) for line in block)


def _is_amid_sentence(above: str, below: list[str]) -> bool:
    """The customer's sentence goes on below the headers: no capital there, and no full stop above."""
    told = next((line for raw in below if (line := bare(raw))), "")
    return above[-1:].islower() and told[:1].islower()


def _above(lines: list[str], start: int) -> str:
    for number in range(start - 1, max(start - 4, -1), -1):
        if text := bare(lines[number]):
            return text
    return ""


def _collect(lines: list[str], start: int) -> tuple[set[str], int]:
    found: set[str] = set()
    stop, strangers = start + 1, 0
    for number in range(start, min(start + _LOOKAHEAD, len(lines))):
        line = bare(lines[number])
        name = role(line)
        if name:
            found.add(name)
            stop, strangers = number + 1, 0
        elif line or not (found & {"subject"}):
            strangers += 1
        if strangers > _patience(lines[number - 1] if number else "", found):
            break
    return found, _with_continuation(lines, stop)


def _patience(above: str, found: set[str]) -> int:
    """How many lines that name no header may stand in a block: wrapped recipients, blank lines of rendered HTML."""
    if {"from", "date", "subject"} <= found:
        return 0
    return 3 if above.rstrip().endswith((";", ",", ":")) or not above.strip() else 2


def _with_continuation(lines: list[str], stop: int) -> int:
    """A wrapped subject, indented as RFC 5322 §2.2.3 folds it, still belongs to the block."""
    while stop < len(lines) and lines[stop][:1] in (" ", "\t") and lines[stop].strip() and not role(lines[stop]):
        stop += 1
    return stop
