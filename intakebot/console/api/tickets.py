"""Tickets, as programs see them."""

from intakebot.console.api.answers import Deadline, Deadlines, Level, Levels, Step, Tickets
from intakebot.console.api.operation import ApiCall
from intakebot.console.api.shapes import Queue, Spoken
from intakebot.console.call import Missing
from intakebot.console.house import House
from intakebot.store.agenda import Wanted
from intakebot.store.desk import Desk
from intakebot.store.records import Evidence
from intakebot.terms.clocks import due
from intakebot.triage.foreseeing import Foreseen


def listed(call: ApiCall, house: House) -> Tickets:
    """A part of a queue."""
    asked = call.sought(Queue)
    wanted = Wanted(
        view=asked.view, terms=asked.terms, language=asked.language, severity=asked.severity, mailbox=asked.mailbox,
        words=asked.q,
    )  # fmt: skip
    found, more = asked.part(house.store.read(lambda desk: desk.agenda.page(wanted, asked.limit + 1, asked.after)))
    return Tickets(tickets=found, next=more)


def whole(call: ApiCall, house: House) -> Evidence:
    """Everything about one."""
    found = house.store.read(lambda desk: desk.records.evidence(call.number))
    if found is None:
        raise Missing
    return found


def deadlines(call: ApiCall, house: House) -> Deadlines:
    """Its deadlines, explained."""

    def look(desk: Desk) -> due.Deadlines | None:
        ticket = desk.tickets.numbered(call.number)
        if ticket is None:
            raise Missing
        return house.clocks.deadlines(desk, desk.cases.of(ticket.id))

    found, language = house.store.read(look), call.sought(Spoken).lang
    if found is None:
        return Deadlines(reaction=None, deadlines=[])
    return Deadlines(reaction=found.counts, deadlines=[_told(one, language) for one in found])


def levels(call: ApiCall, house: House) -> Levels:
    """What would come of each severity."""

    def look(desk: Desk) -> tuple[Foreseen, ...]:
        ticket = desk.tickets.numbered(call.number)
        if ticket is None:
            raise Missing
        return house.triage.foreseen(desk, desk.cases.of(ticket.id))

    language = call.sought(Spoken).lang
    return Levels(levels=[_ahead(one, language) for one in house.store.read(look)])


def _ahead(level: Foreseen, language: str) -> Level:
    counted = None if level.deadlines is None else [_told(one, language) for one in level.deadlines]
    return Level(level=level.level, asks_consent=level.asks_consent, deadlines=counted)


def _told(deadline: due.Deadline, language: str) -> Deadline:
    steps = [
        Step(
            clock=step.clock, begins_at=step.from_at, ends_at=step.until_at, seconds=step.counted.total_seconds(),
            text=step.text,
        )
        for step in deadline.steps(language)
    ]  # fmt: skip
    return Deadline(
        clock=deadline.clock, promise=str(deadline.promise), clause=deadline.clause, due_at=deadline.due_at, steps=steps
    )
