"""Commands about mail that was taken for no request."""

from dataclasses import asdict
from typing import Annotated

import typer

from intakebot.cli.deciding import By, named
from intakebot.cli.talk import ConfigFile, say, settings

filed = typer.Typer(no_args_is_help=True, help="Mail that was taken for no request.")


@filed.command("list")
def list_filed(
    words: Annotated[str, typer.Argument(metavar="[WORDS]", help="In sender or subject.")] = "",
    last: Annotated[int, typer.Option(min=1, max=10_000, help="So many, the latest first.")] = 100,
    config: ConfigFile = None,
) -> None:
    """Show it: from whom, why it was filed, and what has become of it since."""
    from intakebot.looks import filed_mail

    for filing in filed_mail(settings(config), words, last):
        say(asdict(filing))


@filed.command()
def ticket(
    key: Annotated[int, typer.Argument(metavar="ID", max=2**53, help="As filed list shows it.")],
    by: By,
    config: ConfigFile = None,
) -> None:
    """Make one a ticket, which counts from when the mail was received."""
    from intakebot.commands import request_made

    request_made(settings(config), key, named(by))
    say({"queued": key})
