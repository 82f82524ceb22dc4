"""The commands (design.md 8). Data on stdout as JSON lines, talk on stderr.

Exit codes: 0 good · 1 faults found · 2 wrong usage or unreadable input · 75 try again · 78 bad configuration.
"""

import os
from typing import Annotated

import typer

from intakebot import __version__
from intakebot.cli import (
    classifying,
    contacts,
    deadlines,
    filing,
    mailboxes,
    mails,
    maintenance,
    records,
    serving,
    templates,
    terms,
    tickets,
    users,
)
from intakebot.cli.talk import AGAIN, CONFIGURATION, FAULTS, leave
from intakebot.domain.errors import IntakebotError, Temporary

cli = typer.Typer(add_completion=True, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)
for command in (
    serving.run, mails.parse, classifying.classify, deadlines.due, serving.check, records.report, records.tasks, records.replay, records.resend,
    classifying.evaluate, classifying.train, users.audit,
):  # fmt: skip
    cli.command()(command)
cli.add_typer(tickets.tickets, name="ticket")
cli.add_typer(filing.filed, name="filed")
cli.add_typer(contacts.contacts, name="contacts")
cli.add_typer(mailboxes.mailbox, name="mailbox")
cli.add_typer(users.users, name="user")
cli.add_typer(terms.terms, name="terms")
cli.add_typer(templates.templates, name="templates")
cli.add_typer(maintenance.maintenance, name="maintenance")
cli.add_typer(serving.database, name="db")


def main() -> None:
    """The console script: errors are told in one sentence, with the exit code that scripts rely on."""
    os.umask(0o077)  # what we write is customers' mail, and the secret that signs our tokens
    try:
        cli()
    except IntakebotError as error:
        leave(str(error), _code(error))


def _code(error: IntakebotError) -> int:
    from intakebot.config import BadConfiguration
    from intakebot.terms.library import BadTerms

    if isinstance(error, BadConfiguration | BadTerms):
        return CONFIGURATION
    return AGAIN if isinstance(error, Temporary) else FAULTS


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"intakebot {__version__}")
        raise typer.Exit


@cli.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """The first minute of technical support: registers every request and can prove that it said so."""
