"""JSON lines of questions, one answer each, in order; a faulty line hinders no other."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from intakebot.domain.errors import IntakebotError
from intakebot.domain.jsonlines import known_identity, lines, read
from intakebot.terms.clocks.asking import answer, question
from intakebot.terms.document.document import Document

#: Bytes of a line, its end included.
LONGEST = 64 * 1024


def answers(
    file: BinaryIO, document_of: Callable[[str], Document], usual: Mapping[str, object]
) -> Iterator[dict[str, Any]]:
    """Answers to the lines of a file; `usual` holds what a line doesn't say. A faulty line gives `id` and `error`."""
    for line in lines(file, LONGEST):
        asked: Mapping[str, object] = {}
        try:
            asked = read(line, LONGEST)
            said = {key: value for key, value in asked.items() if value is not None}
            yield answer(question({**usual, **said}), document_of)
        except IntakebotError as error:
            yield {"id": known_identity(asked), "error": str(error)}
