"""Lines of readable text in the making: blanks collapsed, empty lines counted, quotes and lists marked."""

import re

#: Quotes within quotes that still get their own mark.
MAX_QUOTES = 20
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_INVISIBLE = re.compile("[\u00ad\u034f\u200b\u2060\ufeff]")
_TRAILING = re.compile(r"(?<![ \t])[ \t]++(?=\n)")
_EMPTY_LINES = re.compile(r"\n{4,}")


class Page:
    """Lines of text in the making."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._line: list[str] = []
        self._blank_before = False  # an empty line is wanted before the next text
        self._blank_quotes = 0  # quotes that the empty line is within
        self._space = False  # a blank is wanted before the next word of this line
        self.quotes = 0
        self.preformatted = 0
        self.preformatted_begins = False  # a line end right after <pre> isn't shown
        self._marked = False  # nothing but a list marker stands on this line
        self.lists: list[int] = []  # next number of each open list, 0 for bullets

    @property
    def _prefix(self) -> str:
        return "> " * min(self.quotes, MAX_QUOTES)

    def text(self, text: str) -> None:
        """Characters between tags, entities resolved."""
        if self.preformatted:
            if self.preformatted_begins:
                text = text.removeprefix("\r").removeprefix("\n")
                self.preformatted_begins = False
            first, *others = text.replace("\r\n", "\n").split("\n")
            self._put(first)
            for line in others:
                self.line_break()
                self._put(line)
            return
        words = _BLANKS.sub(" ", text)
        if words.startswith(" "):
            self._space = True
            words = words[1:]
        if not words:
            return
        ends = words.endswith(" ")
        self._put(words[:-1] if ends else words)
        self._space = self._space or ends

    def _put(self, words: str) -> None:
        if not words:
            return
        if not self._line and self._blank_before:
            self._blank_before = False
            if self._out:
                self._out.append(("> " * min(self._blank_quotes, self.quotes, MAX_QUOTES)).rstrip())
        if self._space and self._line:
            self._line.append(" ")
        self._space = self._marked = False
        self._line.append(words)

    def end_line(self) -> None:
        """Ends the line if anything stands on it."""
        if self._marked:
            return
        if self._line:
            self._flush()
        self._space = False

    def line_break(self) -> None:
        """Ends the line even when it is empty."""
        self._flush()
        self._space = False

    def _flush(self) -> None:
        line = "".join(self._line).replace("\u00a0", " ")
        self._marked = False
        indent = "  " * (len(self.lists) - 1) if self.lists and line else ""
        self._out.append((self._prefix + indent + line).rstrip())
        self._line = []

    def paragraph(self) -> None:
        """An empty line before what follows."""
        self.end_line()
        self._blank_quotes = min(self.quotes, self._blank_quotes) if self._blank_before else self.quotes
        self._blank_before = not self._marked

    def space(self) -> None:
        """A blank before the next word."""
        self._space = True

    def marker(self) -> None:
        """The bullet or the number of a list item."""
        number = self.lists[-1] if self.lists else 0
        if number:
            self.lists[-1] += 1
        self._put(f"{number}." if number else "*")
        self._space = self._marked = True

    def finished(self) -> str:
        """The text, without trailing blanks and with at most two empty lines in a row."""
        self.end_line()
        text = "\n".join(self._out)
        text = _EMPTY_LINES.sub("\n\n\n", _TRAILING.sub("", _INVISIBLE.sub("", text)))
        return text.strip("\n") + "\n" if text.strip() else ""
