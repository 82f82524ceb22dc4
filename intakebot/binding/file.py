"""Settings of mailboxes as files: [[mailbox]] tables in TOML, or CSV with a row each; what is written can be read again.

A field that isn't there stays as it is; one that is empty is taken away.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

from intakebot.binding.wish import Read, together
from intakebot.contacts.csv_rows import read_rows
from intakebot.contacts.encoding import text_of
from intakebot.contacts.entry import Entry, Fault, Place
from intakebot.contacts.reading import File
from intakebot.contacts.toml_file import are_tables, parsed, written
from intakebot.domain.cells import csv_text
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.sentence import Sentence
from intakebot.domain.setting import FIELDS

_COLUMNS = ("address", *FIELDS)
_HEADER = re.compile(r"[ \t]*\[\[[ \t]*mailbox[ \t]*\]\]")


def read(files: Sequence[File]) -> Read:
    """Read them all, without knowing what there is."""
    entries: list[Entry] = []
    faults: list[Fault] = []
    for file in files:
        text, undecoded = text_of(file.name, file.content, None)
        found, wrong = ([], undecoded) if undecoded else _READERS[PurePath(file.name).suffix.lower()](file.name, text)
        entries += found
        faults += wrong
    return together(entries, faults)


def _toml(file: str, text: str) -> tuple[list[Entry], list[Fault]]:
    tables, faults = parsed(file, text)
    unknown = [key for key in tables if key != "mailbox"]
    faults += [
        _fault(file, Sentence("unknown key {key!r}; a file of mailboxes has [[mailbox]]", key=key)) for key in unknown
    ]
    if not are_tables(found := tables.get("mailbox", [])):
        bracketed = Sentence("{key}: write each as [[{key}]], in double brackets", key="mailbox")
        return [], [*faults, _fault(file, bracketed)]
    lines = (number for number, line in enumerate(text.split("\n"), 1) if _HEADER.match(line))
    places = (Place(file=file, line=next(lines, None)) for _ in found)
    return [Entry(what="mailbox", place=place, values=one) for place, one in zip(places, found, strict=True)], faults


def _csv(file: str, text: str) -> tuple[list[Entry], list[Fault]]:
    rows, faults = read_rows(file, text, _COLUMNS, ())
    return [Entry(what="mailbox", place=place, values=row) for place, row in rows], faults


_READERS: Mapping[str, Callable[[str, str], tuple[list[Entry], list[Fault]]]] = {".toml": _toml, ".csv": _csv}


def _fault(file: str, reason: Sentence) -> Fault:
    return Fault(file=file, line=None, what="file", key="", reason=reason)


def as_toml(boxes: Iterable[Mailbox]) -> str:
    """All of them, as they are set."""
    return "\n".join("[[mailbox]]\n" + "".join(_lines(box)) for box in boxes)


def _lines(box: Mailbox) -> Iterator[str]:
    return (f"{name} = {written(getattr(box, name) or '')}\n" for name in _COLUMNS)


def as_csv(boxes: Iterable[Mailbox]) -> str:
    """Likewise, safe to be opened by a spreadsheet."""
    return csv_text(_COLUMNS, ([getattr(box, name) for name in _COLUMNS] for box in boxes))


#: By the name of the form.
FORMS: Mapping[str, Callable[[Iterable[Mailbox]], str]] = {"toml": as_toml, "csv": as_csv}
