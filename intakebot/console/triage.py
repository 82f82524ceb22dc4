"""The triage page: sections, queue, message, context, in four regions that never move."""

from functools import partial
from typing import Any

from starlette.responses import RedirectResponse, Response

from intakebot.console.answering import answering
from intakebot.console.call import Call, Missing
from intakebot.console.dossier import dossier
from intakebot.console.house import House
from intakebot.console.queue import Place, Queue
from intakebot.console.render import page
from intakebot.console.whence import message_at
from intakebot.domain.case import Case
from intakebot.domain.number import find
from intakebot.domain.user import LANGUAGES
from intakebot.store.agenda import VIEWS, Wanted
from intakebot.store.desk import Desk

#: Tickets on one page of a queue, how far they are counted, and of how few it is told what else there is.
_PAGE, _COUNTED, _FEW = 50, 1_000, 10


def triage(call: Call, house: House) -> Response:
    """The queue, and the ticket that is chosen; a number that is searched for opens by itself."""
    queue = Queue.of(call)
    if (found := find(f"[{queue.filters.get('q', '').upper()}]")) and not call.asked("ticket"):
        return RedirectResponse(message_at(found[0], queue.came_from), 303)

    def look(desk: Desk) -> dict[str, Any]:
        seen = _queued(desk, call, queue)
        return seen | _opened(desk, house, call, seen["place"].chosen)

    seen = house.store.read(look)
    open_ticket, done = seen["ticket"], seen["done"]
    if call.asked("ticket") and open_ticket is None:
        raise Missing
    others = _others(call, house, open_ticket.id) if open_ticket else []
    return page(call, "triage.html", {
        **seen, "queue": queue, "others": others, "views": VIEWS, "page_size": _PAGE, "counted": _COUNTED,
        "explicit": bool(call.asked("ticket")), "documents": tuple(house.terms), "languages": LANGUAGES,
        "what": call.asked("what", 20), "done_level": _level(house, call, done),
        "short_said": partial(_short, house, call.language),
    })  # fmt: skip


def _queued(desk: Desk, call: Call, queue: Queue) -> dict[str, Any]:
    """A part of the queue, and what else asks for attention."""
    lines = desk.agenda.page(queue.wanted, _PAGE, queue.after)
    count = desk.agenda.count(queue.wanted, _COUNTED)
    chosen = call.asked("ticket", 20).upper() or (lines[0].number if lines else None)
    return {
        "place": Place(lines=lines, chosen=chosen, count=count), "done": _done(desk, call),
        "elsewhere": desk.agenda.elsewhere(queue.wanted) if queue.filters and count < _FEW else {},
        "others_open": not lines and bool(desk.agenda.count(Wanted(view="open"), 1)),
        "missed": desk.agenda.missed(call.now, _COUNTED),
    }  # fmt: skip


def _opened(desk: Desk, house: House, call: Call, number: str | None) -> dict[str, Any]:
    """The ticket that is chosen, the answer that it may get, and what would come of each severity."""
    found = dossier(desk, house, call, number) if number else None
    decidable = found is not None and found.document is not None and found.case.state == "open"
    return {
        "ticket": found, "answer": answering(desk, house, call, found.case) if found else None,
        "foreseen": {one.level: one for one in house.triage.foreseen(desk, found.case)} if found and decidable else {},
    }  # fmt: skip


def _done(desk: Desk, call: Call) -> Case | None:
    """The ticket that something was just done about."""
    number = call.asked("done", 20)
    found = desk.tickets.numbered(number) if number else None
    return desk.cases.of(found.id) if found else None


def _level(house: House, call: Call, case: Case | None) -> str:
    """The severity that it has since, or that its customer is asked to agree to."""
    key = (case.severity_asked or case.severity) if case else None
    document = house.terms.find(case.terms) if case else None
    return document.level_said(key, call.language) if document and key else key or ""


def _short(house: House, language: str, terms: str | None, level: str | None) -> str:
    """A level where there is little room: its name, or the sign that a document numbers it by."""
    document = house.terms.find(terms)
    known = document.severities if document else {}
    return known[level].name.said(language) if level in known and len(level) > 1 else level or ""


def _others(call: Call, house: House, ticket_id: int) -> list[str]:
    """Who else has the ticket open."""
    here = house.store.write(lambda desk: desk.visitors.here(ticket_id, call.me.id, call.now)).result()
    return [one.display or one.name for one in here]
