"""Agents at a desk with a real store, and a clock at hand."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from intakebot.acts import decide
from intakebot.domain.case import Case
from intakebot.store.desk import Desk
from intakebot.store.tables import duty, job, ticket
from tests import mails
from tests.intake.desk import Line

HOLD = 10


class Agents(Line):
    """What agents do, and what they leave behind."""

    def request(self, text: str = "С утра обрываются исходящие звонки, помогите.", **mail: Any) -> str:
        """A new request, five minutes after the last one; its number."""
        self.now += timedelta(minutes=5)
        message_id = f"<{self.count('received')}@customer.example>"
        raw = mails.mail(text, **{"subject": "Связь", "message_id": message_id, **mail})
        self.post(raw, received_at=self.now, trusted=True)
        return self.numbers[-1]

    def do(self, verb: str, number: str, by: str = "Anna", **more: Any) -> str:
        """A decision, as a command asks for it; NotDone."""
        self.now += timedelta(seconds=1)
        request = {"do": verb, "number": number, "by": by, **more}
        return self.store.write(lambda desk: decide(desk, self.office.triage, request)).result(10)

    def standing(self, number: str) -> dict[str, Any]:
        """All that a decision may change: columns, timers with their alarms, tasks."""
        found = self.evidence(number)
        names = ("severity", "severity_by", "severity_asked", "reaction", "due_at", "workaround_due_at",
                 "resolution_due_at", "received_at", "first_contact_at")  # fmt: skip
        columns = {name: getattr(found, name) for name in names}
        columns["rank"] = self.rank(number)
        tasks = [(task.id, task.kind) for task in self.tasks() if task.number == number]
        return {**columns, "timers": self.store.read(lambda desk: _alarms(desk, number)), "tasks": tasks}

    def rank(self, number: str) -> int:
        """Place of its severity among those of its terms, by which the queue goes."""
        return self.store.read(lambda desk: _case(desk, number).severity_rank)

    def waiting(self, number: str) -> list[tuple[str, str]]:
        """Letters that haven't left: to whom, and which."""
        return [(letter.kind, letter.rcpt_to) for letter in self.evidence(number).letters if letter.waiting]

    def happened(self, number: str, kind: str) -> list[dict[str, Any]]:
        return [event.evidence for event in self.evidence(number).events if event.kind == kind]

    def last_event(self, number: str) -> int:
        return self.evidence(number).events[-1].id


def _alarms(desk: Desk, number: str) -> list[tuple[str, datetime, datetime]]:
    query = (
        sa.select(duty.c.kind, duty.c.due_at, job.c.due_at.label("wakes_at"))
        .join(job, (job.c.kind == "duty") & (job.c.subject == duty.c.id))
        .join(ticket, ticket.c.id == duty.c.ticket_id)
        .where(ticket.c.number == number, duty.c.state == "open", job.c.state == "ready")
        .order_by(duty.c.kind)
    )
    return [tuple(row) for row in desk._connection.execute(query)]


def _case(desk: Desk, number: str) -> Case:
    ticket = desk.tickets.numbered(number)
    assert ticket is not None
    return desk.cases.of(ticket.id)
