"""What stands below somebody's words and isn't meant to be read: signatures, telephone lines, disclaimers.

Dropped: what follows "-- " (RFC 3676 §4.3) and its variants, lines of telephones and scanners, disclaimers, and the
visiting card below a closing. Kept: a closing with its name. When in doubt a line stays.
"""

import re

from intakebot.reading.quotes import cards, farewells
from intakebot.reading.quotes.blocks import is_rule
from intakebot.reading.quotes.lines import bare

#: The longest signature below "-- ", and the longest below marks that people use for other things too.
_LONG, _SHORT = 25, 8
#: Notices taken off, one below the other.
_NOTICES = 12
_DELIMITERS = frozenset({"--", "—", "––", "- -", "__", "___", "____", "---", "-- ", "——", "–"})
_SURE = frozenset({"--", "- -"})
_SENT_FROM = re.compile(rf"(?:\W{{0,3}}){farewells.SENT_FROM}", re.IGNORECASE)
_OUTLOOK = re.compile(r"outlook.{0,40}\b(?:android|ios)|(?:android|ios)\b.{0,40}outlook", re.IGNORECASE)
_DISCLAIMER = re.compile(rf"[*\W]{{0,4}}{farewells.DISCLAIMERS}", re.IGNORECASE)
_FOOTER = re.compile(rf"[*\W]{{0,4}}{farewells.FOOTERS}", re.IGNORECASE)
_COMMENT = re.compile(r"--\s?[^\s-]")
_LINK = re.compile(r"[<\[(]?(?:https?://|www\.|mailto:)\S{1,300}[>\])]?$", re.IGNORECASE)
_LINKS = re.compile(r"[<\[(]?https?://[^\s<>]{1,300}[>\])]?", re.IGNORECASE)
_LIST = re.compile(r"https?://\S{1,200}/(?:mailman/)?listinfo|\bmailing list$", re.IGNORECASE)


def unsigned(lines: list[str]) -> list[str]:
    """The lines of one stretch of own words without what is signed below it; looks at the last lines only."""
    stop = _end(lines, len(lines))
    for step in (_below_delimiter, _without_notices, _below_delimiter, _without_card):
        stop = _end(lines, step(lines, stop))
    return lines[:stop]


def _end(lines: list[str], stop: int) -> int:
    while stop and not bare(lines[stop - 1]):
        stop -= 1
    return stop


def _below_delimiter(lines: list[str], stop: int) -> int:
    """Where the signature's delimiter stands, the topmost one that still has a short block below it."""
    found, written = stop, 0
    for number in range(stop - 1, -1, -1):
        line = bare(lines[number])
        if line in _DELIMITERS and _signs(line, lines[number + 1 : stop]) and not _comments(lines, number):
            found = number
        written += bool(line)
        if written > _LONG:
            break
    return found


def _signs(delimiter: str, below: list[str]) -> bool:
    told = [line for raw in below if (line := bare(raw))]
    if delimiter in _SURE:
        return not any(line[0] in "{[" or is_rule(line) for line in told[:1])
    if not told or len(told) > _SHORT or any(len(line) > 80 or is_rule(line) for line in told):
        return False
    if len(told) <= 2 and all(_is_name(line) for line in told):
        return True
    return any(farewells.CONTACT.search(line) or is_sent_from(line) for line in told) and _is_name(told[0])


def _comments(lines: list[str], number: int) -> bool:
    """Whether "--" stands within or right above a comment of Lua, SQL, Haskell or Ada, and so in pasted code."""
    above, below, next_ = (
        lines[at].strip() if 0 <= at < len(lines) else "" for at in (number - 1, number + 1, number + 2)
    )
    if _COMMENT.match(above):
        return True
    return _COMMENT.match(below) is not None and (next_.startswith("--") or not _is_capitalised(below))


def _is_capitalised(line: str) -> bool:
    return all(word[0].isupper() for word in line.lstrip("- ").split())


def _is_name(line: str) -> bool:
    """A line as short as a name, a title or a company: it tells nothing."""
    return len(line.split()) <= 5 and line[-1] not in ".?!:;" and not line[0].islower() and not line[0].isdigit()


