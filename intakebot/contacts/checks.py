"""What the files say, held against the terms, against each other and against what is known: all faults at once."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from intakebot.contacts.entry import Entry, Fault, Place, What
from intakebot.contacts.fitting import Offers, misfits, most_holders, unknown_roles
from intakebot.contacts.merging import merged
from intakebot.contacts.reading import Read
from intakebot.domain.customer import Contact, Registry
from intakebot.domain.sentence import Sentence

_NOBODYS = Sentence("without organisation")


def faults(read: Read, old: Registry, offers: Offers, *, remove_missing: bool = False) -> list[Fault]:
    """All faults of what was read, of its form and of what would be known after its import; by file and line."""
    checks = _Checks(read, merged(old, read.registry, remove_missing=remove_missing), offers)
    found = [
        *read.faults,
        *checks.organisations(),
        *checks.contacts(),
        *checks.crowded_roles(),
        *checks.shared_domains(),
        *checks.shared_addresses(),
        *checks.taken_addresses(Registry() if remove_missing else old),
    ]
    return sorted(found, key=lambda fault: (fault.file, fault.line or 0))


class _Checks:
    """Looks at what the files change."""

    def __init__(self, read: Read, after: Registry, offers: Offers) -> None:
        self._read = read
        self._after = after
        self._offers = offers
        self._firms = {firm.key: firm for firm in after.organisations}

    def organisations(self) -> Iterator[Fault]:
        """Terms, plan, region and dates."""
        for firm in self._read.registry.organisations:
            entry = self._read.entries["organisation", firm.key]
            yield from (entry.fault(reason, field) for field, reason in misfits(firm, self._offers))
            if firm.valid_from and firm.valid_until and firm.valid_from > firm.valid_until:
                yield entry.fault(
                    Sentence(
                        "valid_from {begin} is later than valid_until {end}",
                        begin=firm.valid_from,
                        end=firm.valid_until,
                    ),
                    "valid_until",
                )

    def contacts(self) -> Iterator[Fault]:
        """Organisation and roles; also of those whose organisation alone is in the files."""
        for person in self._after.contacts:
            entry = self._entry("contact", person.address) or self._entry("organisation", person.organisation)
            if entry is None or person.organisation in self._read.faulty:
                continue
            firm = self._firms.get(person.organisation or "")
            if person.organisation and firm is None:
                yield entry.fault(
                    Sentence("there is no organisation {key!r}, here or in the store", key=person.organisation),
                    "organisation",
                )
                continue
            yield from (
                entry.fault(
                    reason if entry.what == "contact" else _whose(person, reason), _if(entry, "contact", "roles")
                )
                for reason in unknown_roles(person, firm, self._offers)
            )

    def crowded_roles(self) -> Iterator[Fault]:
        """Roles that more people of an organisation have than the document allows (MAR-09)."""
        holders = Counter((one.organisation, role) for one in self._after.contacts for role in one.roles)
        changed = {one.organisation: ("contact", one.address) for one in reversed(self._read.registry.contacts)}
        for (key, role), count in holders.items():
            firm = self._firms.get(key or "")
            most = most_holders(firm, role, self._offers) if firm else 0
            entry = self._entry("organisation", key) or self._entry(*changed.get(key, ("contact", None)))
            if entry and 0 < most < count:
                yield entry.fault(
                    Sentence(
                        "{count} people of {key!r} have the role {role!r}; {most} may",
                        key=str(key),
                        role=role,
                        count=count,
                        most=most,
                    ),
                    _if(entry, "contact", "roles"),
                )

    def shared_domains(self) -> Iterator[Fault]:
        """Domains of two organisations, one of which may be in the store."""
        pairs = ((name, one.key) for one in self._after.organisations for name in one.domains)
        return self._shared("organisation", pairs)

    def shared_addresses(self) -> Iterator[Fault]:
        """Addresses of two contacts of the files."""
        return self._shared("contact", ((name, one.address) for one in self._after.contacts for name in _all_of(one)))

    def taken_addresses(self, old: Registry) -> Iterator[Fault]:
        """Within an organisation an address may pass from one contact to another; from elsewhere it is a slip."""
        owners = {name: one for one in old.contacts for name in _all_of(one) if not self._entry("contact", one.address)}
        for person in self._read.registry.contacts:
            for name in _all_of(person):
                owner = owners.get(name)
                if owner and owner.organisation != person.organisation:
                    whose = Sentence("of {key!r}", key=owner.organisation) if owner.organisation else _NOBODYS
                    reason = Sentence(
                        "{name} is an address of {owner} in the store, a contact {whose}: name both in the files",
                        name=name, owner=owner.address, whose=whose,
                    )  # fmt: skip
                    field = "address" if name == person.address else "addresses"
                    yield self._read.entries["contact", person.address].fault(reason, field)

    def _shared(self, what: What, pairs: Iterable[tuple[str, str]]) -> Iterator[Fault]:
        """Told at the last that the files name, of those that share a name."""
        owners: dict[str, list[str]] = defaultdict(list)
        for name, owner in pairs:
            owners[name].append(owner)
        for name, sharing in owners.items():
            if len(sharing) > 1:
                told = sorted(sharing, key=self._order(what))
                other, entry = told[-2], self._entry(what, told[-1])
                if entry:
                    where = self._where(what, other, entry.place)
                    reason = Sentence("{name} belongs to {other!r} too, {where}", name=name, other=other, where=where)
                    yield entry.fault(reason, "domains" if what == "organisation" else "addresses")

    def _order(self, what: What) -> Callable[[str], tuple[str, int]]:
        """The store first, then by file and line."""

        def place(key: str) -> tuple[str, int]:
            entry = self._entry(what, key)
            return (entry.place.file, entry.place.line or 0) if entry else ("", 0)

        return place

    def _where(self, what: What, key: str, here: Place) -> Sentence:
        entry = self._entry(what, key)
        return Sentence("in {place}", place=entry.place.seen_from(here)) if entry else Sentence("in the store")

    def _entry(self, what: What, key: str | None) -> Entry | None:
        return self._read.entries.get((what, key or ""))


def _whose(person: Contact, reason: Sentence) -> Sentence:
    return Sentence("{address}: {reason}", address=person.address, reason=reason)


def _if(entry: Entry, what: What, field: str) -> str:
    """The field, where the fault is told at such an entry."""
    return field if entry.what == what else ""


def _all_of(person: Contact) -> tuple[str, ...]:
    return (person.address, *person.addresses)
