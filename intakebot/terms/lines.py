"""In which line of a TOML file a key stands. tomllib doesn't tell; a light scan is enough for pointing at it."""

import re

_WORD = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_DOTTED = rf"{_WORD}(?:[ \t]*\.[ \t]*{_WORD})*"
_HEADER = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_DOTTED})[ \t]*\]")
_KEY = re.compile(rf"[ \t]*({_DOTTED})[ \t]*=")
_WORDS = re.compile(_WORD)
#: What matters in a value: strings and comments hide brackets, a long string hides whole lines.
_TOKEN = re.compile(r'"""|\'\'\'|"(?:[^"\\]|\\.)*"|\'[^\']*\'|#.*|[\[\]{}]')


def lines(text: str) -> dict[tuple[str, ...], int]:
    """Key path → line, from 1. Items of arrays of tables are called by their place: ("when", "0")."""
    found: dict[tuple[str, ...], int] = {}
    counts: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    value = _Value()
    for number, line in enumerate(text.splitlines(), 1):
        if value.is_open:
            value.read(line)
        elif header := _HEADER.match(line):
            table = _words(header[2])
            for length in range(1, len(table)):
                found.setdefault(table[:length], number)
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                found.setdefault(table, number)
                table = (*table, str(counts[table]))
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            path = (*table, *_words(key[1]))
            for length in range(len(table) + 1, len(path) + 1):
                found.setdefault(path[:length], number)
            value.read(line[key.end() :])
    return found


def _words(dotted: str) -> tuple[str, ...]:
    return tuple(word[1:-1] if word[0] in "\"'" else word for word in _WORDS.findall(dotted))


class _Value:
    """A value that may go on over several lines."""

    def __init__(self) -> None:
        self._depth = 0
        self._quotes = ""

    @property
    def is_open(self) -> bool:
        return bool(self._depth or self._quotes)

    def read(self, line: str) -> None:
        place = 0
        while place < len(line):
            if self._quotes:
                place = self._skip(line, place)
            elif token := _TOKEN.search(line, place):
                place = token.end()
                self._take(token[0])
            else:
                return

    def _skip(self, line: str, place: int) -> int:
        end = line.find(self._quotes, place)
        if end < 0:
            return len(line)
        self._quotes = ""
        return end + 3

    def _take(self, sign: str) -> None:
        if sign in ('"""', "'''"):
            self._quotes = sign
        elif sign in "[{":
            self._depth += 1
        elif sign in "]}":
            self._depth = max(0, self._depth - 1)
