"""Letters about a ticket: into the outbox and into its history at once."""

from datetime import datetime

from intakebot.domain.letter import ACKNOWLEDGEMENT, Letter
from intakebot.store.desk import Desk
from intakebot.store.post import Posted
from intakebot.store.tickets import Happened


def queue_notice(desk: Desk, ticket_id: int, letter: Letter, at: datetime, *, awaits: bool = False) -> None:
    """The registration notice; `awaits`: its handover starts a timer or a wait of the terms."""
    posted = desk.post.enqueue(ticket_id, "acknowledgement", ACKNOWLEDGEMENT, letter, at, awaits=awaits)
    _queued(desk, ticket_id, "notice_queued", posted, {}, at)


def queue_letter(
    desk: Desk, ticket_id: int, kind: str, ordinal: int, letter: Letter, at: datetime, *, awaits: bool
) -> None:  # fmt: skip
    """Any other letter."""
    posted = desk.post.enqueue(ticket_id, kind, ordinal, letter, at, awaits=awaits)
    _queued(desk, ticket_id, "letter_queued", posted, {"kind": kind}, at)


def _queued(desk: Desk, ticket_id: int, kind: str, posted: Posted, facts: dict[str, str], at: datetime) -> None:
    evidence = {"letter": posted.id, "language": posted.letter.language, **facts}
    versions = {"template": posted.letter.template}
    desk.tickets.happened(ticket_id, Happened(kind=kind, at=at, evidence=evidence, versions=versions))
    desk.send(posted, at)
