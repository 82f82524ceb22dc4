"""One version of a letter before it is published, and after: what it changes, for whom, whether it is proven; and what is done with it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from starlette.responses import RedirectResponse, Response

from intakebot.casework.work import NotDone
from intakebot.console.call import Call, Missing, whole
from intakebot.console.house import House
from intakebot.console.letter import address, choice_of, of_place, place_of
from intakebot.console.letter_check import SECONDS, different, looked_at, one_by_one
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
    house.editing.publications.refresh()  # another process may have published: differences are from what `instead_of` names
    place = one.draft.place
    history, choice = house.store.read(lambda desk: desk.templates.history(place)), choice_of(call, house, place)
    with one_by_one(call, house):
        about = looked_at(call, house, one.draft, choice, back=one.state == "retired")
        others = [each for each in about.beside.values() if each]
        beside = [(each, house.editing.proved(each.draft, SECONDS, beside={})) for each in others]
    older = [each for each in history if each.published_at and each.number < one.number]
    before = older[0] if older and one.state == "published" else None
    return page(call, "version.html", {
        "one": one, **of_place(place), "names": LetterNames(call.language), "stamp": reply_of(one.draft).version,
        "instead_of": next((each.id for each in history if each.state == "published"), 0),
        "choice": choice, "about": about, "reach": house.editing.reach(place), "beside": beside, "editable": False,
        "sound": about.proof.sound and all(proof.sound for _each, proof in beside), "current": one.state == "published",
        "restores": next((each.number for each in history if each.id == one.restores_id), 0), "editor": address(place, version=one.id),
        "before": before, "from_before": different(one.draft.parts, before.draft.parts) if before else None,
        "said": LetterNames(call.language).done(call.asked("done", 20)),
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
    """Published, brought back, taken back or discarded; NotDone tells why it can't be."""
    name = call.path["act"]
    one = act(call, house, name)
    return RedirectResponse(address(one.draft.place, done=name), 303)


def begun(call: Call, house: House) -> Response:
    """Drafts in the other languages, for a version that is looked at."""
    place = place_of(call, house)
    house.editing.begin(place, call.by)
    if key := whole(call.said("version")):
        return RedirectResponse(f"/templates/versions/{key}?done=begun", 303)
    return RedirectResponse(address(place, done="begun"), 303)


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
    beside = tuple(filter(None, map(whole, call.every("beside")))) if "beside" in call.form else None
    return editing.publish(key, call.by, seen(call), beside).version.id


def _roll_back(editing: Editing, key: int, call: Call) -> int:
    return editing.roll_back(key, call.by).version.id


def _take_back(editing: Editing, key: int, call: Call) -> int:
    editing.take_back(key, call.by)
    return key


def _discard(editing: Editing, key: int, call: Call) -> int:
    if not editing.discard(key, call.by):
        raise NotDone("this version is no draft any more")
    return key


ACTS: Mapping[str, Verb] = {"publish": _publish, "rollback": _roll_back, "undo": _take_back, "discard": _discard}
