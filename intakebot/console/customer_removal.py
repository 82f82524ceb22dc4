"""Customers are removed: the page before says what follows."""

from typing import Any

from starlette.responses import RedirectResponse, Response

from intakebot.console.call import Call
from intakebot.console.customers import known_firm, known_person
from intakebot.console.house import House
from intakebot.console.noted import noted
from intakebot.console.render import page
from intakebot.store.agenda import Wanted
from intakebot.store.desk import Desk

#: People and tickets are counted so far.
_COUNTED = 1_000


def firm_removal(call: Call, house: House) -> Response:
    """What follows when an organisation goes."""
    key = call.asked("key", 400)

    def look(desk: Desk) -> dict[str, Any]:
        firm = known_firm(desk, key)
        return {
            "name": firm.name, "domains": firm.domains, "people": len(desk.directory.people("", _COUNTED, of=key)),
            "tickets": desk.agenda.count(Wanted(view="all", customer=key), _COUNTED),
        }  # fmt: skip

    return page(call, "removal.html", {"kind": "organisation", "key": key, **house.store.read(look)})


def firm_removed(call: Call, house: House) -> Response:
    """It goes."""
    key = call.said("key", 400)

    def work(desk: Desk) -> None:
        known_firm(desk, key)
        desk.customers.remove([key], [], call.now)
        noted(desk, call, "organisation_removed", key, {})

    house.store.write(work).result()
    return RedirectResponse("/contacts?what=removed", 303)


def person_removal(call: Call, house: House) -> Response:
    """What follows when a contact goes."""
    address = call.asked("address", 400)
    (one, _), reach = house.store.read(lambda desk: (known_person(desk, address), desk.directory.reach(address)))
    return page(call, "removal.html", {
        "kind": "contact", "key": address, "name": one.name or address, "addresses": one.addresses, "chats": reach.chats,
    })  # fmt: skip


def person_removed(call: Call, house: House) -> Response:
    """They go."""
    address = call.said("address", 400)

    def work(desk: Desk) -> None:
        known_person(desk, address)
        desk.customers.remove([], [address], call.now)
        noted(desk, call, "contact_removed", address, {})

    house.store.write(work).result()
    return RedirectResponse("/contacts?what=removed", 303)
