"""Which lines of a text are the customer's voice, and which are greeting, closing, disclaimer or the output of programs.

`own` gives stretches of the text as it stands, so that evidence points into what was written. It expects a text without
quoted history. When in doubt a line is the customer's: losing the deciding sentence is worse than reading a name.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

from intakebot.classify.section_words import (
    ADDRESSED,
    BETWEEN,
    CARD_SIGN,
    CLOSING,
    DISCLAIMER,
    FURTHER,
    GREETED,
    LINE_END,
    NAME_FIRST,
    NOTICE,
    POSITION,
    POSTSCRIPT,
    RULE,
    SENT_FROM,
    SENTENCE_END,
    STOP,
    TELLS,
    THANKED,
    WORD,
)
from intakebot.classify.text import machine_line

#: A stretch of the text, in code points.
Span = tuple[int, int]
#: What a line near the end is.
_Kind: TypeAlias = Literal["voice", "nothing", "separator", "closing", "card", "notice", "name", "doubtful"]

#: With fewer words of his own the output of programs is all that a customer says.
_ENOUGH = 8
#: Lines of output that are kept then: the first and the last.
_FIRST, _LAST = 12, 6
#: The longest card below a message in lines, the longest line of one, the longest greeting.
_CARD, _CARD_LINE, _GREETING = 16, 90, 70
#: Words of a name, with what goes before it.
_MOST_NAMES = 6
#: Characters of a line that are looked at.
_LONG = 1_000
#: What stands alone above a signature (RFC 3676 §4.3).
_SEPARATORS = ("--", "—")
#: Above a closing nothing is signed.
_ABOVE_CLOSING = ("closing", "separator", "nothing")
#: Lines that are looked at.
_MOST_LINES = 2_000


def own(text: str) -> list[Span]:
    """The stretches of the customer's voice, in order. Of a text of nothing else all of it. Longer texts than the 24,000
    characters that `voice` gives it cost more than they tell.
    """
    lines = list(_lines(text))
    first = _after_greeting(text, lines)
    last = _before_card(text, lines)
    kept = _without_output(text, [(max(start, first), end) for start, end in lines[:last] if end > first])
    return kept or [span for span in lines if text[span[0] : span[1]].strip()]


def _lines(text: str) -> Iterator[Span]:
    """Lines without their ends; of very many the first and the last."""
    ends = [(0, 0), *(found.span() for found in LINE_END.finditer(text)), (len(text), len(text))]
    found = [(begin, end) for (_, begin), (end, _) in pairwise(ends)]
    half = _MOST_LINES // 2
    return iter(found if len(found) <= _MOST_LINES else [*found[:half], *found[-half:]])


def _after_greeting(text: str, lines: Sequence[Span]) -> int:
    """Where the greeting ends that the text begins with."""
    greeted = 0
    for start, end in lines:
        if not text[start:end].strip():
            continue
        done = _greeting(text[start : min(end, start + 2 * _GREETING)])
        if not done:
            return max(greeted, start) if greeted else start
        greeted = start + done
        if text[greeted:end].strip():
            break
    return greeted


def _greeting(line: str) -> int:
    """Characters of greetings and names at the beginning: "Hello, colleagues! Good morning, Ann." One alone isn't worth more."""
    done = found.end() if (found := NAME_FIRST.match(line)) and GREETED.match(line, found.end()) else 0
    german = False
    for _ in range(3):
        greeted = GREETED.match(line, done)
        if greeted:
            end = _addressed(line, greeted.end(), anyone=bool(greeted["formal"]))
            if not end and greeted["noun"]:
                break
            done, german = end or greeted.end(), bool(greeted["german"])
        elif done and line[done - 1] == "," and not german and (end := _named(line, done)):
            done = end
        else:
            break
    return done


def _addressed(line: str, start: int, *, anyone: bool) -> int:
    """Where the name ends that a greeting goes to, its comma included; 0 where something else is told before that."""
    stop = STOP.search(line, start, _GREETING)
    between = line[start : stop.start() if stop else start]
    words = between.split()
    if not stop or len(words) > _MOST_NAMES or "?" in between or TELLS.search(between):
        return 0
    if anyone or all(ADDRESSED.fullmatch(word) or _is_name(word, line) for word in words):
        return stop.end()
    return 0


def _named(line: str, start: int) -> int:
    """The same for a name after "Hello,": one capitalised word and a comma may be the beginning of what is told."""
    end = _addressed(line, start, anyone=False)
    name = line[start:end].strip(" ,")
    sure = not line[start:end].endswith((":", ",")) or " " in name or ADDRESSED.fullmatch(name)
    return end if sure else 0


def _is_name(word: str, line: str) -> bool:
    return word[0].isupper() and (len(word) < 4 or not word.isupper()) and not line.isupper()


