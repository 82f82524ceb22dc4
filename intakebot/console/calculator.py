"""When would it be due? Asked and answered by an address that can be sent to a colleague."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.responses import RedirectResponse, Response

from intakebot.console.call import Call
from intakebot.console.house import House
from intakebot.console.render import page
from intakebot.console.terms import known
from intakebot.console.words import Words, words
from intakebot.domain.errors import Permanent
from intakebot.domain.jsonlines import BadQuestion
from intakebot.terms.clocks.asking import Question, question
from intakebot.terms.clocks.due import Deadlines
from intakebot.terms.clocks.due import deadlines as counted
from intakebot.terms.clocks.errors import CannotCount, OutOfRange, UnknownHolidays, UnknownName, UnknownZone
from intakebot.terms.document import Document

_FIELDS = ("plan", "severity", "received", "zone", "holidays")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Answer:
    """Deadlines, or what is wrong, by field."""

    deadlines: Deadlines | None = None
    faults: Mapping[str, str] = field(default_factory=dict)


def deadlines(call: Call, house: House) -> Response:
    """The question, with its answer once it is asked."""
    document = known(call, house)
    asked = {name: call.asked(name, 100) for name in _FIELDS}
    received = call.moment(asked["received"])
    if received and received.isoformat() != asked["received"]:  # told so that it means the same to everybody
        said = {name: value for name, value in (asked | {"received": received.isoformat()}).items() if value}
        return RedirectResponse(f"/terms/{document.id}/deadlines?{urlencode(said)}", 303)
    came = _answer(document, asked, words(call.language)) if asked["received"] else _Answer()
    found = tuple(came.deadlines) if came.deadlines else ()
    return page(call, "calculator.html", {
        "document": document, "asked": asked, "found": came.deadlines, "faults": came.faults,
        "received": _wall(received if asked["received"] else call.now, call.zone), "deadlines": found,
        "steps": {each.clock: each.steps(call.language) for each in found},
    })  # fmt: skip


def _answer(document: Document, asked: Mapping[str, str], said: Words) -> _Answer:
    try:
        put = question({
            "terms": document.id, "plan": asked["plan"], "severity": asked["severity"], "received": asked["received"],
            "timezone": asked["zone"] or None, "holidays": asked["holidays"] or None,
        })  # fmt: skip
        return _Answer(deadlines=_counted(document, put))
    except (CannotCount, BadQuestion) as wrong:
        return _Answer(faults=_fault(document, asked, wrong, said))


def _counted(document: Document, put: Question) -> Deadlines:
    return counted(document, put.plan, put.severity, put.received_at, put.zone, put.holidays)


def _fault(document: Document, asked: Mapping[str, str], wrong: Permanent, said: Words) -> Mapping[str, str]:
    """Beside which field it is told, and how."""
    match wrong:
        case UnknownZone():
            return {"zone": said.gettext("There is no such zone. Zones are called as in Europe/Warsaw.")}
        case UnknownHolidays():
            return {
                "holidays": said.gettext("No such holidays are known. Write the country, or a part of it: PL, DE-BY.")
            }
        case OutOfRange():
            return {"received": said.gettext("Times from 1990 to 2100 can be counted.")}
        case UnknownName() if asked["plan"] not in document.plans:
            return {"plan": said.gettext("Choose a plan.")}
        case UnknownName():
            return {"severity": said.gettext("Choose a severity.")}
        case BadQuestion():
            return {"received": said.gettext("This is no date and time. Write it as in 2026-02-20 16:00.")}
        case _:
            return {"plan": wrong.detail}


def _wall(moment: datetime | None, zone: str) -> str:
    """As a field for times shows it, in the reader's own zone; "" for none that it can show."""
    try:
        return "" if moment is None else moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")
    except OverflowError:
        return ""
