"""Characters of people in chats, made safe to keep and to show."""

import re
import unicodedata

from intakebot.reading.mime.leaves import filename, tidy

#: Characters of a name.
MAX_NAME = 200
_SURROGATES = re.compile("[\ud800-\udfff]")
#: Shown as nothing though Unicode counts them among letters, marks and symbols: fillers, joiners, variation selectors.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_SEPARATOR = re.compile(r"[\\/]")
#: Control and format characters (among them those that turn the direction of writing), lone surrogates.
_INVISIBLE = frozenset(("Cc", "Cf", "Cs"))


def plain(text: str) -> str:
    """A text with "\\n" line ends, without NUL and lone surrogates; never longer than it was."""
    return tidy(_SURROGATES.sub("", text))


def shown(text: str) -> str:
    """What people see of a text, on one line: nothing invisible, blanks collapsed."""
    kept = (c for c in _BLANK.sub("", text) if c.isspace() or unicodedata.category(c) not in _INVISIBLE)
    return " ".join("".join(kept).split())


def name(text: str) -> str:
    """Somebody's name for himself or for a thing."""
    return shown(text[: 5 * MAX_NAME])[:MAX_NAME].rstrip()


def file_name(text: str) -> str:
    """A file's name as in mail, on one line and without a path, not even one that leads nowhere; "" for dots alone."""
    cleaned = filename(shown(text))
    parts = _SEPARATOR.split(cleaned)
    last = parts[-1] if {"", ".", ".."}.intersection(parts) else cleaned
    return last if last.strip(". ") else ""


class Units:
    """A text by UTF-16 code units, in which Telegram counts the offsets and lengths of entities."""

    __slots__ = ("_data",)

    def __init__(self, text: str) -> None:
        self._data = text.encode("utf-16-le", "surrogatepass")

    def between(self, start: int, end: int | None = None) -> str:
        """The part from one unit to another, or to the end; half a character at its edges is a lone surrogate."""
        return self._data[2 * start : None if end is None else 2 * end].decode("utf-16-le", "surrogatepass")
