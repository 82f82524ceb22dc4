"""Customers are added and edited in forms; the checks are those of an import, and nothing typed is ever lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import RedirectResponse, Response

from intakebot.console.call import Call
from intakebot.console.customer_fields import Filled, Kind, Noun, by_field, digest, filled, shown
from intakebot.console.customers import known_firm, known_person, place_of_firm, place_of_person
from intakebot.console.house import House
from intakebot.console.noted import noted
from intakebot.console.render import page
from intakebot.contacts.differences import Change
from intakebot.registry import make, offers, prospect
from intakebot.store.desk import Desk

_NAMES: Mapping[Kind, str] = {"organisation": "key", "contact": "address"}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Outcome:
    """What came of saving: `saved`, or why not."""

    saved: bool = False
    key: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    #: What the change does to others, to be agreed to first.
    consequences: tuple[Change, ...] = ()
    #: Somebody else changed it meanwhile.
    crossed: bool = False
    exists: bool = False
    #: Of what is known now.
    seen: str = ""


def firm_form(call: Call, house: House) -> Response:
    """The form about an organisation: a new one, or the one with this key."""
    key = call.asked("key", 400)
    firm = house.store.read(lambda desk: known_firm(desk, key)) if key else None
    return _form(call, house, "organisation", shown(firm, "organisation"), _Outcome(seen=digest(firm)), new=not key)


def person_form(call: Call, house: House) -> Response:
    """The form about a contact: a new one, maybe of an organisation, or the one with this address."""
    address = call.asked("address", 400)
    one = house.store.read(lambda desk: known_person(desk, address)[0]) if address else None
    values = shown(one, "contact")
    values["organisation"] = values["organisation"] or call.asked("organisation", 100)
    return _form(call, house, "contact", values, _Outcome(seen=digest(one)), new=not address)


def firm_kept(call: Call, house: House) -> Response:
    """The form about an organisation comes back."""
    return _kept(call, house, "organisation")


def person_kept(call: Call, house: House) -> Response:
    """The form about a contact comes back."""
    return _kept(call, house, "contact")


def _kept(call: Call, house: House, kind: Kind) -> Response:
    form = filled(call, kind)
    came = house.store.write(lambda desk: _save(desk, call, house, form)).result()
    if not came.saved:
        return _form(call, house, kind, form.values, came, new=form.seen == digest(None))
    place = place_of_firm if kind == "organisation" else place_of_person
    return RedirectResponse(place(came.key, what="saved"), 303)


def _save(desk: Desk, call: Call, house: House, form: Filled) -> _Outcome:
    """Keep what was filled in, unless something stands against it."""
    read = form.read
    would = prospect(desk, read, offers(house.terms))
    if would.faults:
        return _Outcome(faults=by_field(would.faults, call), seen=form.seen)
    nouns: tuple[Noun, ...] = (*read.registry.organisations, *read.registry.contacts)
    key = str(getattr(nouns[0], _NAMES[form.kind]))
    now = digest(_known(desk, form.kind, key))
    if now != form.seen:
        return _Outcome(crossed=form.seen != digest(None), exists=form.seen == digest(None), seen=form.seen)
    others = tuple(one for one in would.changes if (one.what, one.key) != (form.kind, key))
    if others and form.agreed != digest(others):
        return _Outcome(consequences=others, seen=form.seen)
    make(desk, read.registry, would.changes, call.now)
    told = {f"{one.change} {one.key}": dict(one.fields) for one in would.changes}
    noted(desk, call, f"{form.kind}_kept", key, told)
    return _Outcome(saved=True, key=key)


def _known(desk: Desk, kind: Kind, key: str) -> Noun | None:
    if kind == "organisation":
        return next(iter(desk.customers.near([key], (), ()).organisations), None)
    one = desk.customers.of([key])[key].contact
    return one if one and one.address == key else None


def _form(call: Call, house: House, kind: Kind, values: Mapping[str, Any], came: _Outcome, *, new: bool) -> Response:
    facts = {
        "kind": kind, "values": values, "new": new, "faults": came.faults, "consequences": came.consequences,
        "crossed": came.crossed, "exists": came.exists, "seen": came.seen,
        "agreed": digest(came.consequences) if came.consequences else "", "documents": tuple(house.terms),
        "back": place_of_firm(values.get("key", "")) if kind == "organisation" else place_of_person(values.get("address", "")),
    }  # fmt: skip
    return page(call, f"{kind}_form.html", facts, status=409 if came.crossed else 200)
