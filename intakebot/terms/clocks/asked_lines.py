"""JSON lines of questions, one answer each, in order; a faulty line hinders no other."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from intakebot.domain.errors import IntakebotError
from intakebot.terms.clocks.asking import answer, identity, question
from intakebot.terms.clocks.errors import BadQuestion
from intakebot.terms.document.document import Document

#: Bytes of a line, its end included.
LONGEST = 64 * 1024


def answers(
    file: BinaryIO, document_of: Callable[[str], Document], usual: Mapping[str, object]
) -> Iterator[dict[str, Any]]:
    """Answers to the lines of a file; `usual` holds what a line doesn't say. A faulty line gives `id` and `error`."""
    for line in _lines(file):
        asked: Mapping[str, object] = {}
        try:
            asked = _read(line)
            said = {key: value for key, value in asked.items() if value is not None}
            yield answer(question({**usual, **said}), document_of)
        except IntakebotError as error:
            yield {"id": _known_id(asked), "error": str(error)}


def _lines(file: BinaryIO) -> Iterator[bytes | None]:
    """Lines without more memory than the longest may take; None for a longer one, whose rest is passed over."""
    while line := file.readline(LONGEST + 1):
        if len(line) <= LONGEST:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(LONGEST)
        yield None


def _read(line: bytes | None) -> Mapping[str, object]:
    if line is None:
        raise BadQuestion(f"the line is longer than {LONGEST} bytes")
    try:
        asked = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BadQuestion("the line is no JSON in UTF-8") from None
    if not isinstance(asked, dict):
        raise BadQuestion("the line is no JSON object")
    return asked


def _known_id(asked: Mapping[str, object]) -> str | int | None:
    try:
        return identity(asked)
    except BadQuestion:
        return None
