"""The desk of one support document: its text as TOML, what is wrong with it, what it changes; files are taken in and handed out."""

from dataclasses import replace
from typing import Any

from starlette.responses import JSONResponse, RedirectResponse, Response

from intakebot.amending.prospect import Prospect
from intakebot.casework.work import NotDone
from intakebot.console.call import Call, Missing
from intakebot.console.files import saved
from intakebot.console.house import House
from intakebot.console.letter_check import TooOften
from intakebot.console.letter_names import LetterNames
from intakebot.console.render import page
from intakebot.console.telling import sentence
from intakebot.console.terms_check import flaws, proved
from intakebot.console.terms_names import TermsNames
from intakebot.domain.terms_text import TermsText, TermsVersion
from intakebot.terms.sources import MOST_BYTES, is_id

#: Bytes of a form: Cyrillic letters take six each, quotes and line ends three.
MOST = 5 * MOST_BYTES
#: Lines of differences that are shown.
_SHOWN = 200


def edited(call: Call, house: House) -> Response:
    """The desk, with a version, one's own draft, or what is in force."""
    text, opened = text_opened(call, house)
    return _page(call, house, text, opened, said=TermsNames(call.language).done(call.asked("done", 20)))


def written(call: Call, house: House) -> Response:
    """Somebody wrote, or brought a file: it is checked, kept, or on its way to be published. What can't be done loses no word."""
    text = text_of(call)
    try:
        match call.said("do", 20):
            case "check":
                return _page(call, house, text, None)
            case "keep":
                kept = house.amending.draft(text, call.by)
                return RedirectResponse(f"/terms/{text.id}/edit?version={kept.id}&done=kept", 303)
            case "publish":
                kept = house.amending.draft(text, call.by)
                return RedirectResponse(f"/terms/{text.id}/versions/{kept.id}", 303)
            case _:
                raise Missing
    except NotDone as refused:
        return _page(call, house, text, None, why=sentence(refused.detail, call.language, call.zone), status=409)


def checked(call: Call, house: House) -> Response:
    """What the editor shows at every pause, as JSON; 429 when it asks too often."""
    text = text_of(call)
    try:
        found = proved(call, house, text)
    except TooOften as slow:
        return JSONResponse({"wait": slow.wait.total_seconds()}, 429)
    facts = about(house, text.id, found)
    return JSONResponse({
        "flaws": {"text": flaws(text, found)},
        **{name: bytes(page(call, f"terms_{name}.html", facts).body).decode() for name in ("proof", "shown")},
    })  # fmt: skip


def exported(call: Call, house: House) -> Response:
    """The text that is in force, as a file."""
    id_ = call.path.get("id") or call.path["terms"]
    if house.terms.find(id_) is None:
        raise Missing
    return saved(f"{id_}.toml", house.terms.layers(id_).sources[-1].text.encode())


def begun(call: Call, house: House) -> Response:
    """A document that there isn't yet, or the desk of one that there is."""
    id_, extends = call.asked("id", 60), call.asked("extends", 60)
    if not is_id(id_):
        raise NotDone("an id has Latin letters, digits and underscores, 32 at most")
    further = f"?extends={extends}" if house.terms.find(extends) else ""
    return RedirectResponse(f"/terms/{id_}/edit{further}", 303)


def text_of(call: Call) -> TermsText:
    """As the form, its file or the call's body has it; Missing for an id that no document can have."""
    id_ = known_id(call)
    given = next((one for one in (*call.every("file"), *call.every("text")) if one), "")
    return TermsText(id=id_, text=given.replace("\r\n", "\n"), note=call.said("note", 2_000))


def known_id(call: Call) -> str:
    """Of the document in the address; Missing for what can be none."""
    id_ = call.path.get("id") or call.path["terms"]
    if not is_id(id_):
        raise Missing
    return id_


def text_opened(call: Call, house: House) -> tuple[TermsText, TermsVersion | None]:
    """The version that is asked for; else one's own draft, else what is in force."""
    id_ = known_id(call)
    history = house.store.read(lambda desk: desk.terms_texts.history(id_))
    if asked := call.asked("version", 18):
        found = next((one for one in history if str(one.id) == asked), None)
        if found is None:
            raise Missing
        return found.draft, found
    own = next((one for one in history if one.state == "draft" and one.made_by == call.me.name), None)
    extends = call.asked("extends", 32)
    known = extends if house.terms.find(extends) else ""
    return (own.draft, own) if own else (house.amending.present(id_, known), None)


def about(house: House, id_: str, found: Prospect) -> dict[str, Any]:
    """What pages have to know to tell what would change."""
    return {"id": id_, "found": found, "most": _SHOWN, "documents": {document.id: document for document in house.terms}}


def _page(
    call: Call, house: House, text: TermsText, opened: TermsVersion | None, *, said: str = "", why: str = "", status: int = 200
) -> Response:  # fmt: skip
    found, document = proved(call, house, text), house.terms.find(text.id)
    beneath = (
        [one for one in house.terms.layers(text.id).sources if one.shipped or one.id != text.id] if document else []
    )
    return page(call, "terms_edit.html", {
        **about(house, text.id, found), "text": replace(text, text=_printable(text.text)), "opened": opened, "said": said, "why": why,
        "document": document, "beneath": beneath, "names": LetterNames(call.language),
        "history": house.store.read(lambda desk: desk.terms_texts.history(text.id)),
    }, status=status)  # fmt: skip


def _printable(text: str) -> str:
    """What isn't UTF-8 in a file can't be shown."""
    return text.encode("utf-8", "replace").decode()
