"""The desk of one letter: its parts, the words as they are written, how they would read, what is known about them."""

from collections.abc import Mapping
from dataclasses import replace
from operator import attrgetter
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
from intakebot.domain.template import KINDS, Draft, Kind, Place, Version
from intakebot.drafting.together import others
from intakebot.replies import ready
from intakebot.replies.carried import carried
from intakebot.replies.completion import completion
from intakebot.replies.events import IN_CHAT_ONLY, is_ready

#: Bytes of a form: four parts of 32,000 characters, Cyrillic ones take six each.
MOST = 1024 * 1024
_IN_CHAT: tuple[Kind, ...] = ("chat",)
#: How parts of pages look that stand beside a version as well: nothing of it is before this one, nothing leads to where one is.
_WRITING: Mapping[str, Any] = {"editable": True, "current": False, "before": None, "editor": ""}


def letter(call: Call, house: House) -> Response:
    """The desk, with a version, one's own draft, or what customers get now."""
    place = place_of(call, house)
    history = house.store.read(lambda desk: desk.templates.history(place))
    opened = _opened(call, history)
    draft = opened.draft if opened else house.editing.present(place)
    done = call.asked("done", 20)
    said = LetterNames(call.language).done(done, place.event)
    return _page(call, house, draft, opened, said=said, back=_way_back(call, done, history))


def written(call: Call, house: House) -> Response:
    """Somebody wrote: it is checked, changed in all parts alike, kept, sent to themselves as a test, begun in other languages, or on
    its way to be published. What can't be done loses no word.
    """
    draft = draft_of(call, house)
    try:
        match call.said("do", 20):
            case "check":
                return _page(call, house, draft, None)
            case "carry":
                same = carried(draft.parts, house.editing.present(draft.place).parts)
                return _page(
                    call,
                    house,
                    replace(draft, parts={**draft.parts, **same}),
                    None,
                    said=LetterNames(call.language).done("carried"),
                )
            case "test":
                house.editing.send_test(draft, call.said("to", 200), call.by)
                return _page(call, house, draft, None, said=LetterNames(call.language).done("tested"))
            case "keep":
                kept = house.editing.draft(draft, call.by)
                return RedirectResponse(address(draft.place, version=kept.id, done="kept"), 303)
            case "begin":
                kept = house.editing.draft(draft, call.by)
                house.editing.begin(draft.place, call.by)
                return RedirectResponse(address(draft.place, version=kept.id, done="begun"), 303)
            case "publish":
                kept = house.editing.draft(_changed(draft, house), call.by)
                return RedirectResponse(f"/templates/versions/{kept.id}", 303)
            case _:
                raise Missing
    except NotDone as refused:
        return _page(call, house, draft, None, why=sentence(refused.detail, call.language, call.zone), status=409)


def _changed(draft: Draft, house: House) -> Draft:
    """NotDone for what is in use already."""
    if draft.parts == house.editing.present(draft.place).parts:
        raise NotDone("nothing is changed: customers get these words already")
    return draft


def checked(call: Call, house: House) -> Response:
    """What the editor shows at every pause, as JSON; 429 when it asks too often."""
    draft = draft_of(call, house)
    try:
        choice = choice_of(call, house, draft.place)
        about = found(call, house, draft, choice)
    except TooOften as slow:
        return JSONResponse({"wait": slow.wait.total_seconds()}, 429)
    facts = {"about": about, "choice": choice, "names": LetterNames(call.language), **_WRITING, **of_place(draft.place)}
    return JSONResponse({
        "flaws": {kind: [[one.start, one.end, told(one.message, call.language, call.zone)] for one in flaws] for kind, flaws in about.flaws.items()},
        "shown": _written(page(call, "letter_shown.html", facts)), "proof": _written(page(call, "letter_proof.html", facts)),
        "apart": _written(page(call, "letter_apart.html", facts)), "hint": _written(page(call, "letter_hint.html", facts)),
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
    return {"place": place, "ready": is_ready(place.event), "address": address}


def kinds_of(event: str, draft: Draft) -> tuple[Kind, ...]:
    """The parts that such a letter has, or that this one has nevertheless."""
    usual = ready.KINDS if is_ready(event) else _IN_CHAT if event in IN_CHAT_ONLY else KINDS
    return tuple(kind for kind in KINDS if kind in usual or kind in draft.parts)


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
    call: Call,
    house: House,
    draft: Draft,
    opened: Version | None,
    *,
    said: str = "",
    back: str = "",
    why: str = "",
    status: int = 200,
) -> Response:
    place, choice = draft.place, choice_of(call, house, draft.place)
    about = found(call, house, draft, choice)
    facts: dict[str, Any] = {
        **of_place(place), **_WRITING, "draft": draft, "opened": opened, "said": said, "back": back, "why": why, "about": about, "choice": choice,
        "choices": choices(house, place, call.language), "kinds": kinds_of(place.event, draft), "names": LetterNames(call.language),
        "known": completion(place.event, call.language), "documents": house.terms.ids, "replace": replace, "reach": house.editing.reach(place),
        "along": [one.language for one in others(house.terms, house.editing.catalogue, place) if one.language not in about.beside],
        "languages": house.editing.catalogue.languages(place.event), "to": call.said("to", 200),
        "history": house.store.read(lambda desk: desk.templates.history(place)),
    }  # fmt: skip
    return page(call, "letter.html", facts, status=status)


def _way_back(call: Call, done: str, history: list[Version]) -> str:
    """Where one takes back at once what one has just done to what customers get; "" where nobody did, or somebody else."""
    now = next((one for one in history if one.state == "published"), None)
    if now:
        mine = done in ("publish", "rollback") and now.published_by == call.me.name
        return f"/templates/versions/{now.id}/undo" if mine else ""
    ended = sorted((one for one in history if one.published_at and one.retired_at), key=attrgetter("retired_at"))
    mine = done.startswith("withdrawn") and bool(ended) and ended[-1].retired_by == call.me.name
    return f"/templates/versions/{ended[-1].id}/rollback" if mine else ""


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
