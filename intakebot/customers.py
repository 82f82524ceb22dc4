"""What `intakebot contacts` does: files of customers read, checked, imported; the registry shown and exported."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from intakebot.commands import looked, written
from intakebot.config import Config
from intakebot.contacts import checks, csv_file, fitting, toml_file, wire
from intakebot.contacts.differences import differences
from intakebot.contacts.entry import Fault
from intakebot.contacts.merging import merged
from intakebot.contacts.reading import File, Read
from intakebot.domain.address import normal
from intakebot.domain.customer import STRANGER, Customer, Registry
from intakebot.publications import library_of
from intakebot.registry import contact_changes, offers


def faults(config: Config, read: Read, *, remove_missing: bool) -> list[Fault]:
    """All that is wrong with what was read, by itself, with the terms and with what is known already."""
    offered = offers(library_of(config.terms.folder, config.store.url))
    return checks.faults(read, known(config), offered, remove_missing=remove_missing)


def dry_run(config: Config, read: Registry, *, remove_missing: bool) -> list[dict[str, Any]]:
    """What an import would change."""
    nobody = differences(Registry(), merged(Registry(), read))
    changes = looked(config, lambda desk: contact_changes(desk, read, remove_missing=remove_missing), nobody)
    return [asdict(change) for change in changes]


def imported(config: Config, read: Registry, *, remove_missing: bool) -> list[dict[str, Any]]:
    """Import customers; what has changed."""
    request = {"verb": "import_contacts", "registry": wire.plain(read), "remove_missing": remove_missing}
    return list(written(config, request)["changes"])


def known(config: Config) -> Registry:
    """Everybody who was imported; nobody, while there is no store yet."""
    return looked(config, lambda desk: desk.customers.all(), Registry())


def exported(config: Config, form: str) -> str:
    """The registry as "toml" or "csv"."""
    return {"toml": toml_file.write, "csv": csv_file.write}[form](known(config))


def found(config: Config, address: str) -> Customer:
    """Who an address belongs to."""
    wanted = normal(address)
    return looked(config, lambda desk: desk.customers.of([wanted])[wanted], STRANGER)


def files(paths: Sequence[Path]) -> list[File]:
    """As they lie there; OSError."""
    return [File(name=str(path), content=path.read_bytes()) for path in paths]


def misfits(config: Config) -> list[str]:
    """What organisations in the store name that the terms don't know (any more)."""
    offered = offers(library_of(config.terms.folder, config.store.url))
    return [
        f"organisation {firm.key!r}: {reason}"
        for firm in known(config).organisations
        for _field, reason in fitting.misfits(firm, offered)
    ]