def _before_card(text: str, lines: Sequence[Span]) -> int:
    """Index of the first line of what is signed below: closing, name, card, disclaimers. A postscript stays."""
    last = found = len(lines)
    notices, unsure = _notices(text, lines, DISCLAIMER), _notices(text, lines, NOTICE)
    signs = closed = doubted = False
    for index in range(last - 1, max(-1, last - 1 - 2 * _CARD), -1):
        line = text[slice(*lines[index])].strip()
        kind = "card" if line and index in notices else _kind(line, noticed=index in unsure)
        if kind == "voice" or (closed and kind not in _ABOVE_CLOSING):
            break
        if kind == "separator":
            found, signs, doubted = index, True, False
        elif kind == "closing":
            found, closed = index, True
        elif (kind == "card" or (kind == "name" and signs)) and not doubted:
            found, signs = index, True
        elif kind == "doubtful":
            doubted = True  # of a card, or what the customer tells: only a closing above it decides
    if sum(len(WORD.findall(text[slice(*span)])) for span in lines[:found]) < 3:
        return last
    return found


def _kind(line: str, *, noticed: bool) -> _Kind:
    """What a line is, read alone; `noticed`: of a paragraph that may be a notice."""
    if not line or (RULE.fullmatch(line) and line not in _SEPARATORS):
        return "nothing"
    if POSTSCRIPT.match(line):
        return "voice"
    if line in _SEPARATORS:
        return "separator"
    if _is_closing(line):
        return "closing"
    if _is_sure(line):
        return "card"
    if noticed:
        return "notice"
    return _doubtful(line)


def _notices(text: str, lines: Sequence[Span], wording: re.Pattern[str]) -> frozenset[int]:
    """Indexes of the last lines that are of notices: from the wording to the end of its sentence or paragraph."""
    found: set[int] = set()
    goes_on = False
    for index in range(max(0, len(lines) - 2 * _CARD), len(lines)):
        line = text[slice(*lines[index])].strip()[:_LONG]
        after = text[slice(*lines[index + 1])].strip()[:_LONG] if index + 1 < len(lines) else ""
        told = wording.search(f"{line} {after}")
        within = bool(line) and not POSTSCRIPT.match(line) and (goes_on or bool(told and told.start() <= len(line)))
        goes_on = within and (not SENTENCE_END.search(line[-_CARD_LINE:]) or FURTHER.match(after) is not None)
        if within:
            found.add(index)
    return frozenset(found)


def _is_closing(line: str) -> bool:
    """Whether a line only thanks, takes leave, and names who does; whoever tells more in it goes on telling."""
    if len(line) > _GREETING or not (said := CLOSING.match(line, _lead(line, 0))):
        return False
    while said is not None:
        end = said.end()
        if (thanked := THANKED.match(line, end)) and not TELLS.search(thanked[0]):
            end = thanked.end()
        said = CLOSING.match(line, _lead(line, end))
    rest = WORD.findall(line[end:])
    if TELLS.search(line[end:]) or len(rest) > _MOST_NAMES:
        return False
    return bool(POSITION.search(line[end:])) or all(_is_name(word, line) for word in rest)


def _lead(line: str, start: int) -> int:
    found = BETWEEN.match(line, start)
    return found.end() if found else start


def _doubtful(line: str) -> _Kind:
    """A name or a position is of a card when a telephone number stands below, no matter whether a closing precedes it."""
    if machine_line(line) or len(line) > _CARD_LINE or len(line.split()) > 8:
        return "voice"
    if SENTENCE_END.search(line) or TELLS.search(line):
        return "voice"
    names = POSITION.search(line) or all(_is_name(word, line) for word in WORD.findall(line))
    return "name" if names else "doubtful"


def _is_sure(line: str) -> bool:
    if len(line) > _CARD_LINE or len(WORD.findall(line)) > 10:
        return False
    return bool(SENT_FROM.match(line)) or (CARD_SIGN.search(line) is not None and not TELLS.search(line))


def _without_output(text: str, lines: Sequence[Span]) -> list[Span]:
    """Without the output of programs, unless that is nearly all there is: then shortened."""
    told = [(span, text[slice(*span)].strip()) for span in lines]
    output = {span for span, line in told if _is_output(line)}
    voice = [span for span, line in told if line and span not in output]
    if sum(len(WORD.findall(text[slice(*span)])) for span in voice) >= _ENOUGH:
        return voice
    printed = [span for span, _ in told if span in output]
    dropped = set(printed[_FIRST:-_LAST]) if len(printed) > _FIRST + _LAST else set()
    return [span for span, line in told if line and span not in dropped]


def _is_output(line: str) -> bool:
    """A line of output; dots before a sentence don't make one."""
    if not machine_line(line[:_LONG]):
        return False
    rest = line.lstrip(".…")
    return rest == line or len(WORD.findall(rest[:_LONG])) < 3 or machine_line(rest[:_LONG])
