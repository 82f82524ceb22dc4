"""Which lines of a mail are its author's own, and which are quoted history: one pass over the lines.

A mark that stands alone (a strong attribution, a header block, "Original Message") ends the own words when something
was written above it; with nothing above, only the mark itself goes and the newest level below it is kept.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from intakebot.reading.quotes import attributions, blocks, marks, signatures
from intakebot.reading.quotes import lines as shapes
from intakebot.reading.quotes.attributions import Strength

#: How many attributions and header blocks are looked into: a mail of people has dozens.
_ATTEMPTS = 500
#: Words above a forwarded message up to which it is what the customer wants read: bare, and with "see below".
_FEW, _SOME = 15, 40
_HANDS_ON = re.compile(rf"(?<!\w){marks.HANDS_ON}(?!\w)", re.IGNORECASE)


class Kind(IntEnum):
    """What a line is. DEEPER is history within history."""

    OWN = 0
    MARK = 1
    QUOTED = 2
    DEEPER = 3
    HANDED_ON = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Hints:
    """What is known of a mail beside its text."""

    #: The subject says that the mail is handed on ("Fwd:").
    forwarded: bool = False
    #: It may answer a mail. A new one has no quotes in the middle of a paragraph: there ">" is the author's.
    answers: bool = True
    #: Numbers of lines that HTML structure shows as quoted.
    quoted: frozenset[int] = frozenset()


class History:
    """Labels every line when made: `kinds[n]` is the `Kind` of line n."""

    def __init__(self, lines: list[str], hints: Hints) -> None:
        self.kinds = bytearray(len(lines))
        self._lines = lines
        self._hints = hints
        #: The first line written by the author; past the end while there is none.
        self._first = len(lines)
        #: No attribution reaches above this line: it is labelled already.
        self._floor = 0
        #: Headers above this line were looked into and are no header block.
        self._refused = 0
        self._introduced = False
        self._initials = ""
        self._attempts = _ATTEMPTS
        number = 0
        while number < len(lines):
            number = self._step(number)

    def _step(self, number: int) -> int:
        """Label the line, or the run of lines that begins or ends in it; the number of the next one to look at."""
        line = shapes.bare(self._lines[number])
        if not line:
            return number + 1
        if number in self._hints.quoted:
            return self._label(number, number + 1, Kind.QUOTED)
        if not self._introduced and _is_plain(line):
            self._first = min(self._first, number)
            return number + 1
        if blocks.stamped(line):
            return self._history_from(number, number + 1)
        if self._is_quoted(number):
            return self._quoted_run(number)
        if after := self._separated(number, line) or self._headed(number, line) or self._attributed(number, line):
            return after
        self._first = min(self._first, number)
        return number + 1

    def _label(self, start: int, stop: int, kind: Kind) -> int:
        self.kinds[start:stop] = bytes([kind]) * (stop - start)
        self._floor = stop
        if start <= self._first < stop:
            self._first = len(self._lines)
        return stop

    def _history_from(self, start: int, stop: int) -> int:
        """Lines start..stop are a mark that stands alone: all below is history, or else the newest level."""
        self._introduced = True
        written = self._first < start
        self._label(start, stop, Kind.MARK)
        return self._label(stop, len(self._lines), Kind.DEEPER) if written else stop

    def _handed_on(self, start: int, stop: int, *, announced: bool) -> int:
        """A forwarded message is content when little was written above it; `announced`: it says that it is one."""
        known = announced or self._hints.forwarded
        if _hands_on(self._own(start), known=known) if self._first < start else known:
            return self._label(start, len(self._lines), Kind.HANDED_ON)
        return self._history_from(start, stop)

    def _own(self, stop: int) -> list[str]:
        return [line for line, kind in zip(self._lines[:stop], self.kinds, strict=False) if kind == Kind.OWN]

    def _separated(self, number: int, line: str) -> int:
        kind = blocks.separator(line)
        if kind == "forwarded":
            return self._handed_on(number, number + 1, announced=True)
        if kind:
            return self._history_from(number, number + 1)
        return self._dashed(number, line)

    def _dashed(self, number: int, line: str) -> int:
        """Zoho's attributions stand between dashes, sometimes over two lines: "---- On ... X wrote ----"."""
        if not line.startswith(("--", "==", "__")) or blocks.is_rule(line):
            return 0
        stop = number + 1
        if not line.endswith(line[:2]) and stop < len(self._lines):
            line, stop = f"{line} {shapes.bare(self._lines[stop])}", stop + 1
        found = attributions.strength(line.strip("-=_: ") + ":")
        certain = found is Strength.STRONG or (found and "@" in line)
        return self._history_from(number, stop) if certain and line.endswith(line[:2]) else 0

    def _headed(self, number: int, line: str) -> int:
        if number < self._refused or not self._attempts or blocks.role(line) not in ("from", "date", "to", "subject"):
            return 0
        self._attempts -= 1
        block = blocks.header_block(self._lines, number, answers=self._hints.answers)
        if block.found and (self._first < number or self._ends_blank(block)):
            return self._handed_on(self._framed_above(block.start), block.stop, announced=False)
        self._refused = block.stop
        return 0

    def _framed_above(self, start: int) -> int:
        """A line between dashes right above a header block is its title, in whatever words."""
        above = self._lines[start - 1].strip() if start > max(self._floor, self._first) else ""
        return start - 1 if blocks.is_framed(above) else start

    def _ends_blank(self, block: blocks.Block) -> bool:
        """With nothing written above, a block that runs on into text is a form that was filled in."""
        return block.stop == len(self._lines) or not shapes.bare(self._lines[block.stop])

    def _attributed(self, number: int, line: str) -> int:
        if line[-1] not in ":：" and "@" not in line:
            return 0
        if attributions.runs_on(line):
            return self._history_from(number, number + 1)
        quoted = self._quotes_next(number + 1)
        if not self._attempts or not (quoted or attributions.dated(self._lines, number)):
            return 0
        self._attempts -= 1
        start, found = attributions.ending_at(self._lines, number, self._floor)
        if quoted and found:
            self._introduced = True
            return self._label(self._ruled_off(start), number + 1, Kind.MARK)
        return self._history_from(self._ruled_off(start), number + 1) if found is Strength.STRONG else 0

    def _ruled_off(self, start: int) -> int:
        """Yandex may put a rule and "To: ... Subject: ..." above its attribution."""
        above = start
        while above > max(self._floor, start - 4) and blocks.role(shapes.bare(self._lines[above - 1])):
            above -= 1
        return above - 1 if above > self._floor and blocks.is_rule(self._lines[above - 1]) else start

    def _quotes_next(self, number: int) -> bool:
        while number < len(self._lines) and not shapes.bare(self._lines[number]):
            number += 1
        if number >= len(self._lines):
            return False
        line = self._lines[number]
        return number in self._hints.quoted or bool(shapes.marked(line) or shapes.piped(line) or shapes.initials(line))

    def _is_quoted(self, number: int) -> bool:
        line = self._lines[number]
        if shapes.marked(line):
            return True
        if not self._introduced:
            return False
        return shapes.piped(line) or self._by_initials(number)

    def _by_initials(self, number: int) -> bool:
        """Quotes by initials count from the attribution on, with the initials that follow it."""
        found = shapes.initials(self._lines[number])
        if found and number and self.kinds[number - 1 if self._lines[number - 1].strip() else number - 2] == Kind.MARK:
            self._initials = found
        return bool(found) and found == self._initials

    def _quoted_run(self, start: int) -> int:
        stop = start + 1
        while stop < len(self._lines) and (self._is_quoted(stop) or self._is_broken(stop)):
            stop += 1
        run = self._lines[start:stop]
        self._attempts -= self._attempts > 0
        if self._attempts and not self._introduced and self._is_own(run, start):
            self._first = min(self._first, start)
            return stop
        self._take_wrapped_attribution(start)
        for number in range(start, stop):
            self._label(number, number + 1, Kind.DEEPER if shapes.marked(self._lines[number]) > 1 else Kind.QUOTED)
        return stop

    def _is_own(self, run: list[str], start: int) -> bool:
        if any(attributions.strength(shapes.content(line) or "-") for line in run[:3]):
            return False
        if not self._hints.answers and self._belongs_to_text(start):
            return True
        return shapes.resembles_text(run, self._lines[max(0, start - 2) : start])

    def _belongs_to_text(self, start: int) -> bool:
        """The line goes on with the author's paragraph, or with what he announced by a colon."""
        if start <= self._floor or start <= self._first:
            return False
        above = next(filter(None, map(shapes.bare, reversed(self._lines[max(start - 2, 0) : start]))), "")
        return bool(shapes.bare(self._lines[start - 1])) or above[-1:] in (":", "：")

    def _is_broken(self, number: int) -> bool:
        """The rest of a long quoted line that a program wrapped without repeating the mark."""
        if number + 1 >= len(self._lines) or not shapes.marked(self._lines[number + 1]):
            return False
        above, line = self._lines[number - 1].rstrip(), self._lines[number].strip()
        return 60 <= len(above) <= 90 and 0 < len(line) <= 40 and line[0].islower() and above[-1] not in ".!?:"

    def _take_wrapped_attribution(self, start: int) -> None:
        """An attribution whose last line was wrapped into the quote: "On Mon, 2 Feb 2026, X\\n> wrote:"."""
        tail = shapes.content(self._lines[start])
        if tail[-1:] not in (":", "：") or start <= self._floor:
            return
        lines = [*self._lines[max(self._floor, start - 2) : start], tail]
        first, found = attributions.ending_at(lines, len(lines) - 1, 0)
        if found is Strength.STRONG and first < len(lines) - 1:
            self._label(start - (len(lines) - 1 - first), start, Kind.MARK)


def _is_plain(line: str) -> bool:
    """The short way for most lines of most mail: nothing in this one can be a mark."""
    if not line[0].isalnum() or line[-1] in ":：" or "@" in line or "---" in line:
        return False
    head = line[:40]
    return ":" not in head and "：" not in head and line.casefold() not in marks.REPLY_ABOVE


def _hands_on(own: list[str], *, known: bool) -> bool:
    """Whether these words only hand on what follows. `known`: it is a forwarded message anyway, not perhaps an answer."""
    text = " ".join(signatures.unsigned(own))
    words = len(text.split(maxsplit=_SOME + 1))
    says_so = _HANDS_ON.search(text[:600]) is not None
    return (known and words <= _FEW) or (says_so and words <= (_SOME if known else _SOME // 2))
