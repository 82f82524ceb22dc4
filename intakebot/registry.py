"""The registry of customers: what would change in it, what is wrong with that, and changing it; for commands and console."""

from collections.abc import Iterable
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

_WHAT = ("organisation", "contact")


def offers(documents: Iterable[Document]) -> dict[str, Offer]:
    """What customers' files may refer to, by id of the document."""
    return {document.id: _offer(document) for document in documents}


def contact_faults(desk: Desk, read: Read, known: Offers, *, remove_missing: bool = False) -> list[Fault]:
    """All that is wrong with what was read: of form, with the terms, and with what the store knows."""
    old = desk.customers.all() if remove_missing else _touched(desk, read.registry)
    return checks.faults(read, old, known, remove_missing=remove_missing)


def contact_changes(desk: Desk, read: Registry, *, remove_missing: bool = False) -> list[Change]:
    """What an import of these customers would change."""
    old = desk.customers.all() if remove_missing else _touched(desk, read)
    after = merged(old, read, remove_missing=remove_missing)
    further = {address for person in after.contacts for address in person.addresses}
    return differences(old, after, desk.customers.strangers(further))


def import_contacts(desk: Desk, read: Registry, at: datetime, *, remove_missing: bool = False) -> list[Change]:
    """Keep these customers, and forget the others if they are to go; what has changed."""
    changes = contact_changes(desk, read, remove_missing=remove_missing)
    gone = {what: [one.key for one in changes if (one.change, one.what) == ("remove", what)] for what in _WHAT}
    desk.customers.put(read.organisations, read.contacts, at)
    desk.customers.remove(gone["organisation"], gone["contact"], at)
    return changes


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
