"""How customers come into the registry and leave it. An import's statements run once for all its rows."""

from collections.abc import Callable, Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from intakebot.domain.customer import Contact, Organisation
from intakebot.store.tables import alias, contact, domain, event, link_code, message, organisation, ticket

#: Values in one statement; databases have limits on their number.
_CHUNK = 500


def put(
    connection: sa.Connection, organisations: Collection[Organisation], contacts: Collection[Contact], at: datetime
) -> None:
    """See `Customers.put`."""
    _alone(connection)
    _many(connection, _ORGANISATION, [{**asdict(one), "at": at} for one in organisations])
    _many(connection, _NO_DOMAINS, [{"key": one.key} for one in organisations])
    _many(connection, _DOMAIN, [{"name": name, "key": one.key} for one in organisations for name in one.domains])
    _many(connection, _NO_ALIAS, [{"address": one.address} for one in contacts])
    _many(connection, _CONTACT, [{**asdict(one), "at": at} for one in contacts])
    _many(connection, _NO_ALIASES, [{"address": one.address} for one in contacts])
    further = [{"further": address, "address": one.address} for one in contacts for address in one.addresses]
    _many(connection, _ALIAS, further)
    _join_aliases(connection, at)


def link(connection: sa.Connection, address: str, contact_id: int, at: datetime) -> None:
    """See `Customers.link`."""
    _alone(connection)
    connection.execute(_LINK, {"address": address, "contact": contact_id, "at": at})
    _join_aliases(connection, at)
    others = (ticket.c.heard_in == address) & (ticket.c.contact_id != contact_id)
    connection.execute(sa.update(ticket).where(others).values(heard_in=None))


def remove(connection: sa.Connection, keys: Collection[str], addresses: Collection[str], at: datetime) -> None:
    """See `Customers.remove`."""
    _alone(connection)
    people = _ids(connection, contact.c.address, addresses)
    firms = _ids(connection, organisation.c.key, keys)
    _each(connection, people, lambda few: sa.delete(alias).where(alias.c.contact_id.in_(few)))
    _each(connection, people, lambda few: sa.delete(link_code).where(link_code.c.contact_id.in_(few)))
    unheard = sa.update(ticket).values(heard_in=None)
    _each(connection, people, lambda few: unheard.where(ticket.c.contact_id.in_(few)))
    _each(connection, people, lambda few: sa.update(contact).where(contact.c.id.in_(few)).values(_STRANGER))
    _each(connection, people, lambda few: sa.delete(contact).where(contact.c.id.in_(few), *_NEVER_WROTE))
    for firm in firms:
        _without(connection, firm, at)
    _each(connection, firms, lambda few: sa.delete(domain).where(domain.c.organisation_id.in_(few)))
    belongs = contact.c.organisation_id
    _each(connection, firms, lambda few: sa.update(contact).where(belongs.in_(few)).values(organisation_id=None))
    _each(connection, firms, lambda few: sa.delete(organisation).where(organisation.c.id.in_(few)))


def _alone(connection: sa.Connection) -> None:
    """Nobody becomes known between our looking and our writing; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE contact IN SHARE ROW EXCLUSIVE MODE")


def _join_aliases(connection: sa.Connection, at: datetime) -> None:
    """Who wrote from an address that is now another contact's further one is that contact."""
    twice = sa.select(contact.c.id, alias.c.contact_id).join(alias, alias.c.address == contact.c.address)
    for row in connection.execute(twice).all():
        _note(connection, ticket.c.contact_id == row.id, "contact_joined", {"from": row.id, "to": row.contact_id}, at)
        for table in (ticket, message):
            theirs = sa.update(table).where(table.c.contact_id == row.id)
            connection.execute(theirs.values(contact_id=row.contact_id))
        connection.execute(sa.delete(alias).where(alias.c.contact_id == row.id))
        connection.execute(sa.delete(link_code).where(link_code.c.contact_id == row.id))
        connection.execute(sa.delete(contact).where(contact.c.id == row.id))


def _without(connection: sa.Connection, firm: int, at: datetime) -> None:
    """Tickets of an organisation that goes keep in their history whose they were."""
    theirs = ticket.c.organisation_id == firm
    key = connection.execute(sa.select(organisation.c.key).where(organisation.c.id == firm)).scalar_one()
    _note(connection, theirs, "organisation_removed", {"organisation": key}, at)
    connection.execute(sa.update(ticket).where(theirs).values(organisation_id=None))


