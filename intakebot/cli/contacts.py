"""The customers."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from intakebot.cli.talk import FAULTS, USAGE, ConfigFile, leave, say, tell

contacts = typer.Typer(no_args_is_help=True, help="The customers.")


@contacts.command("import")
def import_contacts(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files ending in .toml or .csv.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    remove_missing: Annotated[
        bool, typer.Option("--remove-missing", help="Also remove who isn't in these files.")
    ] = False,
    encoding: Annotated[str, typer.Option(help="Of files that aren't UTF-8: windows-1251, windows-1250.")] = "",
    config: ConfigFile = None,
) -> None:
    """Take customers in from files, all or nothing; shows what changes. 1 for faults: then nothing is written."""
    from intakebot import customers
    from intakebot.config import load
    from intakebot.contacts.differences import counts
    from intakebot.contacts.reading import read

    settings = load(config)
    said = read(_customer_files(files), _encoding(encoding))
    if found := customers.faults(settings, said, remove_missing=remove_missing):
        for fault in found:
            say(asdict(fault))
        leave(f"{len(found):,} faults; nothing was written", FAULTS)
    write = customers.dry_run if dry_run else customers.imported
    changes = write(settings, said.registry, remove_missing=remove_missing)
    for change in changes:
        say(change)
    done = "a dry run: nothing was written" if dry_run else "written"
    tell(f"{counts(one['change'] for one in changes)}; {done}")


def _customer_files(paths: list[Path]) -> list[Any]:
    from intakebot.contacts.reading import FORMATS
    from intakebot.customers import files

    if odd := [path for path in paths if path.suffix.lower() not in FORMATS]:
        leave(f"{odd[0]}: a file of customers ends in {' or '.join(FORMATS)}", USAGE)
    try:
        return files(paths)
    except OSError as error:
        leave(f"{error.filename}: {error.strerror}", USAGE)


def _encoding(name: str) -> str | None:
    try:
        b"a".decode(name or "utf-8")
    except UnicodeError:
        pass  # it exists
    except LookupError:
        leave(f"there is no encoding {name!r}", USAGE)
    return name or None


@contacts.command("export")
def export_contacts(
    form: Annotated[str, typer.Option("--format", metavar="toml|csv", help="Either can be imported.")] = "toml",
    config: ConfigFile = None,
) -> None:
    """Write all customers to stdout, to be edited and imported again."""
    from intakebot.config import load
    from intakebot.customers import exported

    if form not in ("toml", "csv"):
        leave(f"there is no format {form!r}; there are toml and csv", USAGE)
    sys.stdout.buffer.write(exported(load(config), form).encode())


@contacts.command("list")
def list_contacts(config: ConfigFile = None) -> None:
    """Show all customers: organisations, then contacts, one JSON object each."""
    from intakebot.config import load
    from intakebot.customers import known

    registry = known(load(config))
    for firm in registry.organisations:
        say({"what": "organisation", **asdict(firm)})
    for person in registry.contacts:
        say({"what": "contact", **asdict(person)})


@contacts.command("find")
def find_contact(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="A mail address.")], config: ConfigFile = None
) -> None:
    """Show who an address belongs to: a contact, anybody of a customer's domain, or a stranger."""
    from intakebot.config import load
    from intakebot.customers import found

    who = found(load(config), address)
    by = "contact" if who.contact else "domain" if who.organisation else "stranger"
    say({"address": address, "known_by": by, **asdict(who)})
