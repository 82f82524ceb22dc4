"""What customers read, and managers' own versions of it."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from intakebot.cli.talk import FAULTS, USAGE, ConfigFile, leave, say, settings

templates = typer.Typer(no_args_is_help=True, help="What customers read.")

Event = Annotated[str, typer.Argument(metavar="EVENT", help="The letter: registered.")]
Lang = Annotated[str, typer.Option("--lang", metavar="L", help="The letter's language.")]
Terms = Annotated[str, typer.Option("--terms", metavar="T", help="For customers under these terms; else for all.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides: the manager's name in the history.")]
Key = Annotated[int, typer.Argument(metavar="ID", min=1, max=2**31, help="As templates history shows it.")]
#: Bytes of a file that are read at all.
_MOST = 200_000


@templates.command("list")
def list_templates(config: ConfigFile = None) -> None:
    """Show the letters that exist, by language, with their version and where each file comes from."""
    from intakebot.commands import catalogue_of

    catalogue = catalogue_of(settings(config))
    for reply in (*catalogue.replies, *catalogue.published):
        files = {kind: str(source.path) for kind, source in reply.sources.items() if source.path}
        named = {"event": reply.event, "language": reply.language, "version": reply.version, "files": files}
        say({**named, "terms": reply.terms or None, "published": reply.published})


@templates.command("check")
def check_templates(config: ConfigFile = None) -> None:
    """Check every template: it renders, knows only its variables and names the ticket's number. 1 for faults."""
    from intakebot.commands import catalogue_of
    from intakebot.replies.proof import faults

    found = faults(catalogue_of(settings(config)))
    for fault in found:
        say(asdict(fault))
    sys.exit(FAULTS if found else 0)


@templates.command("preview")
def preview_template(
    name: Annotated[str, typer.Argument(help="The letter: registered.")],
    terms_id: Annotated[str | None, typer.Option("--terms", help="Terms whose languages limit the letter's.")] = None,
    language: Annotated[str, typer.Option("--lang", help="Language that the customer wrote in.")] = "en",
    config: ConfigFile = None,
) -> None:
    """Show a letter as a customer would get it, with sample values."""
    from intakebot.commands import previewed

    say(previewed(settings(config), name, terms_id, language))


@templates.command("draft")
def draft_template(
    event: Event,
    files: Annotated[list[Path], typer.Argument(metavar="FILES...", help="Parts, as *.liquid, *.chat.liquid …")],
    by: By,
    language: Lang,
    terms: Terms = "",
    note: Annotated[str, typer.Option(metavar="WORDS", help="Why, for the history.")] = "",
    alike: Annotated[bool, typer.Option(help="Change HTML and chat like the text, where they say the same.")] = False,
    config: ConfigFile = None,
) -> None:
    """Keep your own words for a letter as a draft, and prove it. Parts that no file has stay as customers get them now, or alike."""
    from intakebot.commands import drafted
    from intakebot.domain.template import Place
    from intakebot.replies.catalogue import kind_of

    parts = {kind_of(path.name): _read(path) for path in files}
    if len(parts) < len(files):
        leave("two files are for the same part of the letter", USAGE)
    place = Place(event=event, language=language, terms=terms)
    answer = drafted(settings(config), place, parts, by, note, alike=alike)
    say(answer)
    sys.exit(FAULTS if answer["faults"] else 0)


@templates.command("history")
def show_history(event: Event, language: Lang, terms: Terms = "", config: ConfigFile = None) -> None:
    """Show all versions of a letter, the latest first: who wrote, published and replaced each, and when."""
    from intakebot.commands import template_history
    from intakebot.domain.template import Place

    for version in template_history(settings(config), Place(event=event, language=language, terms=terms)):
        say(version)


@templates.command("publish")
def publish_template(key: Key, by: By, config: ConfigFile = None) -> None:
    """Customers get this draft from now on, if it is proven; the running process notices within a second.

    For given terms the drafts of their other languages are published with it: "beside" names them.
    """
    _ask(config, {"do": "publish", "id": key, "by": by})


@templates.command("rollback")
def roll_back_template(key: Key, by: By, config: ConfigFile = None) -> None:
    """Publish an earlier version again, as a new one, with what was published last in languages where nothing is."""
    _ask(config, {"do": "rollback", "id": key, "by": by})


@templates.command("begin")
def begin_templates(event: Event, language: Lang, by: By, terms: Terms, config: ConfigFile = None) -> None:
    """Begin the drafts that publishing a letter for given terms wants in their other languages: what customers get now."""
    place = {"event": event, "language": language, "terms": terms}
    _ask(config, {"do": "begin", "place": place, "by": by})


@templates.command("undo")
def undo_template(key: Key, by: By, config: ConfigFile = None) -> None:
    """Take back what a version was published by, in every language: customers get again what they got before."""
    _ask(config, {"do": "undo", "id": key, "by": by})


@templates.command("withdraw")
def withdraw_template(event: Event, language: Lang, by: By, terms: Terms = "", config: ConfigFile = None) -> None:
    """Customers get the letter of the files again, or your version for all terms; for given terms in all their languages."""
    place = {"event": event, "language": language, "terms": terms}
    if not _ask(config, {"do": "withdraw", "place": place, "by": by})["withdrawn"]:
        sys.exit(FAULTS)


@templates.command("diff")
def show_differences(
    key: Key,
    other: Annotated[int | None, typer.Option("--to", metavar="ID", help="Another version; else the files.")] = None,
    config: ConfigFile = None,
) -> None:
    """Show what a version has otherwise than the letter of the files, line by line."""
    from intakebot.commands import template_differences

    for part, lines in template_differences(settings(config), key, other).items():
        say({"part": part, "lines": list(lines)})


def _ask(config: Path | None, request: dict[str, Any]) -> dict[str, Any]:
    from intakebot.commands import template_asked

    answer = template_asked(settings(config), request)
    say(answer)
    return answer


def _read(path: Path) -> str:
    if not path.name.endswith(".liquid"):
        leave(
            f"{path}: which part it is shows by its name: .subject.liquid, .html.liquid, .chat.liquid or .liquid", USAGE
        )
    try:
        return path.read_bytes()[:_MOST].decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        leave(f"{path}: {error}", USAGE)
