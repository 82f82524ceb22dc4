"""One version of a letter before it is published, and after: what it changes, for whom, whether it is proven; and what is done with it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from starlette.responses import RedirectResponse, Response

from intakebot.casework.work import NotDone
from intakebot.console.call import Call, Missing, whole
from intakebot.console.house import House
from intakebot.console.letter import address, choice_of, of_place, place_of, reached
from intakebot.console.letter_check import found
from intakebot.console.letter_names import LetterNames
from intakebot.console.render import page
from intakebot.domain.template import Place, Version
from intakebot.drafting.editing import Editing
from intakebot.replies.catalogue import reply_of
from intakebot.store.desk import Desk
from intakebot.store.versions import NoSuchVersion

#: By the id of a version; the id of the one that stands there afterwards.
Verb: TypeAlias = Callable[[Editing, int, Call], int]


def version(call: Call, house: House) -> Response:
    """What a version has otherwise than what customers get now, and than what the product came with."""
    one = version_of(call, house)
    place = one.draft.place
    history, choice = house.store.read(lambda desk: desk.templates.history(place)), choice_of(call, house, place)
    return page(call, "version.html", {
        "one": one, **of_place(place), "names": LetterNames(call.language), "address": address, "stamp": reply_of(one.draft).version,
        "instead_of": next((each.id for each in history if each.state == "published"), 0),
        "choice": choice, "about": found(call, house, one.draft, choice), "reached": reached(house, place),
    })  # fmt: skip


def version_of(call: Call, house: House) -> Version:
    """The one that an address means; Missing for none."""
    return _known(house, call.id())


def _known(house: House, key: int) -> Version:
    def look(desk: Desk) -> Version:
        return desk.templates.of(key)

    try:
        return house.store.read(look)
    except NoSuchVersion:
        raise Missing from None


def acted(call: Call, house: House) -> Response:
    """Published, brought back or discarded; NotDone tells why it can't be."""
    name = call.path["act"]
    return RedirectResponse(address(act(call, house, name).draft.place, done=name), 303)


def act(call: Call, house: House, name: str) -> Version:
    """Likewise, for pages and programs: the version that came of it. Missing, NotDone."""
    one = version_of(call, house)
    if name not in ACTS:
        raise Missing
    return _known(house, ACTS[name](house.editing, one.id, call))


def withdrawn(call: Call, house: House) -> Response:
    """What managers published there isn't what customers get any more."""
    place = withdraw(call, house)
    others = house.store.read(lambda desk: desk.templates.history(replace(place, terms="")))
    for_all = any(one.state == "published" for one in others)
    return RedirectResponse(address(place, done="withdrawn_to_all" if for_all else "withdrawn_to_files"), 303)


def withdraw(call: Call, house: House) -> Place:
    """Likewise, for pages and programs: where. Missing, NotDone."""
    place = place_of(call, house)
    if not house.editing.withdraw(place, call.by):
        raise NotDone("nothing is published there")
    return place


def seen(call: Call) -> int:
    """What was published there when whoever decides looked, by its id; NotDone when they didn't."""
    found = whole(call.said("instead_of"))
    if found is None:
        raise NotDone("look at the differences first")
    return found


def _publish(editing: Editing, key: int, call: Call) -> int:
    version, _proof = editing.publish(key, call.by, seen(call))
    return version.id


def _roll_back(editing: Editing, key: int, call: Call) -> int:
    version, _proof = editing.roll_back(key, call.by)
    return version.id


def _discard(editing: Editing, key: int, call: Call) -> int:
    if not editing.discard(key, call.by):
        raise NotDone("version {id} is no draft any more", id=str(key))
    return key


ACTS: Mapping[str, Verb] = {"publish": _publish, "rollback": _roll_back, "discard": _discard}
