"""The support documents."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import typer

from intakebot.cli.talk import FAULTS, USAGE, ConfigFile, leave, say

terms = typer.Typer(no_args_is_help=True, help="The support documents.")


@terms.command("list")
def list_terms(config: ConfigFile = None) -> None:
    """Show the support documents that a mailbox can be bound to, the shipped ones and your own."""
    from intakebot.config import load
    from intakebot.terms.library import Library
    from intakebot.terms.showing import listed

    for document in listed(Library(load(config).terms.folder)):
        say(document)


@terms.command("show")
def show_terms(
    terms_id: Annotated[str, typer.Argument(metavar="T", help="Its id: centaur.")],
    plan: Annotated[str | None, typer.Option("--plan", metavar="P", help="Only this plan.")] = None,
    language: Annotated[
        Literal["ru", "pl", "en"] | None, typer.Option("--lang", help="Names and definitions in this language only.")
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Show a whole document with its clauses, under the keys that files use. 2 for an unknown document or plan."""
    from intakebot.config import load
    from intakebot.terms.library import BadTerms, Library
    from intakebot.terms.showing import shown

    library = Library(load(config).terms.folder)
    try:
        say(shown(library, terms_id, plan, language))
    except BadTerms as error:
        leave(error.detail, USAGE)


@terms.command("check")
def check_terms(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help="Documents or overlays; without any, all there are."),
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Tell every fault and every gap of the documents, one JSON object each, with file, key and line.

    A fault keeps intakebot from starting: exit 1. A gap is what a document leaves open or says against itself; gaps alone
    are shown and exit 0.
    """
    from intakebot.config import load
    from intakebot.terms.examine import examined

    bad = False
    for finding in examined(load(config).terms.folder, files or ()):
        say(asdict(finding))
        bad = bad or finding.kind == "fault"
    sys.exit(FAULTS if bad else 0)


@terms.command("coverage")
def cover_terms() -> None:
    """Show each rule of the five documents with the tests that keep it, or why nothing is to be done. 1 for a rule without."""
    from intakebot.terms.coverage import coverage

    rows = coverage()
    for row in rows:
        say({"id": row.id, "rule": row.rule, **({"nothing": row.nothing} if row.nothing else {"kept_by": row.kept_by})})
    sys.exit(0 if all(row.is_accounted_for for row in rows) else FAULTS)
