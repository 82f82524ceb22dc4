"""What is known of tickets, and what a person must do."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from intakebot.cli.deciding import By, Number, named, plain
from intakebot.cli.talk import FAULTS, USAGE, ConfigFile, leave, say, settings

Word = str | None


def report(
    evidence: Annotated[Word, typer.Option(metavar="NUMBER", help="The whole proof of one ticket, as JSON.")] = None,
    agreement: Annotated[
        bool, typer.Option("--agreement", help="How often agents agree with proposed levels.")
    ] = False,
    breaches: Annotated[bool, typer.Option("--breaches", help="Missed deadlines, each with its story.")] = False,
    terms_id: Annotated[Word, typer.Option("--terms", metavar="T", help="Only these; none: without.")] = None,
    plan: Annotated[Word, typer.Option(metavar="P", help="Likewise.")] = None,
    severity: Annotated[Word, typer.Option(metavar="S", help="Likewise; none: none confirmed.")] = None,
    since: Annotated[Word, typer.Option("--from", metavar="DATE", help="First day of receipt.")] = None,
    until: Annotated[Word, typer.Option(metavar="DATE", help="Last day of receipt.")] = None,
    month: Annotated[Word, typer.Option(metavar="YYYY-MM", help="Instead of --from and --until.")] = None,
    by: Annotated[Word, typer.Option(metavar="COLUMNS", help="Some of terms,plan,severity,month; else all.")] = None,
    form: Annotated[Word, typer.Option("--format", metavar="json|csv|table", help="Else json.")] = None,
    as_of: Annotated[Word, typer.Option(metavar="ISO", help="As things stood then: 2026-11-22T10:00:00Z")] = None,
    config: ConfigFile = None,
) -> None:
    """Count notices, reactions, breaches and both clocks by terms, plan, severity and month, or prove one ticket.

    Spans are whole seconds from receipt; median and 95th percentile are nearest-rank. README: Reports.
    """
    from intakebot import reporting
    from intakebot.questions import Words, WrongQuestion

    words = Words(
        terms=terms_id, plan=plan, severity=severity, since=since, until=until, month=month, by=by, form=form, as_of=as_of,
    )  # fmt: skip
    if agreement and breaches:
        leave("--agreement and --breaches are two questions: ask one", USAGE)
    if evidence is not None:
        if words.given or agreement or breaches:
            leave("--evidence shows one ticket as JSON; only --config goes with it", USAGE)
        _prove(plain(evidence), config)
        return
    try:
        ask = reporting.agreement if agreement else reporting.missed if breaches else reporting.report
        sys.stdout.buffer.write(ask(settings(config), words).encode())
    except WrongQuestion as error:
        leave(error.detail, USAGE)


def _prove(number: str, config: Path | None) -> None:
    from intakebot.looks import evidence_of

    found = evidence_of(settings(config), number)
    if found is None:
        leave(f"there is no ticket {number}", FAULTS)
    say(asdict(found))


def tasks(config: ConfigFile = None) -> None:
    """Show what a person must do: notices to be given another way, messages set aside."""
    from intakebot.looks import open_tasks

    for task in open_tasks(settings(config)):
        say(asdict(task))


def replay(
    only: Annotated[list[int] | None, typer.Argument(metavar="[ID]...", help="Only these; without any, all.")] = None,
    show: Annotated[bool, typer.Option("--list", help="Only show what was set aside.")] = False,
    config: ConfigFile = None,
) -> None:
    """Take in again what could not be read and was set aside."""
    chosen = settings(config)
    if show:
        from intakebot.looks import list_set_aside

        for item in list_set_aside(chosen):
            say(asdict(item))
        return
    from intakebot.commands import replay_set_aside

    wanted = tuple(only or ())
    replayed = replay_set_aside(chosen, wanted)
    for received_id in replayed:
        say({"replayed": received_id})
    if unknown := set(wanted) - set(replayed):
        leave(f"not set aside: {', '.join(map(str, sorted(unknown)))}", FAULTS)


def resend(
    number: Number,
    letter: Annotated[int | None, typer.Option(metavar="ID", max=2**53, help="Another than the notice.")] = None,
    anyway: Annotated[bool, typer.Option("--anyway", help="Though the customer may have it already.")] = False,
    by: By = "operator",
    config: ConfigFile = None,
) -> None:
    """Send a ticket's registration notice again, or another letter: one that is held, that failed or that bounced."""
    from intakebot.commands import decided

    number = plain(number)
    decided(
        settings(config), {"do": "send_again", "number": number, "by": named(by), "letter": letter, "anyway": anyway}
    )
    say({"resent": number})
