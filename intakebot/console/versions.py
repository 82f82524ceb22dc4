"""One version of a letter before it is published, and after: what it changes, for whom, whether it is proven; and what is done with it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from starlette.responses import RedirectResponse, Response

from intakebot.casework.work import NotDone
from intakebot.console.call import Call, Missing, whole
from intakebot.console.house import House
from intakebot.console.letter import address, choice_of, place_of, reached
from intakebot.console.letter_check import found
from intakebot.console.letter_names import LetterNames
from intakebot.console.render import page
from intakebot.domain.template import Version
from intakebot.drafting.editing import Editing
from intakebot.replies.catalogue import reply_of
from intakebot.store.desk import Desk
from intakebot.store.templates import NoSuchVersion

Verb: TypeAlias = Callable[[Editing, int, Call], object]


def version(call: Call, house: House) -> Response:
    """What a version has otherwise than what customers get now, and than what the product came with."""
    one = _version(call, house)
    place = one.draft.place
    history = house.store.read(lambda desk: desk.templates.history(place))
    return page(call, "version.html", {
        "one": one, "place": place, "names": LetterNames(call.language), "address": address, "stamp": reply_of(one.draft).version,
        "instead_of": next((each.id for each in history if each.state == "published"), 0),
        "about": found(call, house, one.draft, choice_of(call, house, place)), "reached": reached(house, place),
    })  # fmt: skip


def acted(call: Call, house: House) -> Response:
    """Published, brought back or discarded; NotDone tells why it can't be."""
    one, act = _version(call, house), call.path["act"]
    if act not in ACTS:
        raise Missing
    ACTS[act](house.editing, one.id, call)
    return RedirectResponse(address(one.draft.place, done=act), 303)


def withdrawn(call: Call, house: House) -> Response:
    """What managers published there isn't what customers get any more."""
    place = place_of(call, house)
    if not house.editing.withdraw(place, call.by):
        raise NotDone("nothing is published there")
    others = house.store.read(lambda desk: desk.templates.history(replace(place, terms="")))
    for_all = any(one.state == "published" for one in others)
    return RedirectResponse(address(place, done="withdrawn_to_all" if for_all else "withdrawn_to_files"), 303)


def _publish(editing: Editing, key: int, call: Call) -> None:
    seen = whole(call.said("instead_of"))
    if seen is None:
        raise NotDone("look at the differences first")
    editing.publish(key, call.by, seen)


def _discard(editing: Editing, key: int, call: Call) -> None:
    if not editing.discard(key, call.by):
        raise NotDone(f"version {key} is no draft any more")


ACTS: Mapping[str, Verb] = {
    "publish": _publish, "rollback": lambda editing, key, call: editing.roll_back(key, call.by), "discard": _discard,
}  # fmt: skip


def _version(call: Call, house: House) -> Version:
    key = call.id()

    def look(desk: Desk) -> Version:
        return desk.templates.of(key)

    try:
        return house.store.read(look)
    except NoSuchVersion:
        raise Missing from None
