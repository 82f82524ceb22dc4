"""Contacts and organisations: the same checks as at an import, and every change audited."""

from dataclasses import MISSING, fields
from typing import Any

from pydantic import ConfigDict, create_model

from intakebot.console.api.answers import Changes, Contacts, Exported, Known, Organisations
from intakebot.console.api.operation import ApiCall
from intakebot.console.api.problem import faulty
from intakebot.console.api.shapes import Customers, Export, Import, Shape
from intakebot.console.customers import exported as written
from intakebot.console.customers import known_firm, known_person
from intakebot.console.house import House
from intakebot.console.noted import noted
from intakebot.contacts.differences import Change, differences
from intakebot.contacts.entry import Entry, Place
from intakebot.contacts.reading import File, Read, read, together
from intakebot.domain.address import normal
from intakebot.domain.customer import Contact, Organisation, Registry
from intakebot.registry import make, offers, prospect
from intakebot.store.desk import Desk

_HERE = Place(file="the body")


class _Body(Shape):
    model_config = ConfigDict(strict=True)


def _body(noun: type[Organisation | Contact], key: str) -> type[Shape]:
    """The fields of a noun but the one that stands in the address of the call; what is left out isn't known."""
    told: dict[str, Any] = {
        one.name: (one.type, ... if one.default is MISSING else one.default) for one in fields(noun) if one.name != key
    }
    return create_model(f"{noun.__name__}Body", __base__=_Body, __doc__=noun.__doc__, **told)


OrganisationBody, ContactBody = _body(Organisation, "key"), _body(Contact, "address")


def listed(call: ApiCall, house: House) -> Contacts:
    """A part of the contacts that fit."""
    asked = call.sought(Customers)
    fit = house.store.read(lambda desk: desk.directory.people(asked.q, asked.limit + 1, asked.after))
    found, more = asked.part(fit)
    return Contacts(contacts=found, next=more)


def organisations(call: ApiCall, house: House) -> Organisations:
    """A part of the organisations that fit."""
    asked = call.sought(Customers)
    fit = house.store.read(lambda desk: desk.directory.organisations(asked.q, asked.limit + 1, asked.after))
    found, more = asked.part(fit)
    return Organisations(organisations=found, next=more)


def found(call: ApiCall, house: House) -> Known:
    """Whose an address is."""
    address = normal(call.path["address"])
    who = house.store.read(lambda desk: desk.customers.of([address])[address])
    by = "contact" if who.contact else "domain" if who.organisation else "stranger"
    return Known(address=address, known_by=by, contact=who.contact, organisation=who.organisation)


def organisation(call: ApiCall, house: House) -> Organisation:
    """One."""
    key = _key(call)
    return house.store.read(lambda desk: known_firm(desk, key))


def kept_contact(call: ApiCall, house: House) -> Changes:
    """One is added or changed."""
    values = {"address": call.path["address"], **call.given(ContactBody).model_dump()}
    return _kept(call, house, together([Entry(what="contact", place=_HERE, values=values)]), "contact_kept")


def kept_organisation(call: ApiCall, house: House) -> Changes:
    """One is added or changed."""
    values = {"key": call.path["key"], **call.given(OrganisationBody).model_dump()}
    return _kept(call, house, together([Entry(what="organisation", place=_HERE, values=values)]), "organisation_kept")


def removed_contact(call: ApiCall, house: House) -> Changes:
    """One is forgotten."""
    address = normal(call.path["address"])

    def work(desk: Desk) -> list[Change]:
        person, _firm = known_person(desk, address)
        return _removed(desk, call, Registry(contacts=(person,)), "contact_removed", address)

    return Changes(dry_run=False, changes=house.store.write(work).result())


def removed_organisation(call: ApiCall, house: House) -> Changes:
    """One is forgotten."""
    key = _key(call)

    def work(desk: Desk) -> list[Change]:
        return _removed(desk, call, Registry(organisations=(known_firm(desk, key),)), "organisation_removed", key)

    return Changes(dry_run=False, changes=house.store.write(work).result())


def imported(call: ApiCall, house: House) -> Changes:
    """A file is taken in, or what that would change is told."""
    asked = call.given(Import)
    said = read([File(name=f"body.{asked.format}", content=asked.content.encode())])
    if asked.dry_run:
        would = house.store.read(lambda desk: _checked(desk, said, house, remove_missing=asked.remove_missing))
        return Changes(dry_run=True, changes=would)
    return _kept(call, house, said, "contacts_imported", remove_missing=asked.remove_missing)


def exported(call: ApiCall, house: House) -> Exported:
    """All there are."""
    form = call.sought(Export).format
    return Exported(format=form, content=written(house, form))


def _kept(call: ApiCall, house: House, said: Read, act: str, *, remove_missing: bool = False) -> Changes:
    def work(desk: Desk) -> list[Change]:
        changes = _checked(desk, said, house, remove_missing=remove_missing)
        make(desk, said.registry, changes, call.now)
        subject = next((key for _what, key in said.entries), "") if len(said.entries) == 1 else ""
        return _noted(desk, call, act, subject, changes)

    return Changes(dry_run=False, changes=house.store.write(work).result())


def _checked(desk: Desk, said: Read, house: House, *, remove_missing: bool) -> list[Change]:
    found = prospect(desk, said, offers(house.terms), remove_missing=remove_missing)
    if found.faults:
        raise faulty(found.faults)
    return list(found.changes)


def _noted(desk: Desk, call: ApiCall, act: str, subject: str, changes: list[Change]) -> list[Change]:
    """Kept in the audit: who, by which token, and how much; what it was stays in the registry."""
    noted(desk, call, act, subject, {"changes": len(changes), "token": call.holder.token_id})
    return changes


def _removed(desk: Desk, call: ApiCall, gone: Registry, act: str, subject: str) -> list[Change]:
    changes = differences(gone, Registry())
    make(desk, Registry(), changes, call.now)
    return _noted(desk, call, act, subject, changes)


def _key(call: ApiCall) -> str:
    """As keys are kept."""
    return call.path["key"].lower()
