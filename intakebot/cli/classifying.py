"""What messages mean: classify, evaluate, train."""

import sys
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, BinaryIO, Literal

import typer

from intakebot.cli.talk import FAULTS, USAGE, ConfigFile, leave, say, tell

#: Bytes of a line of questions, and of a message.
LONGEST = 8 * 2**20
#: Questions that are read together.
_TOGETHER = 32


def classify(
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="A message's text, or questions; - is stdin.")
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Questions are JSON lines; options fill in their gaps.")
    ] = False,
    terms_id: Annotated[str | None, typer.Option("--terms", help="The support document.")] = None,
    plan: Annotated[str | None, typer.Option(help="What the customer bought.")] = None,
    channel: Annotated[Literal["email", "chat"], typer.Option(help="Where it was written.")] = "email",
    subject: Annotated[str | None, typer.Option(help="The message's subject.")] = None,
    config: ConfigFile = None,
) -> None:
    """Show a message's language, severity by the terms' definitions, the words that decided it, and what is missing."""
    from intakebot.casework.classifying import Asked
    from intakebot.domain.jsonlines import BadQuestion
    from intakebot.ops.logs import configure
    from intakebot.terms.library import BadTerms

    configure()
    usual = {"terms": terms_id, "plan": plan, "channel": channel, "subject": subject}
    classifier = _classifier(config)
    try:
        with sys.stdin.buffer if file in (None, "-") else Path(str(file)).open("rb") as stream:
            if jsonl:
                sys.exit(_answer_lines(stream, classifier, usual))
            text = stream.read(LONGEST).decode("utf-8", "replace")
        (answer,) = classifier.classify([Asked.of({**usual, "text": text})])
        say(asdict(answer))
    except OSError as error:
        leave(f"{file}: {error.strerror}", USAGE)
    except (BadQuestion, BadTerms) as error:
        leave(str(error), USAGE)


def evaluate(
    examples: Annotated[Path, typer.Argument(metavar="[FOLDER]", help="Labelled messages.")] = Path("models/frozen"),
    model: Annotated[Path | None, typer.Option(help="A model's folder; without it the one that is in use.")] = None,
    config: ConfigFile = None,
) -> None:
    """Measure the proposals on labelled messages: over all documents, by document, language, channel, length, phenomenon."""
    from intakebot.casework.evaluating import figures, seen
    from intakebot.classify.examples import load as load_examples
    from intakebot.classify.impact.model import Model
    from intakebot.config import load
    from intakebot.ops.logs import configure
    from intakebot.publications import library_of

    configure()
    settings = load(config)
    found = load_examples(examples)
    if not found:
        leave(f"{examples} holds no labelled messages (*.jsonl)", USAGE)
    terms = library_of(settings.terms.folder, settings.store.url)
    for figure in figures(seen(found, Model(model or settings.severity.model), terms), terms):
        say(figure)


def train(
    examples: Annotated[Path, typer.Option(help="Labelled messages to learn from.")] = Path("models/examples"),
    frozen: Annotated[Path, typer.Option(help="Labelled messages to be judged by.")] = Path("models/frozen"),
    to: Annotated[Path, typer.Option(help="Where the model goes.")] = Path("models/impact"),
    with_confirmations: Annotated[
        bool, typer.Option("--with-confirmations", help="Learn from what agents confirmed, too.")
    ] = False,
    config: ConfigFile = None,
) -> None:
    """Teach the model of impact anew. A model that is worse on the frozen test isn't put in place: exit 1.

    It needs the environment that `make train` installs.
    """
    from importlib.util import find_spec

    if find_spec("torch") is None:
        leave(
            "teaching needs PyTorch: `make train` installs it in an environment of its own and runs this there", USAGE
        )
    from intakebot.casework.teaching import Places, teach
    from intakebot.config import load
    from intakebot.publications import library_of
    from intakebot.store.confirmations import confirmations
    from intakebot.store.engines import reading

    settings = load(config)
    confirmed = []
    if with_confirmations:
        with reading(settings.store.url).connect() as connection:
            confirmed = confirmations(connection)
        tell(f"{len(confirmed)} requests that agents confirmed")
    say(
        teach(
            Places(examples=examples, frozen=frozen, to=to),
            confirmed,
            library_of(settings.terms.folder, settings.store.url),
            tell,
        )
    )


def _answer_lines(stream: BinaryIO, classifier: Any, usual: dict[str, Any]) -> int:
    code = 0
    for told in _answers(stream, classifier, usual):
        say(told)
        code = FAULTS if "error" in told else code
    return code


def _answers(stream: BinaryIO, classifier: Any, usual: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """In order, one a line; a faulty line hinders no other."""
    from intakebot.domain.jsonlines import lines

    given = lines(stream, LONGEST)
    while together := list(islice(given, _TOGETHER)):
        asked = [_asked(line, usual) for line in together]
        found = iter(_tried(classifier, [one for one in asked if not isinstance(one, dict)]))
        yield from (one if isinstance(one, dict) else next(found) for one in asked)


def _asked(line: bytes | None, usual: dict[str, Any]) -> Any:
    """The question of a line, or what is wrong with it."""
    from intakebot.casework.classifying import Asked
    from intakebot.domain.jsonlines import BadQuestion, known_identity, read

    asked: Any = {}
    try:
        asked = read(line, LONGEST)
        return Asked.of({**usual, **{key: value for key, value in asked.items() if value is not None}})
    except BadQuestion as error:
        return {"id": known_identity(asked), "error": str(error)}


def _tried(classifier: Any, asked: list[Any]) -> Iterator[dict[str, Any]]:
    """All together; one by one when something is wrong with one of them."""
    from intakebot.domain.errors import IntakebotError

    try:
        yield from map(asdict, classifier.classify(asked))
    except IntakebotError as error:
        if len(asked) == 1:
            yield {"id": asked[0].id, "error": str(error)}
            return
        for one in asked:
            yield from _tried(classifier, [one])


def _classifier(config: Path | None) -> Any:
    from intakebot.casework.classifying import Classifier
    from intakebot.classify.impact.model import Model
    from intakebot.config import load
    from intakebot.publications import library_of

    settings = load(config)
    return Classifier(library_of(settings.terms.folder, settings.store.url), Model(settings.severity.model))
