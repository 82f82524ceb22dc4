"""Reads the TOML files of documents and overlays, within caps; a file that can't be read is a fault, not a crash."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from intakebot.domain.terms_text import TermsText
from intakebot.terms.faults import Fault, Key
from intakebot.terms.lines import lines

MOST_BYTES = 256 * 2**10
MOST_FILES = 100
#: Tables and lists within each other; a document needs seven.
MOST_NESTED = 12
#: In one line. The parser's memory grows with the square of a dotted key: one of 100 KiB would take all there is.
_MOST_DOTS = 1_000

_ID = re.compile(r"[A-Za-z0-9_]{1,32}")
_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
#: tomllib's words, and ours.
_SYNTAX = {
    "Expected '=' after a key in a key/value pair": 'after a key comes "=" and a value',
    "Invalid value": 'no value that TOML knows; text stands in quotes: key = "value"',
    "Expected newline or end of document after a statement": "something is left over after the value",
    "Cannot overwrite a value": "this key stands in the file twice",
    "Unclosed array": 'a list isn\'t closed by "]"',
    "Illegal character '\\n'": "a text isn't closed by its quotation mark",
}


@dataclass(frozen=True)
class Source:
    """One file that could be read, or what managers published in a file's place."""

    path: Path
    shipped: bool
    text: str = field(repr=False)
    values: dict[str, Any] = field(repr=False)
    published: bool = False

    @property
    def id(self) -> str:
        """Id of the document that it is or overlays."""
        return self.path.stem

    @property
    def file(self) -> str:
        """What people know it by."""
        return published_as(self.id) if self.published else str(self.path)

    @cached_property
    def lines(self) -> dict[tuple[str, ...], int]:
        """Key path → line."""
        return lines(self.text)

    def known(self, key: Key) -> int:
        """How many parts of a key path exist in this file."""
        value: Any = self.values
        for depth, part in enumerate(key):
            if isinstance(value, dict):
                there = part in value
            else:
                there = isinstance(value, list) and isinstance(part, int) and part < len(value)
            if not there:
                return depth
            value = value[part]
        return len(key)

    def line(self, key: Key) -> int | None:
        """Where it stands, or what is nearest around it."""
        path = tuple(map(str, key))
        return next((self.lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.lines), None)


class _Unreadable(Exception):
    def __init__(self, reason: str, line: int | None = None) -> None:
        self.line = line
        super().__init__(reason)


def files(folder: Path) -> list[Path]:
    """The TOML files of a folder, sorted; hidden files and other files are none of ours."""
    return sorted(path for path in folder.iterdir() if path.suffix.lower() == ".toml" and path.name[0] != ".")


def read_all(paths: Iterable[Path], faults: list[Fault], *, shipped: bool = False) -> Iterator[Source]:
    """Read files; those that can't be read become faults."""
    for path in paths:
        try:
            text = _text(path)
            yield Source(path=path, shipped=shipped, text=text, values=_values(text))
        except _Unreadable as error:
            faults.append(Fault(file=str(path), key="", line=error.line, reason=str(error)))


def read_texts(texts: Iterable[TermsText], faults: list[Fault]) -> Iterator[Source]:
    """Likewise of what managers wrote."""
    for one in texts:
        path = Path(f"{one.id}.toml")
        try:
            _check_name(path)
            text = _decoded(one.text.encode("utf-8", "surrogateescape"))
            yield Source(path=path, shipped=False, text=text, values=_values(text), published=True)
        except _Unreadable as error:
            faults.append(Fault(file=published_as(one.id), key="", line=error.line, reason=str(error)))


def published_as(id_: str) -> str:
    """What people know a published text by."""
    return f"{id_} (published)"


def is_id(name: str) -> bool:
    """Whether a document can be called so."""
    return _ID.fullmatch(name) is not None


def _check_name(path: Path) -> None:
    if path.suffix != ".toml" or not is_id(path.stem):
        raise _Unreadable('the name must be ID.toml; an id has letters, digits and "_", at most 32')


def _text(path: Path) -> str:
    _check_name(path)
    try:
        if not path.is_file():
            raise _Unreadable("is a folder; only files can be read" if path.is_dir() else "there is no such file")
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise _Unreadable(f"can't be read: {error.strerror}") from None
    return _decoded(raw)


def _decoded(raw: bytes) -> str:
    """A byte order mark of UTF-8 is forgiven: some editors write it unasked."""
    if len(raw) > MOST_BYTES:
        raise _Unreadable(f"is larger than {MOST_BYTES // 2**10} KiB; a document has some 20")
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _Unreadable("is written in UTF-16; save it as UTF-8")
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _Unreadable(f"byte 0x{raw[error.start]:02x} isn't UTF-8; save the file as UTF-8", line) from None


def _values(text: str) -> dict[str, Any]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _MOST_DOTS:
            raise _Unreadable(f"a line with more than {_MOST_DOTS:,} dots", number)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax(str(error), text.count("\n") + 1) from None
    except RecursionError:
        raise _Unreadable(f"tables or lists are nested more than {MOST_NESTED} deep") from None
    if _depth(values) > MOST_NESTED:
        raise _Unreadable(f"tables or lists are nested more than {MOST_NESTED} deep")
    return values


def _syntax(message: str, last: int) -> _Unreadable:
    at = _AT.search(message)
    what = message[: at.start()] if at else message
    line = int(at[1]) if at and at[1] else last
    return _Unreadable(f"no TOML: {_SYNTAX.get(what, what[:1].lower() + what[1:])}", line)


def _depth(values: dict[str, Any]) -> int:
    """By rounds, not by recursion, and no further than the cap needs."""
    depth = 0
    level: list[Any] = [values]
    while level and depth <= MOST_NESTED:
        inner = [item for value in level for item in (value.values() if isinstance(value, dict) else value)]
        level = [item for item in inner if isinstance(item, dict | list)]
        depth += 1
    return depth
