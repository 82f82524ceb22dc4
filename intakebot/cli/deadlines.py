"""When something is due, and why."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from intakebot.cli.talk import FAULTS, USAGE, ConfigFile, leave, say


def due(
    file: Annotated[str | None, typer.Argument(metavar="[FILE]", help="With --jsonl: questions; - is stdin.")] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Questions are JSON lines; options fill in their gaps.")
    ] = False,
    terms_id: Annotated[str | None, typer.Option("--terms", help="The support document.")] = None,
    plan: Annotated[str | None, typer.Option(help="What the customer bought.")] = None,
    severity: Annotated[str | None, typer.Option(help="A level of these terms.")] = None,
    received: Annotated[str | None, typer.Option(metavar="ISO", help="2026-02-20T16:00:00+03:00")] = None,
    timezone: Annotated[str | None, typer.Option(help="The customer's, where hours are the customer's.")] = None,
    holidays: Annotated[str | None, typer.Option(metavar="CC", help="Likewise: PL, DE-BY.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Step by step.")] = False,
    language: Annotated[str, typer.Option("--lang", help="Of the steps: en, ru, pl.")] = "en",
    config: ConfigFile = None,
) -> None:
    """Show when reaction, workaround and resolution are due under a plan, and with --explain why."""
    from intakebot.domain.jsonlines import BadQuestion
    from intakebot.terms.clocks import CannotCount
    from intakebot.terms.clocks.asking import answer, question
    from intakebot.terms.library import BadTerms

    asked: dict[str, Any] = {"terms": terms_id, "plan": plan, "severity": severity, "received": received}
    asked |= {"timezone": timezone, "holidays": holidays, "explain": explain, "lang": language}
    document_of = _library(config).of
    if jsonl:
        sys.exit(_answer_lines(file or "-", document_of, asked))
    if file:
        leave("a file of questions needs --jsonl", USAGE)
    try:
        say(answer(question(asked), document_of))
    except (CannotCount, BadQuestion, BadTerms) as error:
        leave(str(error), USAGE)


def _answer_lines(name: str, document_of: Any, usual: dict[str, Any]) -> int:
    from intakebot.terms.clocks.asked_lines import answers

    code = 0
    try:
        with sys.stdin.buffer if name == "-" else Path(name).open("rb") as file:
            for told in answers(file, document_of, usual):
                say(told)
                code = FAULTS if "error" in told else code
    except OSError as error:
        leave(f"{name}: {error.strerror}", USAGE)
    return code


def _library(config: Path | None) -> Any:
    from intakebot.config import load
    from intakebot.publications import library_of

    settings = load(config)
    return library_of(settings.terms.folder, settings.store.url)
