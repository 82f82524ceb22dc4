"""What customers read."""

import sys
from dataclasses import asdict
from typing import Annotated

import typer

from intakebot.cli.talk import FAULTS, ConfigFile, say

templates = typer.Typer(no_args_is_help=True, help="What customers read.")


@templates.command("list")
def list_templates(config: ConfigFile = None) -> None:
    """Show the letters that exist, by language, with their version and where each file comes from."""
    from intakebot.config import load
    from intakebot.replies.catalogue import Catalogue

    for reply in Catalogue(load(config).replies.templates).replies:
        files = {kind: str(source.path) for kind, source in reply.sources.items()}
        say({"event": reply.event, "language": reply.language, "version": reply.version, "files": files})


@templates.command("check")
def check_templates(config: ConfigFile = None) -> None:
    """Check every template: it renders, knows only its variables and names the ticket's number. 1 for faults."""
    from intakebot.config import load
    from intakebot.replies.catalogue import Catalogue
    from intakebot.replies.proof import faults

    found = faults(Catalogue(load(config).replies.templates))
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
    from intakebot.config import load

    say(previewed(load(config), name, terms_id, language))
