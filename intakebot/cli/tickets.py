"""Commands of agents about a ticket. What they decide goes into the history."""

from typing import Annotated, Literal

import typer

from intakebot.cli.deciding import By, Number, decide, moment, plain
from intakebot.cli.talk import ConfigFile
from intakebot.domain.case import WaitsFor

tickets = typer.Typer(no_args_is_help=True, help="What an agent decides about a ticket.")

How = Annotated[str, typer.Option("--how", metavar="WORDS", help='How: "telephone, Ms Nowak".')]
Why = Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why; the customer may read it.")]
Between = Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why; only colleagues read it.")]
Words = Annotated[str, typer.Option("--words", metavar="WORDS", help="What you say.")]
At = Annotated[str | None, typer.Option("--at", metavar="ISO", help="When, with its zone; now if not given.")]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="Another ticket's number.")]


@tickets.command()
def confirm(
    number: Number,
    level: Annotated[str, typer.Argument(metavar="LEVEL", help="A severity of the ticket's terms.")],
    by: By,
    reason: Why = "",
    kind: Annotated[str, typer.Option(help="Kind of request, where it has no target: feedback.")] = "",
    hold: Annotated[
        float, typer.Option(metavar="SECONDS", min=0, max=3600, help="Hold the letter about it back, to be undone.")
    ] = 0,
    seen: Annotated[
        int | None, typer.Option(metavar="ID", help="Refuse it if something was decided after this event.")
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Confirm or change the severity. Where the terms want it, the customer is asked first."""
    decide(config, "confirm", number, by, level=level, how=reason, kind=kind, hold=hold, seen=seen)


@tickets.command()
def undo(number: Number, by: By, config: ConfigFile = None) -> None:
    """Take back your last decision about the severity, while nothing has come of it and no letter about it has left."""
    decide(config, "undo", number, by)


@tickets.command()
def consent(
    number: Number,
    answer: Annotated[Literal["agreed", "refused"], typer.Argument(metavar="agreed|refused", help="What was said.")],
    by: By,
    how: How,
    config: ConfigFile = None,
) -> None:
    """Note the customer's answer that you heard yourself, to a new severity or to the conditions of one."""
    decide(config, "consented", number, by, agreed=answer == "agreed", how=how)


@tickets.command()
def contacted(
    number: Number,
    by: By,
    how: How,
    at: At = None,
    config: ConfigFile = None,
) -> None:
    """Note that you reached the customer. The first time is the first contact."""
    decide(config, "contacted", number, by, how=how, at=moment(at))


@tickets.command("plan")
def change_plan(
    number: Number,
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="A plan of the ticket's terms.")],
    by: By,
    how: How,
    config: ConfigFile = None,
) -> None:
    """Note the plan that the customer has shown since: other deadlines follow."""
    decide(config, "plan", number, by, plan=plan, how=how)


@tickets.command()
def notified(
    number: Number,
    by: By,
    how: How,
    at: At = None,
    config: ConfigFile = None,
) -> None:
    """Note that you told the customer the number yourself, in place of a notice that didn't arrive."""
    decide(config, "notified", number, by, how=how, at=moment(at))


@tickets.command()
def answer(number: Number, by: By, words: Words, config: ConfigFile = None) -> None:
    """Answer the customer in your own words, where they want to be written to. The first time is the first contact."""
    decide(config, "answer", number, by, how=words)


@tickets.command()
def note(number: Number, by: By, words: Words, config: ConfigFile = None) -> None:
    """Leave a remark for colleagues in the history. Nobody else reads it."""
    decide(config, "note", number, by, how=words)


@tickets.command()
def ask(
    number: Number,
    by: By,
    item: Annotated[list[str] | None, typer.Option(help="What the document wants to know; may be repeated.")] = None,
    words: Annotated[str, typer.Option(help="In your own words.")] = "",
    config: ConfigFile = None,
) -> None:
    """Ask the customer for information, by a letter in the ticket's thread."""
    decide(config, "ask", number, by, items=item or [], how=words)


@tickets.command()
def attempt(number: Number, by: By, how: How, config: ConfigFile = None) -> None:
    """Note that you tried to reach the customer in vain; the answer says how many attempts count."""
    decide(config, "attempted", number, by, how=how)


@tickets.command()
def broken(number: Number, by: By, how: How, config: ConfigFile = None) -> None:
    """Note that the customer broke the conditions of the severity: it falls."""
    decide(config, "conditions_broken", number, by, how=how)


@tickets.command()
def workaround(number: Number, by: By, how: How, config: ConfigFile = None) -> None:
    """Note that the customer has a workaround."""
    decide(config, "worked_around", number, by, how=how)


@tickets.command()
def wait(
    number: Number,
    whom: Annotated[WaitsFor, typer.Argument(metavar="customer|third_party|day", help="For what.")],
    by: By,
    reason: Annotated[str, typer.Option(metavar="WORDS", help="Why; only colleagues read it.")],
    until: Annotated[str | None, typer.Option(metavar="ISO", help="It comes back then; a day needs it.")] = None,
    config: ConfigFile = None,
) -> None:
    """Put a ticket off: it leaves the queue until then, or until the customer writes. Its deadlines run on."""
    decide(config, "wait", number, by, whom=whom, how=reason, until=moment(until))


@tickets.command()
def resume(number: Number, by: By, reason: Between = "", config: ConfigFile = None) -> None:
    """Take a ticket up again that was put off."""
    decide(config, "resume", number, by, how=reason)


@tickets.command()
def close(number: Number, by: By, reason: Why = "", config: ConfigFile = None) -> None:
    """Close a ticket."""
    decide(config, "close", number, by, how=reason)


@tickets.command()
def reopen(number: Number, by: By, reason: Between = "", config: ConfigFile = None) -> None:
    """Open a closed ticket again: its clocks run on."""
    decide(config, "reopen", number, by, how=reason)


@tickets.command()
def merge(number: Number, into: Other, by: By, reason: Between = "", config: ConfigFile = None) -> None:
    """Close a ticket that is one matter with another of the same customer; answers go on in the other."""
    decide(config, "merge", number, by, into=plain(into), how=reason)


@tickets.command()
def split(
    number: Number,
    message: Annotated[
        int, typer.Argument(metavar="MESSAGE", max=2**53, help="Its id, as report --evidence shows it.")
    ],
    by: By,
    config: ConfigFile = None,
) -> None:
    """Make a later message a ticket of its own, whose writer gets a notice. The answer is its number."""
    decide(config, "split", number, by, message=message)


@tickets.command()
def link(number: Number, other: Other, by: By, config: ConfigFile = None) -> None:
    """Note in both histories that two tickets have to do with each other."""
    decide(config, "link", number, by, other=plain(other))


@tickets.command()
def handover(
    number: Number,
    to: Annotated[str, typer.Argument(metavar="DESK", help="Its name in [[handover]] of the configuration.")],
    by: By,
    words: Words = "",
    config: ConfigFile = None,
) -> None:
    """Hand a request over to another desk, by mail or signed call. The ticket stays open here."""
    decide(config, "hand_over", number, by, to=to, how=words)
