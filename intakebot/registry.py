"""The registry of customers: what would change in it, what is wrong with that, and changing it; for commands and console."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from intakebot.contacts import checks
from intakebot.contacts.differences import Change, differences
from intakebot.contacts.entry import Fault
from intakebot.contacts.fitting import Offer, Offers
from intakebot.contacts.merging import merged
from intakebot.contacts.reading import Read
from intakebot.domain.customer import Registry
from intakebot.store.desk import Desk
from intakebot.terms.document import Document

#: Measured at 100,000 contacts: reading all of them takes a second, looking up what each touches half a millisecond.
_MANY = 1_000


def offers(documents: Iterable[Document]) -> dict[str, Offer]:
    """What customers' files may refer to, by id of the document."""
    return {document.id: _offer(document) for document in documents}


@dataclass(frozen=True, kw_only=True, slots=True)
class Prospect:
    """What would come of taking customers in: faults, or else differences."""

    faults: tuple[Fault, ...] = ()
    changes: tuple[Change, ...] = ()


def prospect(desk: Desk, read: Read, known: Offers, *, remove_missing: bool = False) -> Prospect:
    """All that is wrong with what was read, of form, with the terms, and with what the store knows; else what would change."""
    old = _old(desk, read.registry, remove_missing=remove_missing)
    if faults := checks.faults(read, old, known, remove_missing=remove_missing):
        return Prospect(faults=tuple(faults))
    return Prospect(changes=tuple(_changes(desk, old, read.registry, remove_missing=remove_missing)))


def contact_changes(desk: Desk, read: Registry, *, remove_missing: bool = False) -> list[Change]:
    """What an import of these customers would change."""
    old = _old(desk, read, remove_missing=remove_missing)
    return _changes(desk, old, read, remove_missing=remove_missing)


def import_contacts(desk: Desk, read: Registry, at: datetime, *, remove_missing: bool = False) -> list[Change]:
    """Keep these customers, and forget the others if they are to go; what has changed."""
    changes = contact_changes(desk, read, remove_missing=remove_missing)
    make(desk, read, changes, at)
    return changes


def make(desk: Desk, read: Registry, changes: Iterable[Change], at: datetime) -> None:
    """Keep these customers, by the changes that were found in this very transaction."""
    gone: dict[str, list[str]] = {"organisation": [], "contact": []}
    for change in changes:
        if change.change == "remove":
            gone[change.what].append(change.key)
    desk.customers.put(read.organisations, read.contacts, at)
    desk.customers.remove(gone["organisation"], gone["contact"], at)


def _changes(desk: Desk, old: Registry, read: Registry, *, remove_missing: bool) -> list[Change]:
    after = merged(old, read, remove_missing=remove_missing)
    further = {address for person in after.contacts for address in person.addresses}
    return differences(old, after, desk.customers.strangers(further))


def _old(desk: Desk, read: Registry, *, remove_missing: bool) -> Registry:
    """What is known, as far as it matters; all of it where looking for that would take longer."""
    many = len(read.organisations) + len(read.contacts) > _MANY
    return desk.customers.all() if remove_missing or many else _touched(desk, read)


def _touched(desk: Desk, read: Registry) -> Registry:
    """Of what is known, all that these customers can have to do with."""
    keys = {firm.key for firm in read.organisations} | {one.organisation for one in read.contacts if one.organisation}
    domains = {name for firm in read.organisations for name in firm.domains}
    addresses = {name for one in read.contacts for name in (one.address, *one.addresses)}
    return desk.customers.near(keys, domains, addresses)


def _offer(document: Document) -> Offer:
    return Offer(
        plans=tuple(document.plans),
        roles={key: role.most for key, role in document.roles.items()},
        regions=tuple(document.languages.regions),
    )
