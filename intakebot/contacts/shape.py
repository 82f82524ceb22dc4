"""The shape of an organisation and of a contact in a file, and every fault of one that hasn't it."""

import difflib
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from intakebot.contacts.entry import Entry, Fault
from intakebot.contacts.values import (
    Addresses,
    Country,
    Day,
    Domains,
    Id,
    Ids,
    Key,
    Language,
    MailAddress,
    Name,
    Telephone,
    Text,
    Zone,
)
from intakebot.domain.customer import Contact, Organisation
from intakebot.domain.sentence import Sentence

N = TypeVar("N", Organisation, Contact)


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OrganisationShape(_Shape):
    """An organisation: the fields of the domain's."""

    key: Key
    name: Name
    domains: Domains = ()
    terms: Id | None = None
    plan: Id | None = None
    valid_from: Day | None = None
    valid_until: Day | None = None
    zone: Zone | None = None
    holidays: Country | None = None
    language: Language | None = None
    region: Id | None = None
    product: Text = ""
    version: Text = ""
    support_id: Text = ""


class ContactShape(_Shape):
    """A contact: the fields of the domain's."""

    address: MailAddress
    name: Name = ""
    addresses: Addresses = ()
    organisation: Key | None = None
    roles: Ids = ()
    language: Language | None = None
    telephone: Telephone = ""


def organisation_of(entry: Entry) -> tuple[Organisation | None, list[Fault]]:
    """The organisation, or all that is wrong with it."""
    return _shaped(entry, OrganisationShape, Organisation)


def contact_of(entry: Entry) -> tuple[Contact | None, list[Fault]]:
    """The contact, or all that is wrong with it."""
    person, faults = _shaped(entry, ContactShape, Contact)
    if person and person.address in person.addresses:
        faults = [
            entry.fault(
                _of_field(
                    entry,
                    "addresses",
                    Sentence("{address} is the contact's first address already", address=person.address),
                ),
                "addresses",
            )
        ]
    return person, faults


def _shaped(entry: Entry, shape: type[_Shape], noun: type[N]) -> tuple[N | None, list[Fault]]:
    given = {name: value for name, value in entry.values.items() if value not in ("", None, [])}
    try:
        return noun(**dict(shape.model_validate(given))), []
    except ValidationError as error:
        return None, [entry.fault(reason(entry, shape, fault), str(fault["loc"][0])) for fault in error.errors()]


def reason(entry: Entry, shape: type[BaseModel], fault: Any) -> Sentence:
    """What pydantic found wrong, in words for people."""
    field = str(fault["loc"][0])
    match fault["type"]:
        case "missing":
            return Sentence("{field} is missing", field=_called(entry, field))
        case "extra_forbidden":
            if near := difflib.get_close_matches(field, shape.model_fields, 1):
                return Sentence("unknown key {field!r}; did you mean {near!r}?", field=field, near=near[0])
            return Sentence("unknown key {field!r}", field=field)
        case _:
            return _of_field(entry, field, fault["ctx"]["error"].said)


def _of_field(entry: Entry, field: str, why: Sentence) -> Sentence:
    return Sentence("{field}: {why}", field=_called(entry, field), why=why)


def _called(entry: Entry, field: str) -> str:
    return entry.called.get(field, field)
