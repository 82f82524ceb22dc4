"""Questions as JSON lines: one object a line, each within a size; a faulty line hinders no other."""

import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from intakebot.domain.errors import Permanent


class BadQuestion(Permanent):
    """The question can't be understood."""


def lines(file: BinaryIO, longest: int) -> Iterator[bytes | None]:
    """Lines without more memory than the longest may take; None for a longer one, whose rest is passed over."""
    while line := file.readline(longest + 1):
        if len(line) <= longest:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(longest)
        yield None


def read(line: bytes | None, longest: int) -> Mapping[str, object]:
    """The object of a line; BadQuestion when it is none."""
    if line is None:
        raise BadQuestion(f"the line is longer than {longest} bytes")
    try:
        asked = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BadQuestion("the line is no JSON in UTF-8") from None
    if not isinstance(asked, dict):
        raise BadQuestion("the line is no JSON object")
    return asked


def identity(asked: Mapping[str, object]) -> str | int | None:
    """The question's own id; BadQuestion for what can't be printed again."""
    given = asked.get("id")
    if isinstance(given, bool) or not isinstance(given, str | int | None):
        raise BadQuestion("id must be text or a whole number")
    if isinstance(given, str) and any("\ud800" <= letter <= "\udfff" for letter in given):
        raise BadQuestion("id is no valid text")
    return given


def known_identity(asked: Mapping[str, object]) -> str | int | None:
    """The same; None for what can't be printed again."""
    try:
        return identity(asked)
    except BadQuestion:
        return None
