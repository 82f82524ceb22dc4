"""Attribution lines: "On Mon, 2 Feb 2026 at 10:11, X <x@example.org> wrote:", in any language and word order.

A line is judged by what it holds rather than by its grammar: a verb of saying, a date, a time, an address.
"""

import re
from enum import IntEnum

from intakebot.reading.quotes import marks
from intakebot.reading.quotes.lines import bare

#: Longest attribution, in characters and in lines: programs wrap them at 72.
_LENGTH = 400
_LINES = 5

_VERB = re.compile(rf"(?<!\w){marks.WROTE}(?!\w)", re.IGNORECASE)
_PERSON = re.compile(
    rf"(?<!\w)(?:{marks.FIRST_PERSON}\s+(?:\w+\s+)?{marks.WROTE}|{marks.WROTE}\s+(?:ich|wir|я|мы)(?!\w))", re.IGNORECASE
)
_QUOTING = re.compile(rf"{marks.QUOTING}\s", re.IGNORECASE)
_OPENER = re.compile(rf"(?:{marks.OPENERS}(?!\w)|\d{{1,2}}[./\s-]|\d{{4}}[-./年년])", re.IGNORECASE)
_DATE = re.compile(r"(?<!\d)(?:(?:19|20)\d\d(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d\d(?!\d))")
_TIME = re.compile(r"(?<![\d.])\d{1,2}\s?[:.hHч時时시点點]\s?\d{2}(?![\d.])|\d\s?(?:AM|PM|Uhr)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>@\"]{1,64}@[^\s<>@\"]{1,128}")
_ENDS_IN_ADDRESS = re.compile(
    r"[^\s<>@\"]{1,64}@[^\s<>@\":：]{1,128}(?:<mailto:[^\s<>]{1,200}>)?[>)\]\s*\"']{0,6}[:：]?$"
)
_BRACKETED = re.compile(r"<[^\s<>@]{1,64}@[^\s<>@]{1,128}>")
_GAP = re.compile(r"[:：][ \t\xa0]{2,10}+(?=\S)")
_ASIDE = re.compile(r"[?!]\s")


class Strength(IntEnum):
    """How sure a line is an attribution: WEAK needs quoted lines below it, STRONG stands alone."""

    NONE = 0
    WEAK = 1
    STRONG = 2


def strength(text: str) -> Strength:
    """What one joined line is. Ends in a colon, or in a verb or address where programs leave it out."""
    if len(text) > _LENGTH or _ASIDE.search(text):
        return Strength.NONE
    verb = _VERB.search(text) or marks.WROTE_UNSPACED.search(text)
    if verb and _PERSON.search(text):
        return Strength.NONE
    dated, timed, addressed = bool(_DATE.search(text)), bool(_TIME.search(text)), bool(_ADDRESS.search(text))
    if verb:
        return _with_verb(text, verb, dated=dated, timed=timed, addressed=addressed)
    if _QUOTING.match(text):
        return Strength.STRONG if addressed else Strength.WEAK
    return _without_verb(text, addressed=addressed) if dated and timed else Strength.NONE


def runs_on(line: str) -> bool:
    """Yahoo's programs leave the quoted text on the attribution's line, some blanks after its colon."""
    gap = _GAP.search(line[:_LENGTH])
    return gap is not None and opens(line) and "<" in line and strength(line[: gap.start() + 1]) is Strength.STRONG


def _with_verb(text: str, verb: re.Match[str], *, dated: bool, timed: bool, addressed: bool) -> Strength:
    if text[-1] not in ":：" and not (addressed and dated and len(text) - verb.end() < 3):
        return Strength.NONE
    if dated and (addressed or (timed and _names(text, verb))):
        return Strength.STRONG
    return Strength.WEAK


def _names(text: str, verb: re.Match[str]) -> bool:
    """Whether a name stands beside the verb; "your technician wrote:" is a sentence of the customer."""
    before, after = text[: verb.start()].split(), text[verb.end() :].split()
    beside = [word.strip("\"'“”„«»(<[*,:)>]") for word in (*before[-1:], *after[:1])]
    return any(word and not word[0].islower() and not word[0].isdigit() for word in beside)


def _without_verb(text: str, *, addressed: bool) -> Strength:
    """A dated line of Gmail in Russian, Yandex, mail.ru, mutt: "02.02.2026, 10:11, X <x@example.org>:"."""
    if text[-1] not in ":：":
        return Strength.NONE
    if _BRACKETED.search(text) or _ENDS_IN_ADDRESS.search(text):
        return Strength.STRONG
    return Strength.WEAK if addressed or _OPENER.match(text) else Strength.NONE


def opens(line: str) -> bool:
    """Whether an attribution may begin with this line: "On Mon, 2", "02.02.2026", "Dnia 2 lutego"."""
    return _OPENER.match(line) is not None and any(character.isdigit() for character in line[:40])


def dated(lines: list[str], end: int) -> bool:
    """Whether a date stands in the lines in which an attribution that ends here may be."""
    return any(_DATE.search(line[:_LENGTH]) for line in lines[max(0, end - _LINES + 1) : end + 1])


def ending_at(lines: list[str], end: int, floor: int) -> tuple[int, Strength]:
    """First line and strength of the attribution whose last line is `end`; it begins no higher than `floor`."""
    joined, best = "", (end, Strength.NONE)
    for start in range(end, max(floor, end - _LINES + 1) - 1, -1):
        line = bare(lines[start])
        if not line or len(joined) + len(line) > _LENGTH:
            break
        joined = f"{line} {joined}" if joined else line
        found = strength(joined)
        if found is Strength.STRONG and opens(line):
            best = (start, found)
            break
        if found > best[1]:
            best = (start, found)
    return _with_wrapped_off(lines, best, floor)


def _with_wrapped_off(lines: list[str], best: tuple[int, Strength], floor: int) -> tuple[int, Strength]:
    """A line above belongs to the attribution too if it is the name before an address, or a beginning that was wrapped."""
    start, found = best
    above = bare(lines[start - 1]) if start > floor else ""
    if not found or not above or len(above) > 120:
        return best
    begins = start - 1 == floor or not bare(lines[start - 2])
    named = bare(lines[start]).startswith(("<", "[mailto", "(mailto"))
    if named or (begins and (_ENDS_IN_ADDRESS.search(above) or (opens(above) and above[-1] not in ".!?:"))):
        return start - 1, found
    return best
