"""Contacts and organisations: the same checks as at an import, and every change audited."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from intakebot.console.api.answers import Changes, Contacts, Known, Organisations
from intakebot.console.api.operation import ApiCall
from intakebot.console.api.problem import Problem
from intakebot.console.api.shapes import Customers, Import, Shape
from intakebot.console.call import Missing
from intakebot.console.house import House
from intakebot.console.noted import noted
from intakebot.contacts.differences import Change
from intakebot.contacts.entry import Entry, Fault, Place, What
from intakebot.contacts.reading import Entries, File, Read, read
from intakebot.contacts.shape import contact_of, organisation_of
from intakebot.domain.address import normal
from intakebot.domain.customer import Organisation, Registry
from intakebot.registry import make, offers, prospect
from intakebot.store.desk import Desk

_HERE = Place(file="the body")


class OrganisationBody(Shape):
    """An organisation; its key stands in the address. What is left out isn't known."""

    name: str
    domains: tuple[str, ...] = ()
    terms: str | None = None
    plan: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    zone: str | None = None
    holidays: str | None = None
    language: str | None = None
    region: str | None = None
    product: str = ""
    version: str = ""
    support_id: str = ""


class ContactBody(Shape):
    """A contact; the first address stands in the address of the call. What is left out isn't known."""

    name: str = ""
    addresses: tuple[str, ...] = ()
    organisation: str | None = None
    roles: tuple[str, ...] = ()
    language: str | None = None
    telephone: str = ""


def listed(call: ApiCall, house: House) -> Contacts:
    """A part of the contacts that fit."""
    asked = call.sought(Customers)
    fit = house.store.read(lambda desk: desk.directory.people(asked.q, asked.limit + 1, asked.after))
    return Contacts(contacts=fit[: asked.limit], next=_next(asked, len(fit)))


def organisations(call: ApiCall, house: House) -> Organisations:
    """A part of the organisations that fit."""
    asked = call.sought(Customers)
    fit = house.store.read(lambda desk: desk.directory.organisations(asked.q, asked.limit + 1, asked.after))
    return Organisations(organisations=fit[: asked.limit], next=_next(asked, len(fit)))


def found(call: ApiCall, house: House) -> Known:
    """Whose an address is."""
    address = normal(call.path["address"])
    who = house.store.read(lambda desk: desk.customers.of([address])[address])
    by = "contact" if who.contact else "domain" if who.organisation else "stranger"
    return Known(address=address, known_by=by, contact=who.contact, organisation=who.organisation)


def organisation(call: ApiCall, house: House) -> Organisation:
    """One."""
    return house.store.read(lambda desk: _firm(desk, call.path["key"]))


def kept_contact(call: ApiCall, house: House) -> Changes:
    """One is added or changed."""
    entry = _entry("contact", {"address": call.path["address"], **call.given(ContactBody).model_dump()})
    person, faults = contact_of(entry)
    _refuse(faults)
    people = (person,) if person else ()
    entries: Entries = {("contact", one.address): entry for one in people}
    return _kept(call, house, Read(registry=Registry(contacts=people), entries=entries), "contact_kept")


def kept_organisation(call: ApiCall, house: House) -> Changes:
    """One is added or changed."""
    entry = _entry("organisation", {"key": call.path["key"], **call.given(OrganisationBody).model_dump()})
    firm, faults = organisation_of(entry)
    _refuse(faults)
    firms = (firm,) if firm else ()
    entries: Entries = {("organisation", one.key): entry for one in firms}
    return _kept(call, house, Read(registry=Registry(organisations=firms), entries=entries), "organisation_kept")


def removed_contact(call: ApiCall, house: House) -> Changes:
    """One is forgotten."""
    address = normal(call.path["address"])

    def work(desk: Desk) -> list[Change]:
        person = desk.customers.of([address])[address].contact
        if person is None or person.address != address:
            raise Missing
        desk.customers.remove((), (address,), call.now)
        return _noted(desk, call, "contact_removed", address, [_gone("contact", address, asdict(person))])

    return Changes(dry_run=False, changes=house.store.write(work).result())


def removed_organisation(call: ApiCall, house: House) -> Changes:
    """One is forgotten."""

    def work(desk: Desk) -> list[Change]:
        firm = _firm(desk, call.path["key"])
        desk.customers.remove((firm.key,), (), call.now)
        return _noted(desk, call, "organisation_removed", firm.key, [_gone("organisation", firm.key, asdict(firm))])

    return Changes(dry_run=False, changes=house.store.write(work).result())


def imported(call: ApiCall, house: House) -> Changes:
    """A file is taken in, or what that would change is told."""
    asked = call.given(Import)
    said = read([File(name=f"body.{asked.format}", content=asked.content.encode())])
    if asked.dry_run:
        would = house.store.read(lambda desk: _checked(desk, said, house, remove_missing=asked.remove_missing))
        return Changes(dry_run=True, changes=would)
    return _kept(call, house, said, "contacts_imported", remove_missing=asked.remove_missing)


def _kept(call: ApiCall, house: House, said: Read, act: str, *, remove_missing: bool = False) -> Changes:
    def work(desk: Desk) -> list[Change]:
        changes = _checked(desk, said, house, remove_missing=remove_missing)
        make(desk, said.registry, changes, call.now)
        subject = next((key for _what, key in said.entries), "") if len(said.entries) == 1 else ""
        return _noted(desk, call, act, subject, changes)

    return Changes(dry_run=False, changes=house.store.write(work).result())


def _checked(desk: Desk, said: Read, house: House, *, remove_missing: bool) -> list[Change]:
    found = prospect(desk, said, offers(house.terms), remove_missing=remove_missing)
    _refuse(found.faults)
    return list(found.changes)


def _noted(desk: Desk, call: ApiCall, act: str, subject: str, changes: list[Change]) -> list[Change]:
    """Kept in the audit: who, by which token, and how much; what it was stays in the registry."""
    noted(desk, call, act, subject, {"changes": len(changes), "token": call.holder.token_id})
    return changes


def _refuse(faults: Sequence[Fault]) -> None:
    if faults:
        told = [
            {"field": fault.field, "key": fault.key, "line": fault.line, "reason": fault.reason} for fault in faults
        ]
        raise Problem(422, f"{len(faults):,} faults, nothing was written; the first: {faults[0].reason}", errors=told)


def _entry(what: What, values: Mapping[str, Any]) -> Entry:
    return Entry(what=what, place=_HERE, values=values)


def _gone(what: What, key: str, values: Mapping[str, Any]) -> Change:
    fields = {name: (value, None) for name, value in values.items() if value}
    return Change(change="remove", what=what, key=key, fields=fields)


def _firm(desk: Desk, key: str) -> Organisation:
    known = desk.customers.near({key.lower()}, (), ()).organisations
    if not known:
        raise Missing
    return known[0]


def _next(asked: Customers, count: int) -> int | None:
    return asked.after + asked.limit if count > asked.limit else None
