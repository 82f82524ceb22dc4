"""Who an address belongs to, and the registry of customers as a whole."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from intakebot.domain.customer import STRANGER, Contact, Customer, Organisation, Registry
from intakebot.store import enrolment
from intakebot.store.prepared import Prepared
from intakebot.store.tables import alias, contact, domain, organisation

#: Values in one query; databases have limits on their number.
_CHUNK = 500


class Customers:
    """The verbs of the customer registry, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of(self, addresses: Collection[str]) -> dict[str, Customer]:
        """Whose these normalised addresses are: a contact's, else anybody's of a known domain, else a stranger's.

        A domain counts exactly: its subdomains are others' unless they are listed. Whoever was imported without an
        organisation has none, whatever the domain. One query for strangers, two more when customers are among them.
        """
        found = [_Whose(*row) for row in self._whose(addresses)]
        contacts = self._contacts({whose.imported_id for whose in found if whose.imported_id})
        keys = {whose.domains_id for whose in found if not whose.imported_id}
        organisations = self._organisations({key for key in keys | {row.organisation_id for row in contacts} if key})
        people = {row.id: (row.organisation_id, _contact(row)) for row in contacts}
        known = {whose.address: _customer(whose, people, organisations) for whose in found}
        return {address: known.get(address, STRANGER) for address in addresses}

    def all(self) -> Registry:
        """Everybody who was imported, organisations by key and contacts by address."""
        people = self._connection.execute(_CONTACTS.order_by(contact.c.address))
        return Registry(
            organisations=self.organisations(),
            contacts=tuple(sorted((_contact(row) for row in people), key=lambda one: one.address)),
        )

    def organisations(self) -> tuple[Organisation, ...]:
        """All of them, by key."""
        firms = self._connection.execute(_ORGANISATIONS.order_by(organisation.c.key))
        return tuple(sorted((_organisation(row) for row in firms), key=lambda one: one.key))

    def near(self, keys: Collection[str], domains: Collection[str], addresses: Collection[str]) -> Registry:
        """Organisations of these keys with all their people, those that have one of these domains, and contacts that have
        one of these addresses: whatever a change of them can touch.
        """
        owners = sa.select(domain.c.organisation_id.label("id"))
        named = {row.id for row in self._in(sa.select(organisation.c.id), organisation.c.key, keys)}
        own = named | {row.id for row in self._in(owners, domain.c.name, domains)}
        people = {row.id for row in self._in(sa.select(contact.c.id), contact.c.organisation_id, named)}
        people |= {row.id for row in self._in(sa.select(contact.c.id), contact.c.address, addresses)}
        further = sa.select(alias.c.contact_id.label("id"))
        people |= {row.id for row in self._in(further, alias.c.address, addresses)}
        return Registry(
            organisations=tuple(sorted(self._organisations(own).values(), key=lambda one: one.key)),
            contacts=tuple(sorted((_contact(row) for row in self._contacts(people)), key=lambda one: one.address)),
        )

    def strangers(self, addresses: Collection[str]) -> set[str]:
        """Those of these addresses that have written as strangers."""
        unknown = sa.select(contact.c.address).where(contact.c.imported_at.is_(None))
        return {row.address for row in self._in(unknown, contact.c.address, addresses)}

    def put(self, organisations: Collection[Organisation], contacts: Collection[Contact], at: datetime) -> None:
        """Keep these, in place of what was known by the same key or address; their organisations exist or come along.

        Domains and addresses are taken from whoever had them. Tickets and messages of whoever wrote from an address
        that now is a contact's further one become that contact's.
        """
        enrolment.put(self._connection, organisations, contacts, at)

    def link(self, address: str, contact_id: int, at: datetime, *, chat: str) -> None:
        """Who writes as this address in this chat is this contact, as he proved: what was written there is that contact's, too,
        and no other's letters go there any more.
        """
        enrolment.link(self._connection, address, contact_id, at)
        elsewhere = (contact.c.prefers == chat) & (contact.c.id != contact_id)
        self._connection.execute(sa.update(contact).where(elsewhere).values(prefers=None))

    def prefer(self, contact_id: int, way: str | None) -> bool:
        """Where this contact wants to be written to (Thread.preferred); False where he has no address of mail to choose."""
        on_record = (contact.c.id == contact_id) & contact.c.address.not_like("%:%")
        return self._connection.execute(sa.update(contact).where(on_record).values(prefers=way)).rowcount == 1

    def remove(self, keys: Collection[str], addresses: Collection[str], at: datetime) -> None:
        """Forget these; who has written becomes a stranger again, and tickets stay without their organisation."""
        enrolment.remove(self._connection, keys, addresses, at)

    def _whose(self, addresses: Collection[str]) -> list[tuple[Any, ...]]:
        # What can't be printed was never imported, and PostgreSQL refuses some of it.
        wanted = [[one, one.rpartition("@")[2]] for one in addresses if one and one.isprintable()]
        if not wanted:
            return []
        statement = _WHOSE_THERE if self._connection.dialect.name == "postgresql" else _WHOSE_HERE
        rows: list[tuple[Any, ...]] = statement.run(self._connection, {"wanted": json.dumps(wanted)}).fetchall()
        return rows

    def _contacts(self, keys: Collection[int]) -> list[sa.Row[Any]]:
        return list(self._in(_CONTACTS, contact.c.id, keys))

    def _organisations(self, keys: Collection[int]) -> dict[int, Organisation]:
        return {row.id: _organisation(row) for row in self._in(_ORGANISATIONS, organisation.c.id, keys)}

    def _in(self, query: sa.Select[Any], column: sa.Column[Any], values: Collection[Any]) -> Iterable[sa.Row[Any]]:
        rest = list(values)
        while rest:
            now, rest = rest[:_CHUNK], rest[_CHUNK:]
            yield from self._connection.execute(query.where(column.in_(now)))


