"""Mailboxes are set by a list in two steps: what would change is shown, and just that is done, or nothing. And taken along."""

from starlette.responses import RedirectResponse, Response

from intakebot.binding.file import FORMS, read
from intakebot.binding.prospect import Prospect
from intakebot.binding.wish import Read
from intakebot.console.call import Call
from intakebot.console.house import House
from intakebot.console.mailbox import kept, stamp
from intakebot.console.render import page
from intakebot.contacts.reading import File

#: Lines of differences, and faults, that are shown.
_SHOWN = 200
_TYPES = {"toml": "application/toml; charset=utf-8", "csv": "text/csv; charset=utf-8"}


def form(call: Call, _house: House) -> Response:
    """Where a list is pasted."""
    return _page(call, None, "")


def looked(call: Call, house: House) -> Response:
    """What would change; exactly that is done once it is agreed to. Where other things would now, these are shown instead."""
    found, done = kept(call, house, _read(call))
    if done:
        return RedirectResponse(f"/channels?what=imported&done={len(found.changes)}", 303)
    return _page(call, found, stamp(house, found), crossed=bool(call.said("agreed", 64) and not found.faults))


def export(call: Call, house: House) -> Response:
    """All of them, as a file that can be imported again."""
    form = "csv" if call.asked("format", 10) == "csv" else "toml"
    named = {"Content-Disposition": f'attachment; filename="mailboxes.{form}"'}
    return Response(FORMS[form](house.binding.mailboxes).encode(), media_type=_TYPES[form], headers=named)


def _text(call: Call) -> tuple[str, str]:
    """As it was pasted, and how it is written."""
    text = next(iter(call.every("text")), "").replace("\r\n", "\n")
    return text, "csv" if call.said("format", 8) == "csv" else "toml"


def _read(call: Call) -> Read:
    text, form = _text(call)
    return read([File(name=f"list.{form}", content=text.encode("utf-8", "surrogatepass"))])


def _page(call: Call, found: Prospect | None, agreed: str, *, crossed: bool = False) -> Response:
    text, form = _text(call)
    facts = {
        "text": text, "form": form, "found": found, "crossed": crossed, "most": _SHOWN, "agreed": agreed,
        "note": call.said("note", 2_000),
    }  # fmt: skip
    return page(call, "mailbox_import.html", facts, status=409 if crossed else 200)