def _note(
    connection: sa.Connection, whose: sa.ColumnElement[bool], kind: str, evidence: dict[str, Any], at: datetime
) -> None:
    tickets = connection.scalars(sa.select(ticket.c.id).where(whose)).all()
    same = {"at": at, "kind": kind, "actor": "operator", "clause": "", "evidence": evidence, "versions": {}}
    _many(connection, sa.insert(event), [{"ticket_id": key, **same} for key in tickets])


def _many(connection: sa.Connection, statement: sa.TextClause | sa.Insert, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(statement, rows)


def _ids(connection: sa.Connection, column: sa.Column[Any], values: Collection[str]) -> list[int]:
    """Ids of the rows of the column's table that have one of these values."""
    query = sa.select(column.table.c.id)
    return [key for few in _chunks(list(values)) for key in connection.scalars(query.where(column.in_(few)))]


def _each(connection: sa.Connection, keys: list[int], statement: Callable[[list[int]], sa.Update | sa.Delete]) -> None:
    for few in _chunks(keys):
        connection.execute(statement(few))


def _chunks(values: list[Any]) -> list[list[Any]]:
    return [values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK)]


_STRANGER: dict[str, Any] = {
    "organisation_id": None, "roles": sa.null(), "language": None, "telephone": None, "prefers": None,
    "imported_at": None,
}  # fmt: skip
_NEVER_WROTE = (
    ~sa.exists().where(ticket.c.contact_id == contact.c.id),
    ~sa.exists().where(message.c.contact_id == contact.c.id),
)
_FIELDS = (
    "name", "terms", "plan", "valid_from", "valid_until", "zone", "holidays", "language", "region", "product",
    "version", "support_id",
)  # fmt: skip
_ORGANISATION = sa.text(
    f"INSERT INTO organisation (key, {', '.join(_FIELDS)}, created_at)"  # noqa: S608 -- no words of anybody's: _FIELDS
    f" VALUES (:key, {', '.join(f':{name}' for name in _FIELDS)}, :at)"
    f" ON CONFLICT (key) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _FIELDS)}"
).bindparams(
    sa.bindparam("valid_from", type_=sa.Date),
    sa.bindparam("valid_until", type_=sa.Date),
    sa.bindparam("at", type_=organisation.c.created_at.type),
)
_NO_DOMAINS = sa.text("DELETE FROM domain WHERE organisation_id = (SELECT id FROM organisation WHERE key = :key)")
_DOMAIN = sa.text(
    "INSERT INTO domain (name, organisation_id) VALUES (:name, (SELECT id FROM organisation WHERE key = :key))"
    " ON CONFLICT (name) DO UPDATE SET organisation_id = excluded.organisation_id"
)
_NO_ALIAS = sa.text("DELETE FROM alias WHERE address = :address")
_CONTACT = sa.text(
    "INSERT INTO contact (address, name, organisation_id, roles, language, telephone, created_at, imported_at)"
    " VALUES (:address, :name, (SELECT id FROM organisation WHERE key = :organisation), :roles, :language, :telephone,"
    " :at, :at) ON CONFLICT (address) DO UPDATE SET name = excluded.name, organisation_id = excluded.organisation_id,"
    " roles = excluded.roles, language = excluded.language, telephone = excluded.telephone,"
    " imported_at = excluded.imported_at"
).bindparams(sa.bindparam("roles", type_=sa.JSON), sa.bindparam("at", type_=contact.c.created_at.type))
#: Chats that proved whose they are stay.
_LINK = sa.text(
    "INSERT INTO alias (address, contact_id, linked_at) VALUES (:address, :contact, :at)"
    " ON CONFLICT (address) DO UPDATE SET contact_id = excluded.contact_id, linked_at = excluded.linked_at"
).bindparams(sa.bindparam("at", type_=alias.c.linked_at.type))
_NO_ALIASES = sa.text(
    "DELETE FROM alias WHERE contact_id = (SELECT id FROM contact WHERE address = :address) AND linked_at IS NULL"
)
_ALIAS = sa.text(
    "INSERT INTO alias (address, contact_id) VALUES (:further, (SELECT id FROM contact WHERE address = :address))"
    " ON CONFLICT (address) DO UPDATE SET contact_id = excluded.contact_id"
)
