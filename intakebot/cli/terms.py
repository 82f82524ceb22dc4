"""The support documents."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from intakebot.cli.talk import FAULTS, USAGE, ConfigFile, leave, say, settings

terms = typer.Typer(no_args_is_help=True, help="The support documents.")

Id = Annotated[str, typer.Argument(metavar="T", help="Its id: centaur.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides: the manager's name in the history.")]


@terms.command("list")
def list_terms(config: ConfigFile = None) -> None:
    """Show the support documents that a mailbox can be bound to, the shipped ones and your own."""
    from intakebot.terms.showing import listed

    for document in listed(_library(config)):
        say(document)


@terms.command("show")
def show_terms(
    terms_id: Id,
    plan: Annotated[str | None, typer.Option("--plan", metavar="P", help="Only this plan.")] = None,
    language: Annotated[
        Literal["ru", "pl", "en"] | None, typer.Option("--lang", help="Names and definitions in this language only.")
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Show a whole document with its clauses, under the keys that files use. 2 for an unknown document or plan."""
    from intakebot.terms.faults import BadTerms
    from intakebot.terms.showing import shown

    library = _library(config)
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
    from intakebot.publications import published_texts
    from intakebot.terms.examine import examined

    bad, given = False, settings(config)
    for finding in examined(given.terms.folder, files or (), published_texts(given.store.url)):
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


@terms.command("publish")
def publish_terms(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="ID.toml, as in the folder of terms.")],
    by: By,
    note: Annotated[str, typer.Option(metavar="WORDS", help="Why, for the history.")] = "",
    config: ConfigFile = None,
) -> None:
    """This text of a document is in force from now on, if nothing is wrong with it; before a file of the same name."""
    from intakebot.terms.sources import MOST_BYTES

    try:
        with file.open("rb") as opened:
            text = opened.read(MOST_BYTES + 1).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        leave(f"{file}: {error}", USAGE)
    _ask(config, {"do": "publish", "id": file.name.removesuffix(".toml"), "text": text, "by": by, "note": note})


@terms.command("history")
def show_history(terms_id: Id, config: ConfigFile = None) -> None:
    """Show all versions of a document, the latest first: who wrote, published and replaced each, and when."""
    from intakebot.commands import terms_history

    for version in terms_history(settings(config), terms_id):
        say(version)


@terms.command("rollback")
def roll_back_terms(
    key: Annotated[int, typer.Argument(metavar="ID", min=1, max=2**31, help="As terms history shows it.")],
    by: By,
    config: ConfigFile = None,
) -> None:
    """Publish an earlier version again, as a new one."""
    _ask(config, {"do": "rollback", "id": key, "by": by})


@terms.command("withdraw")
def withdraw_terms(terms_id: Id, by: By, config: ConfigFile = None) -> None:
    """The file of the folder, or the shipped document, is in force again. 1 when nothing was published."""
    if not _ask(config, {"do": "withdraw", "id": terms_id, "by": by})["withdrawn"]:
        sys.exit(FAULTS)


@terms.command("export")
def export_terms(terms_id: Id, config: ConfigFile = None) -> None:
    """Print the TOML of a document as it is in force: what was published, or the file. 2 for an unknown document."""
    from intakebot.terms.faults import BadTerms

    try:
        sys.stdout.write(_library(config).layers(terms_id).sources[-1].text)
    except BadTerms as error:
        leave(error.detail, USAGE)


def _library(config: Path | None) -> Any:
    from intakebot.publications import library_of

    given = settings(config)
    return library_of(given.terms.folder, given.store.url)


def _ask(config: Path | None, request: dict[str, Any]) -> dict[str, Any]:
    from intakebot.commands import terms_asked

    answer = terms_asked(settings(config), request)
    say(answer)
    return answer
