"""A mail that was filed by mistake becomes a request: it is taken in anew, from its raw bytes and with its time of receipt."""

from datetime import datetime

from intakebot.casework.work import NotDone
from intakebot.domain.by import By
from intakebot.intake.history import event
from intakebot.store.desk import Desk


def make_request(desk: Desk, received_id: int, by: By, at: datetime) -> None:
    """Have a filed mail taken in as if it had been taken for a request at once; NotDone when it has been, or isn't filed."""
    filing = desk.filed.of(received_id)
    if filing is None:
        raise NotDone("{mail} is no filed mail", mail=str(received_id))
    if not desk.filed.want(received_id, by, at):
        now = desk.filed.of(received_id) or filing
        raise NotDone("{who} has made it a ticket already", who=now.wanted_by or "")
    desk.inbox.again(received_id)
    desk.jobs.add("take_in", received_id, at, claimed_by=None)
    desk.post.task_done(received_id, at)
    desk.audit.did(by, "request_made", at, to=f"mail {received_id}", evidence={"reason": filing.reason})


def told_of_filing(desk: Desk, ticket_id: int, received_id: int) -> None:
    """The history of its ticket says that it had been filed, why, and who saw otherwise."""
    filing = desk.filed.of(received_id)
    if filing and filing.wanted_by and filing.wanted_at:
        evidence = {"received": received_id, "reason": filing.reason}
        with desk.acting(filing.wanted_through or ""):
            desk.tickets.happened(ticket_id, event("request_made", filing.wanted_at, evidence, actor=filing.wanted_by))
