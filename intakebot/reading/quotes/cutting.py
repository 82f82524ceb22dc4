"""The customer's own words: a mail's text without quoted history and without signature.

The text is what counts (`history` labels its lines, `signatures` takes off what is signed below); the structure of
the HTML body is asked where the text has lost its marks. Our own words are never empty where the text isn't.
"""

import re
from dataclasses import replace
from itertools import dropwhile

from intakebot.reading.mail import Mail
from intakebot.reading.quotes import html_quotes, marks
from intakebot.reading.quotes.blocks import is_rule
from intakebot.reading.quotes.history import Hints, History, Kind
from intakebot.reading.quotes.lines import content
from intakebot.reading.quotes.signatures import unsigned

_ANSWER = re.compile(r"[^\W\d_]{1,5}(?:\[\d+\])?\s?[:：]")
_FORWARD = re.compile(rf"(?:re\s*:\s*)?{marks.FORWARD_SUBJECT}\s*[:：]|\[fwd:", re.IGNORECASE)
#: Stretches of own words whose signatures are looked for: a mail of people has a dozen.
_STRETCHES = 500


def own_words(mail: Mail) -> str:
    """What the author of this mail wrote, line ends "\\n". Never raises."""
    lines = _lines(mail.text)
    hints = _hints(mail)
    history = History(lines, hints)
    rendered = _is_rendered(mail)
    if html_quotes.has_structure(mail.html) and (rendered or not any(history.kinds)):
        shown = html_quotes.shown(mail.html, lines, answers=hints.answers)
        lines = _outdented(lines, shown.indented) if rendered else lines
        history = History(lines, replace(hints, quoted=shown.quoted))
    return _assembled(lines, history.kinds)


def cut(text: str) -> str:
    """The same for a text alone."""
    lines = _lines(text)
    return _assembled(lines, History(lines, Hints()).kinds)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _hints(mail: Mail) -> Hints:
    subject = mail.subject.strip()[:80]
    return Hints(
        forwarded=_FORWARD.match(subject) is not None,
        answers=bool(mail.in_reply_to or mail.references or _ANSWER.match(subject)),
    )


def _is_rendered(mail: Mail) -> bool:
    """Whether the text was made from the HTML body, so that it has no marks of its own."""
    return not any(
        part.content_type == "text/plain" and part.disposition != "attachment" and part.text.strip()
        for part in mail.parts
    )


def _outdented(lines: list[str], indented: frozenset[int]) -> list[str]:
    """Without the marks that our rendering gave to what the author indented himself, and to the blank lines in it."""
    if not indented:
        return lines
    found, within = [], False
    for number, line in enumerate(lines):
        told = content(line)
        within = number in indented or (within and not told)
        found.append(told if within else line)
    return found


def _assembled(lines: list[str], kinds: bytearray) -> str:
    """Own lines without signatures; if that leaves nothing, with them; else the newest level of what is quoted."""
    for chosen in (_own(lines, kinds), _of(lines, kinds, {Kind.OWN}), _of(lines, kinds, {Kind.QUOTED}), lines):
        if words := _trimmed(chosen):
            return words
    return ""


def _of(lines: list[str], kinds: bytearray, wanted: set[Kind]) -> list[str]:
    return [line for line, kind in zip(lines, kinds, strict=True) if kind in wanted]


def _own(lines: list[str], kinds: bytearray) -> list[str]:
    """Each stretch of own lines without its signature, and what was handed on."""
    if not any(kinds):
        return unsigned(lines)
    words: list[str] = []
    stretch: list[str] = []
    left = _STRETCHES
    for line, kind in zip(lines, kinds, strict=True):
        if kind == Kind.OWN:
            stretch.append(line)
            continue
        if stretch:
            words += _after_history(words, _before_history(stretch) if left else stretch)
            left, stretch = max(left - 1, 0), []
        if kind == Kind.HANDED_ON:
            words.append(line)
    return words + _after_history(words, unsigned(stretch))


def _after_history(words: list[str], stretch: list[str]) -> list[str]:
    """One blank line is enough where history was."""
    if not words or words[-1]:
        return stretch
    return list(dropwhile(lambda line: not line.strip(), stretch))


def _before_history(stretch: list[str]) -> list[str]:
    """A stretch that history follows: the rule drawn between them goes, the blank line stays."""
    words = unsigned(stretch)
    while words and is_rule(words[-1]):
        words = unsigned(words[:-1])
    return [*words, ""] if words and not stretch[-1].strip() else words


def _trimmed(lines: list[str]) -> str:
    return "\n".join(line.rstrip() for line in lines).strip("\n")