class _Whose:
    """What the tables say of one address."""

    __slots__ = ("address", "contact_id", "domains_id", "imported_id")

    def __init__(
        self, address: str, own_id: int | None, imported: object, alias_of: int | None, domains_id: int | None
    ) -> None:
        self.address = address
        #: The contact's whose further address it is goes before a stranger's who wrote from it meanwhile.
        self.contact_id = alias_of or own_id
        self.imported_id = alias_of or (own_id if imported else None)
        self.domains_id = domains_id


def _customer(
    whose: _Whose, people: dict[int, tuple[int | None, Contact]], organisations: dict[int, Organisation]
) -> Customer:
    key, person = people.get(whose.imported_id or 0, (whose.domains_id, None))
    firm = organisations.get(key) if key else None
    if person is None and firm is None:
        return Customer(contact_id=whose.contact_id) if whose.contact_id else STRANGER
    return Customer(contact_id=whose.contact_id, contact=person, organisation_id=key, organisation=firm)


def _contact(row: sa.Row[Any]) -> Contact:
    return Contact(
        address=row.address, name=row.name, addresses=_listed(row.addresses), organisation=row.organisation,
        roles=tuple(row.roles or ()), language=row.language, telephone=row.telephone or "",
    )  # fmt: skip


def _organisation(row: sa.Row[Any]) -> Organisation:
    fields = row._mapping
    plain = {name: fields[name] for name in Organisation.__dataclass_fields__ if name != "domains"}
    return Organisation(**plain, domains=_listed(fields["domains"]))


def _listed(joined: str | None) -> tuple[str, ...]:
    return tuple(sorted(joined.split("\n"))) if joined else ()


_DOMAINS = (
    sa.select(sa.func.aggregate_strings(domain.c.name, "\n"))
    .where(domain.c.organisation_id == organisation.c.id)
    .scalar_subquery()
)
_ORGANISATIONS = sa.select(organisation, _DOMAINS.label("domains"))
_ADDRESSES = (
    sa.select(sa.func.aggregate_strings(alias.c.address, "\n"))
    .where(alias.c.contact_id == contact.c.id, alias.c.linked_at.is_(None))
    .scalar_subquery()
)
_KEY = sa.select(organisation.c.key).where(organisation.c.id == contact.c.organisation_id).scalar_subquery()
_CONTACTS = sa.select(contact, _KEY.label("organisation"), _ADDRESSES.label("addresses")).where(
    contact.c.imported_at.is_not(None)
)
#: Subqueries rather than joins: PostgreSQL, not knowing how few are wanted, would read whole tables to join them.
_WHOSE = """
SELECT wanted.address,
    (SELECT id FROM contact WHERE contact.address = wanted.address),
    (SELECT imported_at FROM contact WHERE contact.address = wanted.address),
    (SELECT contact_id FROM alias WHERE alias.address = wanted.address),
    (SELECT organisation_id FROM domain WHERE domain.name = wanted.domain)
FROM {wanted}
"""
_WHOSE_HERE = Prepared(
    sa.text(
        _WHOSE.format(wanted="(SELECT value ->> 0 AS address, value ->> 1 AS domain FROM json_each(:wanted)) AS wanted")
    )
)
_WHOSE_THERE = Prepared(
    sa.text(
        _WHOSE.format(
            wanted="(SELECT value ->> 0 AS address, value ->> 1 AS domain"
            " FROM json_array_elements(CAST(:wanted AS json))) AS wanted"
        )
    )
)
