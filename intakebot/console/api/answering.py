"""Answers that are kept ready: what an agent, or a program, may begin an answer to a ticket with."""

from collections.abc import Callable
from typing import TypeVar

from intakebot.casework.beginning import Begun
from intakebot.casework.work import NotDone
from intakebot.console.api.answers import ReadyAnswers
from intakebot.console.api.operation import ApiCall
from intakebot.console.api.problem import Problem
from intakebot.console.call import Missing
from intakebot.console.house import House
from intakebot.domain.case import Case
from intakebot.store.desk import Desk

T = TypeVar("T")


def offered(call: ApiCall, house: House) -> ReadyAnswers:
    """Those for its customer, in the language that he is written to."""
    return ReadyAnswers(ready_answers=_read(call, house, house.triage.beginning.offered))


def begun(call: ApiCall, house: House) -> Begun:
    """What one says about this ticket."""
    key = call.id()
    try:
        return _read(call, house, lambda desk, case: house.triage.beginning.begun(desk, case, key))
    except NotDone as refused:
        raise Problem(404, refused.detail) from None


def _read(call: ApiCall, house: House, look: Callable[[Desk, Case], T]) -> T:
    def work(desk: Desk) -> T:
        ticket = desk.tickets.numbered(call.number)
        if ticket is None:
            raise Missing
        return look(desk, desk.cases.of(ticket.id))

    return house.store.read(work)
