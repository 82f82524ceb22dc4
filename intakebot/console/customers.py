"""Customers: searched, looked at, taken along as a file."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from intakebot.console.call import Call, Missing, whole
from intakebot.console.house import House
from intakebot.console.render import page
from intakebot.console.whence import WHENCE
from intakebot.console.whence import address as address_of
from intakebot.contacts import csv_file, toml_file
from intakebot.domain.customer import Contact, Organisation
from intakebot.store.agenda import Wanted
from intakebot.store.desk import Desk

#: On one page; tickets of a customer are counted so far.
_FIRMS, _PEOPLE, _COUNTED = 20, 50, 1_000
#: Of an address, or a key.
_LONGEST = 400


def search(call: Call, house: House) -> Response:
    """Organisations and people that contain the words."""
    words, firms_after, after = (
        call.asked("q", 100),
        whole(call.asked("firms", 6)) or 0,
        whole(call.asked("after", 6)) or 0,
    )
    firms, people = house.store.read(
        lambda desk: (
            desk.directory.organisations(words, _FIRMS + 1, firms_after),
            desk.directory.people(words, _PEOPLE + 1, after),
        )
    )

    def address(**changes: Any) -> str:
        said = {"q": words, "firms": firms_after, "after": after} | changes
        return "/contacts?" + urlencode({name: value for name, value in said.items() if value})

    return page(call, "customers.html", {
        "q": words, "firms": firms[:_FIRMS], "people": people[:_PEOPLE], "address": address,
        "firms_before": firms_after and max(firms_after - _FIRMS, 0), "firms_after": firms_after,
        "firms_next": firms_after + _FIRMS if len(firms) > _FIRMS else 0,
        "after": after, "before": max(after - _PEOPLE, 0), "next": after + _PEOPLE if len(people) > _PEOPLE else 0,
        "done": call.asked("done", _LONGEST), "what": call.asked("what", 20),
    })  # fmt: skip


def organisation(call: Call, house: House) -> Response:
    """One organisation: what it bought, who belongs to it."""
    key = call.asked("key", _LONGEST)

    def look(desk: Desk) -> tuple[Organisation, Mapping[str, Any]]:
        firm = known_firm(desk, key)
        return firm, {
            "people": desk.directory.people("", _PEOPLE + 1, of=key),
            "open_tickets": desk.agenda.count(Wanted(view="open", customer=key), _COUNTED),
            "tickets": desk.agenda.count(Wanted(view="all", customer=key), _COUNTED),
        }

    firm, seen = house.store.read(look)
    return page(call, "organisation.html", {
        "firm": firm, **seen, "most": _PEOPLE, "document": house.terms.find(firm.terms), "today": call.now.date(),
        "tickets_at": address_of("/triage", view="all", customer=key, **{WHENCE: place_of_firm(key)}), "what": call.asked("what", 20),
    })  # fmt: skip


def person(call: Call, house: House) -> Response:
    """One contact."""
    address = call.asked("address", _LONGEST)
    (one, firm), reach = house.store.read(lambda desk: (known_person(desk, address), desk.directory.reach(address)))
    return page(call, "person.html", {
        "one": one, "firm": firm, "reach": reach, "document": house.terms.find(firm.terms if firm else None),
        "tickets_at": address_of("/triage", view="all", q=address, **{WHENCE: place_of_person(address)}), "what": call.asked("what", 20),
    })  # fmt: skip


def export(call: Call, house: House) -> Response:
    """The whole registry as a file that can be imported again; a spreadsheet takes no cell of it for a formula."""
    form = call.asked("format", 8)
    if form not in _FORMS:
        raise Missing
    named = {"Content-Disposition": f'attachment; filename="contacts.{form}"'}
    return Response(exported(house, form).encode(), media_type=_FORMS[form][1], headers=named)


def exported(house: House, form: str) -> str:
    """Likewise its content, for pages and programs; KeyError for another form than toml and csv."""
    return _FORMS[form][0](house.store.read(lambda desk: desk.customers.all()))


def known_firm(desk: Desk, key: str) -> Organisation:
    """The organisation of this key; Missing."""
    found = desk.customers.near([key], (), ()).organisations if key.isprintable() else ()
    if not found:
        raise Missing
    return found[0]


def known_person(desk: Desk, address: str) -> tuple[Contact, Organisation | None]:
    """The contact whose first address this is, and their organisation; Missing."""
    found = desk.customers.of([address])[address]
    if found.contact is None or found.contact.address != address:
        raise Missing
    return found.contact, found.organisation


def place_of_firm(key: str, **more: str) -> str:
    """The page of an organisation."""
    return "/contacts/organisation?" + urlencode({"key": key, **more})


def place_of_person(address: str, **more: str) -> str:
    """The page of a contact."""
    return "/contacts/person?" + urlencode({"address": address, **more})


_FORMS = {
    "toml": (toml_file.write, "application/toml; charset=utf-8"),
    "csv": (csv_file.write, "text/csv; charset=utf-8"),
}
