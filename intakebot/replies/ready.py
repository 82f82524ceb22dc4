"""Answers that are kept ready: a name, by which agents choose, and a text for them to go on from."""

from collections.abc import Iterator

from intakebot.domain.sentence import Sentence
from intakebot.domain.template import Kind
from intakebot.replies.catalogue import Content, Reply
from intakebot.replies.render import Fault, markups

#: The parts that one has.
KINDS: tuple[Kind, ...] = ("subject", "text")
#: Characters of a name, and of an answer.
MOST_NAME, MOST_TEXT = 80, 4_000


def name_of(reply: Reply) -> str:
    """What agents know it by."""
    return reply.sources["subject"].text.strip()


def faults_written(reply: Reply) -> Iterator[Fault]:
    """What makes it no ready answer."""
    for kind, source in reply.sources.items():
        if kind not in KINDS:
            yield Fault(file=source.file, reason=Sentence("a ready answer has a name and a text, nothing else"))
        elif kind == "subject" and (markups(source.text) or len(name_of(reply)) > MOST_NAME):
            yield Fault(
                file=source.file,
                reason=Sentence("a name has {most} characters at most, and no {{{{ }}}} or {{% %}}", most=MOST_NAME),
            )


def unfit(content: Content) -> Iterator[tuple[Kind, Sentence]]:
    """What none may be, rendered."""
    if len(content.text) > MOST_TEXT:
        yield "text", Sentence("gives more than {most:,} characters, which an answer has at most", most=MOST_TEXT)
