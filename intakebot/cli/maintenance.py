"""Commands of operators about maintenance, which customers are told of in their notices."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer

from intakebot.cli.deciding import moment
from intakebot.cli.talk import FAULTS, USAGE, ConfigFile, leave, say, settings

maintenance = typer.Typer(no_args_is_help=True, help="Work that customers are told of in their notices.")


@maintenance.command("announce")
def announce(
    ru: Annotated[str, typer.Option(help="What customers read, in Russian.")],
    pl: Annotated[str, typer.Option(help="The same in Polish.")],
    en: Annotated[str, typer.Option(help="The same in English.")],
    terms: Annotated[str | None, typer.Option(help="Only customers under these terms.")] = None,
    start: Annotated[str | None, typer.Option("--from", metavar="ISO", help="Begins then; now if not given.")] = None,
    until: Annotated[str | None, typer.Option(metavar="ISO", help="Ends then; else when it is ended.")] = None,
    config: ConfigFile = None,
) -> None:
    """Tell customers of maintenance, in the notices that go out while it runs."""
    from intakebot.commands import announced

    begins, ends = moment(start), moment(until)
    if begins and ends and datetime.fromisoformat(ends) <= datetime.fromisoformat(begins):
        leave("it ends before it begins", USAGE)
    say({"maintenance": announced(settings(config), terms, {"ru": ru, "pl": pl, "en": en}, begins, ends)})


@maintenance.command("list")
def list_maintenance(config: ConfigFile = None) -> None:
    """Show what goes on and what is to come."""
    from intakebot.looks import planned_maintenance

    for work in planned_maintenance(settings(config)):
        say(asdict(work))


@maintenance.command("end")
def end_maintenance(
    key: Annotated[int, typer.Argument(metavar="ID", max=2**31, help="As maintenance list shows it.")],
    config: ConfigFile = None,
) -> None:
    """Maintenance is over: notices no longer tell of it."""
    from intakebot.commands import ended_maintenance

    if not ended_maintenance(settings(config), key):
        leave(f"there is no maintenance {key} that goes on", FAULTS)
    say({"ended": key})
