"""What a worker process does: read a message, then say what it is like. Run as
`python -m intakebot.understanding FD [MODEL]`; with the folder of a model it says how bad the matter is, too.

It is asked about one message or several, with or without an impression of them, and answers all together. It imports
neither store nor channels: it is small, and what a hostile message does to it costs one message.
"""

import gc
import pickle
import resource
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import structlog

from intakebot.classify import voices
from intakebot.classify.impact.model import Model, ModelRefused
from intakebot.classify.language import detect_message
from intakebot.domain.errors import Unreadable
from intakebot.domain.message import Message, identified
from intakebot.domain.proposal import Impression
from intakebot.domain.understanding import Question, Understood
from intakebot.reading.reader import read

_log = structlog.get_logger()

#: A worker that wants more memory than this fails with one message instead of taking the machine along.
_MEMORY = 2 * 2**30
#: Bytes that are read at a time: a batch of questions in one go.
_BUFFER = 2**18


def message_of(question: Question) -> Message | Unreadable:
    """The message, or why it can't be read."""
    try:
        return identified(read(question.received, question.authserv_id))
    except (Exception, RecursionError, MemoryError) as error:
        return Unreadable(f"{type(error).__name__}: {error}"[:500])


def impression_of(message: Message, question: Question) -> Impression | None:
    """What the text is like; None when that fails: understanding never blocks registering (design.md 4.8)."""
    try:
        return detect_message(message.subject, _words(message, question), question.languages)
    except (Exception, RecursionError, MemoryError):
        return None


def understood(question: Question, *, classify: bool) -> Understood | Unreadable:
    """The message and its impression, or why it can't be read."""
    message = message_of(question)
    if isinstance(message, Unreadable):
        return message
    return Understood(message=message, impression=impression_of(message, question) if classify else None)


def _words(message: Message, question: Question) -> str:
    return f"{question.before}\n{message.reply}" if question.before else message.reply


def with_impacts(
    questions: Sequence[Question], answers: Sequence[Understood | Unreadable], model: Model
) -> list[Understood | Unreadable]:
    """The same with what each says of its impact, where people wrote them. All are read together; never raises."""
    people = [
        (one, _words(one.message, question)) for question, one in zip(questions, answers, strict=True)
        if isinstance(one, Understood) and one.message.auto is None
    ]  # fmt: skip
    asked = [(one, words, one.impression) for one, words in people if one.impression and words]
    try:
        impacts = iter(model.read([(one.message.subject, words) for one, words, _ in asked]))
    except (Exception, RecursionError, MemoryError) as error:
        _log.warning("impact.failed", error=f"{type(error).__name__}: {error}"[:500])
        return list(answers)
    told = {id(one): replace(one, impression=replace(found, impact=next(impacts))) for one, _, found in asked}
    return [told.get(id(one), one) for one in answers]


def serve(line: socket.socket, model: Model | None = None) -> None:
    """Answer questions until the other side hangs up."""
    with suppress(EOFError, OSError), line, line.makefile("rb", _BUFFER) as requests:
        while True:
            questions, classify = pickle.load(requests)  # noqa: S301 -- from the process that started us
            answers = [understood(question, classify=classify) for question in questions]
            if model and classify:
                answers = with_impacts(questions, answers, model)
            line.sendall(pickle.dumps(answers, pickle.HIGHEST_PROTOCOL))


def _model(named: Sequence[str]) -> Model | None:
    """The model that was named; without one that can be loaded requests are registered all the same (design.md 4.8)."""
    try:
        return Model(Path(named[0])) if named else None
    except ModelRefused as error:
        _log.error("model.refused", error=str(error))
        return None


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM):  # meant for the process that started us: when it ends, so do we
        signal.signal(number, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    gc.set_threshold(10_000)  # reading makes many objects and few cycles
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    voices.load()
    serve(socket.socket(fileno=int(sys.argv[1])), _model(sys.argv[2:]))
