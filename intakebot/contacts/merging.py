"""What the registry becomes with the files' customers in it."""

from dataclasses import replace

from intakebot.domain.customer import Contact, Registry


def merged(old: Registry, new: Registry, *, remove_missing: bool = False) -> Registry:
    """The registry after an import: what the files name is as they say, the rest stays, or goes if it is to.

    Addresses that the files give to somebody are taken from the others; a contact whose first address has become
    another's further one is joined to that one.
    """
    named = {person.organisation for person in new.contacts}
    firms = {firm.key: firm for firm in old.organisations if not remove_missing or firm.key in named}
    firms |= {firm.key: firm for firm in new.organisations}
    people = {} if remove_missing else _untouched(old, new)
    people |= {person.address: person for person in new.contacts}
    return Registry(
        organisations=tuple(firms[key] for key in sorted(firms)),
        contacts=tuple(people[address] for address in sorted(people)),
    )


def _untouched(old: Registry, new: Registry) -> dict[str, Contact]:
    taken = {address for person in new.contacts for address in (person.address, *person.addresses)}
    rest = (person for person in old.contacts if person.address not in taken)
    return {person.address: _without(person, taken) for person in rest}


def _without(person: Contact, taken: set[str]) -> Contact:
    if taken.isdisjoint(person.addresses):
        return person
    return replace(person, addresses=tuple(address for address in person.addresses if address not in taken))
