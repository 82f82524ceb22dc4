"""One version of a support document before it is in force, and after: what it changes, what holds on to that; what is done with it."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from starlette.responses import RedirectResponse, Response

from intakebot.amending.amending import Amending
from intakebot.casework.work import NotDone
from intakebot.console.call import Call, Missing
from intakebot.console.house import House
from intakebot.console.letter_names import LetterNames
from intakebot.console.render import page
from intakebot.console.terms_check import proved
from intakebot.console.terms_desk import about, known_id
from intakebot.console.versions import seen
from intakebot.domain.terms_text import TermsVersion
from intakebot.store.desk import Desk
from intakebot.store.versions import NoSuchVersion

#: By the id of a version; the id of the one that stands there afterwards.
Verb: TypeAlias = Callable[[Amending, int, Call], int]


def version(call: Call, house: House) -> Response:
    """What would change by it."""
    one = version_of(call, house)
    house.editing.publications.refresh()  # another process may have published: differences are from what `instead_of` names
    history = house.store.read(lambda desk: desk.terms_texts.history(one.draft.id))
    found = proved(call, house, one.draft)
    return page(call, "terms_version.html", {
        **about(house, one.draft.id, found), "one": one, "names": LetterNames(call.language),
        "instead_of": next((each.id for each in history if each.state == "published"), 0),
        "restores": next((each.number for each in history if each.id == one.restores_id), 0),
    })  # fmt: skip


def version_of(call: Call, house: House) -> TermsVersion:
    """The one that an address means; Missing for none."""
    return _known(house, known_id(call), call.id("version"))


def acted(call: Call, house: House) -> Response:
    """Published, brought back or discarded; NotDone tells why it can't be."""
    name = call.path["act"]
    done = act(call, house, name)
    return RedirectResponse(f"/terms/{done.draft.id}/edit?done={name}", 303)


def act(call: Call, house: House, name: str) -> TermsVersion:
    """Likewise, for pages and programs: the version that came of it. Missing, NotDone."""
    one = version_of(call, house)
    if name not in ACTS:
        raise Missing
    return _known(house, one.draft.id, ACTS[name](house.amending, one.id, call))


def withdrawn(call: Call, house: House) -> Response:
    """What was published isn't in force any more."""
    id_ = withdraw(call, house)
    place = f"/terms/{id_}/edit" if house.terms.find(id_) else "/terms"
    return RedirectResponse(f"{place}?done=withdrawn", 303)


def withdraw(call: Call, house: House) -> str:
    """Likewise, for pages and programs: of which document. Missing, NotDone."""
    id_ = known_id(call)
    if not house.amending.withdraw(id_, call.by):
        raise NotDone("nothing is published there")
    return id_


def _known(house: House, id_: str, key: int) -> TermsVersion:
    def look(desk: Desk) -> TermsVersion:
        return desk.terms_texts.of(key)

    try:
        found = house.store.read(look)
    except NoSuchVersion:
        raise Missing from None
    if found.draft.id != id_:
        raise Missing
    return found


def _publish(amending: Amending, key: int, call: Call) -> int:
    return amending.publish(key, call.by, seen(call)).id


def _roll_back(amending: Amending, key: int, call: Call) -> int:
    return amending.roll_back(key, call.by).id


def _discard(amending: Amending, key: int, call: Call) -> int:
    if not amending.discard(key, call.by):
        raise NotDone("this version is no draft any more")
    return key


ACTS: Mapping[str, Verb] = {"publish": _publish, "rollback": _roll_back, "discard": _discard}