def is_sent_from(line: str) -> bool:
    """The line that a telephone or web mailer adds: "Sent from my iPhone", "Отправлено из Яндекс Почты"."""
    line = line[:300]
    text = (_LINKS.sub("", line) if "://" in line else line).strip(" \t\xa0*_<>[]-—–.…").casefold()
    words = len(text.split())
    if text.startswith("sent from ") and words <= 5:
        return True
    if not text or words > 14 or not _names_device(text):
        return False
    if _OUTLOOK.search(text) and words <= 9:
        return True
    return _SENT_FROM.match(text) is not None or text.endswith(farewells.SENT_LAST)


def _names_device(text: str) -> bool:
    return any(map(text.replace("ı", "i").__contains__, farewells.DEVICE_LETTERS)) and bool(
        farewells.DEVICE.search(text)
    )


def _without_notices(lines: list[str], stop: int) -> int:
    """Telephone lines, scanners' and list servers' lines, and disclaimers, one below the other at the end."""
    for _ in range(_NOTICES):
        cut = _notice(lines, _paragraph(lines, stop), stop) if stop else stop
        if cut == stop:
            break
        stop = _end(lines, cut)
    return stop


def _paragraph(lines: list[str], stop: int) -> int:
    """First line of the paragraph that ends before `stop`, or of its last forty lines."""
    start = stop
    while start > max(stop - 40, 0) and bare(lines[start - 1]):
        start -= 1
    return start


def _is_dashed_name(line: str, above: str) -> bool:
    """A name signed with a dash ("-Anna Reed"), not the item of a list."""
    words = line.lstrip("-–— ").split()
    if line[0] not in "-–—" or not 0 < len(words) <= 3 or not above or above[-1] in ":：" or above[0] in "-–—*•":
        return False
    return all(word[0].isupper() and word.rstrip(".").isalpha() for word in words)


def _above(lines: list[str], number: int) -> str:
    stop = _end(lines, number)
    return bare(lines[stop - 1]) if stop else ""


def _notice(lines: list[str], start: int, stop: int) -> int:
    """Where the notice at the end of the paragraph start..stop begins; `stop` when there is none."""
    last = bare(lines[stop - 1])
    if (is_sent_from(last) and (stop - 1 == start or len(last.split()) <= 6 or last[-1] != ".")) or _FOOTER.match(last):
        return stop - 1
    if last == "ᐧ" or (stop - 1 == start and _is_dashed_name(last, _above(lines, start))):
        return stop - 1
    if _LIST.search(last):
        return next((number for number in range(max(start, stop - 5), stop) if is_rule(lines[number])), stop)
    first = bare(lines[start])
    if _LINK.match(last) and stop - 1 > start:
        above = bare(lines[stop - 2])
        return stop - 2 if is_sent_from(above) or _FOOTER.match(above) else stop
    if _FOOTER.match(first) or (is_sent_from(f"{first} {last}") and stop - start == 2):
        return start
    if (
        _DISCLAIMER.match(first)
        and stop - start <= 40
        and farewells.CONFIDENTIAL.search(" ".join(lines[start:stop])[:2000])
    ):
        return start
    return stop


def _without_card(lines: list[str], stop: int) -> int:
    """A visiting card below a closing: its name stays with the closing, the rest goes if it is clearly a card."""
    found = _closing(lines, stop)
    if found is None:
        return stop
    closing, named = found
    below = [number for number in range(closing + 1, stop) if bare(lines[number])][1 - named :]
    return below[0] if below and cards.is_card([bare(lines[number]) for number in below]) else stop


def _closing(lines: list[str], stop: int) -> tuple[int, bool] | None:
    """The lowest closing line of the last lines before `stop`, and whether the name stands on it."""
    for number in range(stop - 1, max(stop - 16, -1), -1):
        line = bare(lines[number])
        if len(line) > 60:
            continue
        if line.rstrip(" ,.!;:-–—").casefold() in farewells.CLOSINGS:
            return number, False
        if cards.is_closed_by_name(line):
            return number, True
    return None
