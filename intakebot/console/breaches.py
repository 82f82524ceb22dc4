"""Missed deadlines, each with its story."""

from typing import Any

from intakebot.console.call import Call
from intakebot.console.choice import Choice, report_csv, report_page
from intakebot.console.house import House
from intakebot.domain.timed import Timed
from intakebot.questions import offers_of
from intakebot.reports.breach_lines import csv_lines
from intakebot.reports.breaches import Breach, breaches, may_be_late
from intakebot.reports.report import Asked
from intakebot.store.desk import Desk

#: Tickets whose stories stand on the page; the file has all.
_SHOWN = 50


def missed(house: House, question: Asked, language: str, last: int | None = None) -> tuple[list[Breach], int]:
    """Those of the last so many tickets, or of all, in the order of receipt; and how many tickets there are."""
    offers, late = offers_of(house.terms), 0

    def wanted(ticket: Timed) -> bool:
        nonlocal late
        is_late = may_be_late(ticket, question, offers)
        late += is_late
        return is_late

    def called(terms: str | None, key: str) -> str:
        document = house.terms.find(terms)
        return document.called(key, language) if document else key

    def look(desk: Desk) -> list[Breach]:
        found = desk.breaches.late(
            wanted, question.as_of, question.received_from, question.received_before, last
        )  # fmt: skip
        return list(breaches(found, question, language, called))

    return house.store.read(look), late


def _shown(call: Call, house: House, _choice: Choice, question: Asked) -> dict[str, Any]:
    found, late = missed(house, question, call.language, _SHOWN)
    return {"breaches": found[::-1], "late": late, "shown": _SHOWN}


page = report_page("breaches.html", _shown)
as_csv = report_csv(
    "missed-deadlines", lambda call, house, question: csv_lines(missed(house, question, call.language)[0])
)
