"""Commands of agents about a ticket, and of operators about maintenance. What they decide goes into the history."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import typer

from intakebot.cli.talk import FAULTS, USAGE, ConfigFile, leave, say

#: Before it there was no bot.
_FIRST_YEAR = 1990

tickets = typer.Typer(no_args_is_help=True, help="What an agent decides about a ticket.")
maintenance = typer.Typer(no_args_is_help=True, help="Work that customers are told of in their notices.")

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="The ticket's number.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides: the agent's name in the history.")]
How = Annotated[str, typer.Option("--how", metavar="WORDS", help='How: "telephone, Ms Nowak".')]
Why = Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why; the customer may read it.")]


@tickets.command()
def confirm(
    number: Number,
    level: Annotated[str, typer.Argument(metavar="LEVEL", help="A severity of the ticket's terms.")],
    by: By,
    reason: Why = "",
    kind: Annotated[str, typer.Option(help="Kind of request, where it has no target: feedback.")] = "",
    config: ConfigFile = None,
) -> None:
    """Confirm or change the severity. Where the terms want it, the customer is asked first."""
    _decide(config, "confirm", number, by, level=level, how=reason, kind=kind)


@tickets.command()
def consent(
    number: Number,
    answer: Annotated[Literal["agreed", "refused"], typer.Argument(metavar="agreed|refused", help="What was said.")],
    by: By,
    how: How,
    config: ConfigFile = None,
) -> None:
    """Note the customer's answer that you heard yourself, to a new severity or to the conditions of one."""
    _decide(config, "consented", number, by, agreed=answer == "agreed", how=how)


@tickets.command()
def contacted(
    number: Number,
    by: By,
    how: How,
    at: Annotated[str | None, typer.Option(metavar="ISO", help="When, with its zone; now if not given.")] = None,
    config: ConfigFile = None,
) -> None:
    """Note that you reached the customer. The first time is the first contact."""
    _decide(config, "contacted", number, by, how=how, at=_moment(at))


@tickets.command("plan")
def change_plan(
    number: Number,
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="A plan of the ticket's terms.")],
    by: By,
    how: How,
    config: ConfigFile = None,
) -> None:
    """Note the plan that the customer has shown since: other deadlines follow."""
    _decide(config, "plan", number, by, plan=plan, how=how)


@tickets.command()
def notified(
    number: Number,
    by: By,
    how: How,
    at: Annotated[str | None, typer.Option(metavar="ISO", help="When, with its zone; now if not given.")] = None,
    config: ConfigFile = None,
) -> None:
    """Note that you told the customer the number yourself, in place of a notice that didn't arrive."""
    _decide(config, "notified", number, by, how=how, at=_moment(at))


@tickets.command()
def ask(
    number: Number,
    by: By,
    item: Annotated[list[str] | None, typer.Option(help="What the document wants to know; may be repeated.")] = None,
    words: Annotated[str, typer.Option(help="In your own words.")] = "",
    config: ConfigFile = None,
) -> None:
    """Ask the customer for information, by a letter in the ticket's thread."""
    _decide(config, "ask", number, by, items=item or [], how=words)


@tickets.command()
def attempt(number: Number, by: By, how: How, config: ConfigFile = None) -> None:
    """Note that you tried to reach the customer in vain; the answer says how many attempts count."""
    _decide(config, "attempted", number, by, how=how)


@tickets.command()
def broken(number: Number, by: By, how: How, config: ConfigFile = None) -> None:
    """Note that the customer broke the conditions of the severity: it falls."""
    _decide(config, "conditions_broken", number, by, how=how)


@tickets.command()
def workaround(number: Number, by: By, how: How, config: ConfigFile = None) -> None:
    """Note that the customer has a workaround."""
    _decide(config, "worked_around", number, by, how=how)


@tickets.command()
def close(number: Number, by: By, reason: Why = "", config: ConfigFile = None) -> None:
    """Close a ticket."""
    _decide(config, "close", number, by, how=reason)


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

    begins, ends = _moment(start), _moment(until)
    if begins and ends and datetime.fromisoformat(ends) <= datetime.fromisoformat(begins):
        leave("it ends before it begins", USAGE)
    say({"maintenance": announced(_settings(config), terms, {"ru": ru, "pl": pl, "en": en}, begins, ends)})


@maintenance.command("list")
def list_maintenance(config: ConfigFile = None) -> None:
    """Show what goes on and what is to come."""
    from intakebot.commands import planned_maintenance

    for work in planned_maintenance(_settings(config)):
        say(asdict(work))


@maintenance.command("end")
def end_maintenance(
    key: Annotated[int, typer.Argument(metavar="ID", max=2**31, help="As maintenance list shows it.")],
    config: ConfigFile = None,
) -> None:
    """Maintenance is over: notices no longer tell of it."""
    from intakebot.commands import ended_maintenance

    if not ended_maintenance(_settings(config), key):
        leave(f"there is no maintenance {key} that goes on", FAULTS)
    say({"ended": key})


def _decide(config: Any, verb: str, number: str, by: str, **more: Any) -> None:
    from intakebot.commands import decided

    number = number.strip().upper()
    if not by.strip():
        leave("--by needs a name", USAGE)
    request = {"do": verb, "number": number, "by": by.strip()[:100], **more}
    say({"number": number, verb: decided(_settings(config), request)})


def _settings(config: Any) -> Any:
    from intakebot.config import load

    return load(config)


def _moment(given: str | None) -> str | None:
    """The same moment as ISO 8601; wrong usage for a time without zone."""
    if given is None:
        return None
    try:
        found = datetime.fromisoformat(given)
        is_one = found.tzinfo is not None and found.astimezone(UTC).year >= _FIRST_YEAR
    except (ValueError, OverflowError):  # the first and the last year can't be turned into UTC
        is_one = False
    if not is_one:
        leave(f"{given!r} is no time with a zone; write it as 2026-11-22T09:30+01:00", USAGE)
    return found.isoformat()
