"""Mails that lie beside what their writer says of them: `x.eml` and `x.json`."""

import json
import re
from collections.abc import Container
from pathlib import Path
from typing import Any

from intakebot.cli.mails import parsed
from intakebot.reading.mime import parse
from intakebot.reading.quotes import own_words

CORPUS = Path(__file__).parents[1] / "corpus"


def mails(folder: str, *, without: Container[str] = ()) -> list[Path]:
    """The mails of one folder of the corpus, by name."""
    return [path for path in sorted((CORPUS / folder).glob("*.eml")) if path.stem not in without]


def expected(path: Path) -> dict[str, Any]:
    """What the writer of this mail says of it."""
    said: dict[str, Any] = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return said


def assert_read_as_expected(path: Path) -> None:
    """Whatever the writer names is read as he says; what he leaves out isn't judged."""
    wanted, found = expected(path), parsed(path.read_bytes())
    flat = " ".join(found["text"].split())
    for words in wanted.pop("text_contains", []):
        assert " ".join(words.split()) in flat
    for words in wanted.pop("text_lacks", []):
        assert " ".join(words.split()) not in flat
    if "attachments" in wanted:
        found["attachments"] = _attachments(found["attachments"], wanted["attachments"])
    assert {key: _bare(found[key]) for key in wanted} == {key: _bare(value) for key, value in wanted.items()}


def assert_cut_as_expected(path: Path) -> None:
    """The author's own words are what the writer says, blanks and line ends aside."""
    assert own_words(parse(path.read_bytes())).split() == expected(path)["reply"].split()


def _normal(text: str) -> str:
    return re.sub(r"\n{2,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip()


def _bare(value: Any) -> Any:
    """Null, "" and an empty address are one; lists and tuples too."""
    if isinstance(value, dict):
        kept = {key: inner for key, raw in value.items() if (inner := _bare(raw)) is not None}
        return kept or None
    if isinstance(value, list | tuple):
        return [inner for raw in value if (inner := _bare(raw)) is not None] or None
    return _normal(value) or None if isinstance(value, str) else value


def _attachments(found: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    assert len(found) == len(wanted)
    return [{key: part[key] for key in names} for part, names in zip(found, wanted, strict=True)]
