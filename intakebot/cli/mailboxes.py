"""What customers get by each mailbox; all else about mailboxes stands in config.toml."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from intakebot.cli.deciding import named
from intakebot.cli.talk import FAULTS, USAGE, ConfigFile, leave, say, settings, tell

mailbox = typer.Typer(no_args_is_help=True, help="What customers get by each mailbox.")

Address = Annotated[str, typer.Argument(metavar="ADDRESS", help="The mailbox's, as config.toml has it.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides: the operator's name in the history.")]
Why = Annotated[str, typer.Option("--why", metavar="WORDS", help="For the history.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")]
Value = str | None


@mailbox.command("list")
def list_mailboxes(config: ConfigFile = None) -> None:
    """Show what customers get by each mailbox, and who set that; null where config.toml says it."""
    from intakebot.mailboxes import listed

    for one in listed(settings(config)):
        say(one)


@mailbox.command("set")
def set_mailbox(
    address: Address,
    by: By,
    terms: Annotated[Value, typer.Option(metavar="T", help='Of who has none of their own; "" for none.')] = None,
    plan: Annotated[Value, typer.Option(metavar="P", help="One of these terms'; \"\" where it isn't known.")] = None,
    from_name: Annotated[Value, typer.Option("--from-name", metavar="NAME", help="In From of letters.")] = None,
    zone: Annotated[Value, typer.Option(metavar="Z", help='Of the times in letters; "" for the terms\' own.')] = None,
    why: Why = "",
    dry_run: DryRun = False,
    config: ConfigFile = None,
) -> None:
    """Change what customers get by a mailbox from now on; what isn't given stays. It goes before config.toml."""
    from intakebot.binding.wish import together

    given = {"terms": terms, "plan": plan, "from_name": from_name, "zone": zone}
    values = {name: value for name, value in given.items() if value is not None}
    if not values:
        leave("say what is to change: --terms, --plan, --from-name or --zone", USAGE)
    _keep(config, together([_entry(address, **values)]), by, why, dry_run=dry_run)


@mailbox.command("reset")
def reset_mailbox(address: Address, by: By, why: Why = "", dry_run: DryRun = False, config: ConfigFile = None) -> None:
    """Let customers get again by a mailbox what config.toml says."""
    from intakebot.binding.wish import reset

    _keep(config, reset(_entry(address)), by, why, dry_run=dry_run)


@mailbox.command("import")
def import_mailboxes(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files ending in .toml or .csv.")],
    by: By,
    why: Why = "",
    dry_run: DryRun = False,
    config: ConfigFile = None,
) -> None:
    """Set many mailboxes from files, all or nothing; shows what changes. 1 for faults: then nothing is written."""
    from intakebot.binding.file import FORMS, read
    from intakebot.customers import files as as_they_lie

    if odd := [path for path in files if path.suffix.lower().removeprefix(".") not in FORMS]:
        leave(f"{odd[0]}: a file of mailboxes ends in .toml or .csv", USAGE)
    try:
        found = as_they_lie(files)
    except OSError as error:
        leave(f"{error.filename}: {error.strerror}", USAGE)
    _keep(config, read(found), by, why, dry_run=dry_run)


@mailbox.command("export")
def export_mailboxes(
    form: Annotated[str, typer.Option("--format", metavar="toml|csv", help="Either can be imported.")] = "toml",
    config: ConfigFile = None,
) -> None:
    """Write to stdout what customers get by each mailbox, to be edited and imported again."""
    from intakebot.mailboxes import exported

    if form not in ("toml", "csv"):
        leave(f"there is no format {form!r}; there are toml and csv", USAGE)
    sys.stdout.buffer.write(exported(settings(config), form).encode())


@mailbox.command("history")
def show_history(address: Address, config: ConfigFile = None) -> None:
    """Show what was decided about a mailbox, the latest first: who, when, why; null for going back to config.toml."""
    from intakebot import mailboxes

    chosen = settings(config)
    box = mailboxes.known(chosen, address)
    if box is None:
        leave(f"there is no mailbox {address}", FAULTS)
    for version in mailboxes.history(chosen, box.address):
        say(version)


def _entry(address: str, **values: str) -> Any:
    from intakebot.contacts.entry import Entry, Place

    return Entry(what="mailbox", place=Place(file="the command"), values={"address": address, **values})


def _keep(config: Path | None, read: Any, by: str, why: str, *, dry_run: bool) -> None:
    """All faults, or the differences; these are kept unless it is a dry run."""
    from intakebot import mailboxes
    from intakebot.contacts.differences import counts

    chosen, who = settings(config), named(by)
    found = mailboxes.prospects(chosen, read)
    for fault in found.faults:
        say(asdict(fault))
    if found.faults:
        leave(f"{len(found.faults):,} faults; nothing was written", FAULTS)
    changes = [asdict(one) for one in found.changes] if dry_run else mailboxes.kept(chosen, read, who, why)
    for change in changes:
        say(change)
    done = "a dry run: nothing was written" if dry_run else "written"
    tell(f"{counts(one['change'] for one in changes)}; {done}")
