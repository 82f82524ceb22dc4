"""The triage page: sections, queue, message, context, in four regions that never move."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, get_args
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from intakebot.console.answering import Answering, answering
from intakebot.console.call import Call, Missing, whole
from intakebot.console.dossier import Dossier, dossier
from intakebot.console.house import House
from intakebot.console.render import page
from intakebot.domain.case import Case
from intakebot.domain.number import find
from intakebot.domain.user import LANGUAGES
from intakebot.store.agenda import VIEWS, Line, View, Wanted
from intakebot.store.desk import Desk

#: Tickets on one page of a queue, and how far they are counted.
_PAGE, _COUNTED = 50, 1_000
#: What stands in a queue's address.
_FILTERS = ("terms", "language", "severity", "mailbox", "customer", "q")
_RIGHT_HERE: dict[str, View] = {view: view for view in get_args(View)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Queue:
    """A view of the tickets, with its address."""

    view: View
    filters: Mapping[str, str]
    after: int

    @classmethod
    def of(cls, call: Call) -> "Queue":
        """As an address tells it; what it says wrongly is left out."""
        filters = {name: call.asked(name, 100) for name in _FILTERS if call.asked(name, 100)}
        return cls(
            view=_RIGHT_HERE.get(call.asked("view"), "triage"), filters=filters,
            after=whole(call.asked("after", 6)) or 0,
        )  # fmt: skip

    @property
    def wanted(self) -> Wanted:
        """As the store is asked for it."""
        said = self.filters.get
        return Wanted(
            view=self.view, words=said("q", ""), terms=said("terms", ""), language=said("language", ""),
            severity=said("severity", ""), mailbox=said("mailbox", ""),
            customer=said("customer", ""),
        )  # fmt: skip

    def address(self, **changes: str | int) -> str:
        """Its address with changes; "" takes something away."""
        parts: dict[str, Any] = {"view": self.view, **self.filters, "after": self.after or ""} | changes
        if parts["view"] == "triage":
            parts["view"] = ""
        said = urlencode({name: value for name, value in parts.items() if value not in ("", 0)})
        return f"/triage?{said}" if said else "/triage"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where somebody stands in a queue."""

    lines: list[Line]
    chosen: str | None
    count: int

    @property
    def at(self) -> int | None:
        """The place of the chosen ticket among the lines; None when it isn't there."""
        return next((place for place, line in enumerate(self.lines) if line.number == self.chosen), None)

    def beside(self, step: int) -> str | None:
        """The number of the ticket that stands before or after the chosen one."""
        if self.at is None:
            return self.lines[0].number if self.lines else None
        there = self.at + step
        return self.lines[there].number if 0 <= there < len(self.lines) else None


def triage(call: Call, house: House) -> Response:
    """The queue, and the ticket that is chosen; a number that is searched for opens by itself."""
    queue = Queue.of(call)
    if (found := find(f"[{queue.filters.get('q', '').upper()}]")) and not call.asked("ticket"):
        return RedirectResponse(f"/triage?view=all&ticket={found[0]}", 303)

    def look(desk: Desk) -> tuple[Place, Dossier | None, Answering | None, bool, int, Case | None]:
        lines = desk.agenda.page(queue.wanted, _PAGE, queue.after)
        count = desk.agenda.count(queue.wanted, _COUNTED)
        chosen = call.asked("ticket", 20).upper() or (lines[0].number if lines else None)
        place = Place(lines=lines, chosen=chosen, count=count)
        others_open = not lines and bool(desk.agenda.count(Wanted(view="open"), 1))
        found = dossier(desk, house, call, chosen) if chosen else None
        answer = answering(desk, house, call, found.case) if found else None
        return place, found, answer, others_open, desk.agenda.missed(call.now, _COUNTED), _done(desk, call)

    place, open_ticket, answer, others_open, missed, done = house.store.read(look)
    if call.asked("ticket") and open_ticket is None:
        raise Missing
    others = _others(call, house, open_ticket.id) if open_ticket else []
    facts = {
        "queue": queue, "place": place, "ticket": open_ticket, "others": others, "views": VIEWS, "page_size": _PAGE,
        "counted": _COUNTED, "explicit": bool(call.asked("ticket")), "documents": tuple(house.terms),
        "others_open": others_open, "missed": missed, "languages": LANGUAGES, "done": done, "what": call.asked("what", 20),
        "done_level": _level(house, call, done), "short_said": partial(_short, house, call.language), "answer": answer,
    }  # fmt: skip
    return page(call, "triage.html", facts)


def _done(desk: Desk, call: Call) -> Case | None:
    """The ticket that something was just done about."""
    number = call.asked("done", 20)
    found = desk.tickets.numbered(number) if number else None
    return desk.cases.of(found.id) if found else None


def _level(house: House, call: Call, case: Case | None) -> str:
    """The severity that it has since, or that its customer is asked to agree to."""
    key = (case.severity_asked or case.severity) if case else None
    document = house.terms.find(case.terms) if case else None
    return document.level_said(key, call.language) if document and key in document.severities else key or ""


def _short(house: House, language: str, terms: str | None, level: str | None) -> str:
    """A level where there is little room: its name, or the sign that a document numbers it by."""
    document = house.terms.find(terms)
    known = document.severities if document else {}
    return known[level].name.said(language) if level in known and len(level) > 1 else level or ""


def _others(call: Call, house: House, ticket_id: int) -> list[str]:
    """Who else has the ticket open."""
    here = house.store.write(lambda desk: desk.visitors.here(ticket_id, call.me.id, call.now)).result()
    return [one.display or one.name for one in here]
