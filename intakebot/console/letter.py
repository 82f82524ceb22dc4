"""The desk of one letter: its parts, the words as they are written, how they would read, what is known about them."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from starlette.responses import JSONResponse, RedirectResponse, Response

from intakebot.casework.work import NotDone
from intakebot.console.call import Call, Missing
from intakebot.console.house import House
from intakebot.console.letter_check import Choice, TooOften, choices, found
from intakebot.console.letter_names import LetterNames
from intakebot.console.render import page
from intakebot.console.telling import sentence, told
from intakebot.domain.template import KINDS, Draft, Place, Version
from intakebot.drafting.circumstances import documents
from intakebot.replies import ready
from intakebot.replies.completion import completion
from intakebot.replies.events import is_ready

#: Bytes of a form: four parts of 32,000 characters, Cyrillic ones take six each.
MOST = 1024 * 1024


def letter(call: Call, house: House) -> Response:
    """The desk, with a version, one's own draft, or what customers get now."""
    place = place_of(call, house)
    history = house.store.read(lambda desk: desk.templates.history(place))
    opened = _opened(call, history)
    draft = opened.draft if opened else house.editing.present(place)
    return _page(call, house, draft, opened, said=LetterNames(call.language).done(call.asked("done", 20), place.event))


def written(call: Call, house: House) -> Response:
    """Somebody wrote: it is checked, kept, sent to themselves as a test, or on its way to be published. What can't be done loses no word."""
    draft = draft_of(call, house)
    try:
        match call.said("do", 20):
            case "check":
                return _page(call, house, draft, None)
            case "test":
                house.editing.send_test(draft, call.said("to", 200), call.by)
                return _page(call, house, draft, None, said=LetterNames(call.language).done("tested"))
            case "keep":
                kept = house.editing.draft(draft, call.by)
                return RedirectResponse(address(draft.place, version=kept.id, done="kept"), 303)
            case "publish":
                kept = house.editing.draft(draft, call.by)
                return RedirectResponse(f"/templates/versions/{kept.id}", 303)
            case _:
                raise Missing
    except NotDone as refused:
        return _page(call, house, draft, None, why=sentence(refused.detail, call.language, call.zone), status=409)


def checked(call: Call, house: House) -> Response:
    """What the editor shows at every pause, as JSON; 429 when it asks too often."""
    draft = draft_of(call, house)
    try:
        choice = choice_of(call, house, draft.place)
        about = found(call, house, draft, choice)
    except TooOften as slow:
        return JSONResponse({"wait": slow.wait.total_seconds()}, 429)
    facts = {"about": about, "choice": choice, "names": LetterNames(call.language), **of_place(draft.place)}
    return JSONResponse({
        "flaws": {kind: [[one.start, one.end, told(one.message, call.language, call.zone)] for one in flaws] for kind, flaws in about.flaws.items()},
        "shown": _written(page(call, "letter_shown.html", facts)), "proof": _written(page(call, "letter_proof.html", facts)),
        "apart": _written(page(call, "letter_apart.html", facts)),
    })  # fmt: skip


def place_of(call: Call, house: House) -> Place:
    """Which letter an address means; Missing for none."""
    place = Place(event=call.path["event"], language=call.path["language"], terms=call.asked("terms", 60))
    try:
        house.editing.present(place)
    except NotDone:
        raise Missing from None
    return place


def draft_of(call: Call, house: House) -> Draft:
    """As the form has it, to the letter: editors count characters. Missing where there is no such letter."""
    parts = {kind: next(iter(call.every(kind)), "").replace("\r\n", "\n") for kind in KINDS}
    kept = {kind: text for kind, text in parts.items() if text}
    return Draft(place=place_of(call, house), parts=kept, note=call.said("note", 2_000))


def of_place(place: Place) -> dict[str, Any]:
    """What every page about a letter has to know of its place."""
    return {"place": place, "ready": is_ready(place.event)}


def reached(house: House, place: Place) -> tuple[str, ...]:
    """Documents whose customers get the letter: those of its terms that are served in its language."""
    served = documents(house.terms, replace(place, terms=""), house.editing.catalogue.languages(place.event))
    return tuple(document.id for document in served if place.terms in ("", document.id))


def address(place: Place, act: str = "", **more: str | int) -> str:
    """Where a letter's desk is, or an act of it."""
    asked = urlencode({name: value for name, value in {"terms": place.terms, **more}.items() if value})
    return "/".join(filter(None, ("/templates", place.event, place.language, act))) + (f"?{asked}" if asked else "")


def choice_of(call: Call, house: House, place: Place) -> Choice:
    """What the letter is looked at for; under its own terms, else the first, unless something else is chosen."""
    offered = choices(house, place, call.language)
    usual = next((value for value, _said in offered.get(place.terms) or next(iter(offered.values()), ())), "")
    under = next(iter(call.every("under")), call.query.get("under", usual))
    return Choice(under=under.strip()[:200], ticket=call.said("ticket", 20) or call.asked("ticket", 20))


def _page(
    call: Call, house: House, draft: Draft, opened: Version | None, *, said: str = "", why: str = "", status: int = 200
) -> Response:
    place, choice = draft.place, choice_of(call, house, draft.place)
    about = found(call, house, draft, choice)
    facts: dict[str, Any] = {
        **of_place(place), "draft": draft, "opened": opened, "said": said, "why": why, "about": about, "choice": choice,
        "choices": choices(house, place, call.language), "kinds": ready.KINDS if is_ready(place.event) else KINDS, "names": LetterNames(call.language), "address": address,
        "known": completion(place.event, call.language), "documents": house.terms.ids, "replace": replace, "reached": reached(house, place),
        "languages": house.editing.catalogue.languages(place.event), "to": call.said("to", 200),
        "history": house.store.read(lambda desk: desk.templates.history(place)),
    }  # fmt: skip
    return page(call, "letter.html", facts, status=status)


def _opened(call: Call, history: list[Version]) -> Version | None:
    """The version that is asked for; else one's own draft."""
    if asked := call.asked("version", 18):
        for version in history:
            if str(version.id) == asked:
                return version
        raise Missing
    return next((one for one in history if one.state == "draft" and one.made_by == call.me.name), None)


def _written(answer: Response) -> str:
    return bytes(answer.body).decode()
