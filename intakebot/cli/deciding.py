"""What commands of agents have in common: a decision is asked for, and what came of it is said."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from intakebot.cli.talk import USAGE, leave, say, settings

#: Before it there was no bot.
_FIRST_YEAR = 1990

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="The ticket's number.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides: the agent's name in the history.")]


def decide(config: Path | None, verb: str, number: str, by: str, **more: Any) -> None:
    """Have a verb of Triage done, and say what came of it."""
    from intakebot.commands import decided

    number = plain(number)
    request = {"do": verb, "number": number, "by": named(by), **more}
    say({"number": number, verb: decided(settings(config), request)})


def named(by: str) -> str:
    """Who decides; wrong usage for nobody."""
    if not by.strip():
        leave("--by needs a name", USAGE)
    return by.strip()[:100]


def plain(number: str) -> str:
    """A number as it is kept, however it was typed."""
    return number.strip().upper()


def moment(given: str | None) -> str | None:
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
