"""Tickets that are one matter, or have to do with each other."""

from dataclasses import dataclass
from datetime import datetime

from intakebot.casework.work import NotDone
from intakebot.domain.case import Case
from intakebot.store.desk import Desk
from intakebot.triage.ground import Ground


@dataclass(frozen=True, kw_only=True, slots=True)
class Merging(Ground):
    """Merged, linked."""

    def merge(self, desk: Desk, number: str, into: str, by: str, *, reason: str) -> None:
        """This ticket goes on as another of the same customer, who isn't written to: it is closed, later answers go to the
        other, and that one counts from the earlier receipt.
        """
        gone, stays = self._open(desk, number), self._open(desk, into)
        _refuse_unlike(gone, stays)
        now = self.clock()
        desk.tickets.close(desk.tickets.of(gone.id), now)
        desk.matters.merge(gone.id, stays.id)
        desk.post.settled(gone.id, at=now)
        evidence = {"reason": reason, "gone": gone.number, "stays": stays.number}
        self.happened(desk, gone, "merged", {**evidence, "other": stays.number}, actor=by)
        self.happened(desk, stays, "merged", {**evidence, "other": gone.number}, actor=by)
        self.duties.ended(desk, desk.cases.of(gone.id))
        self._joined(desk, gone, stays)

    def _joined(self, desk: Desk, gone: Case, stays: Case) -> None:
        """What was done for the one was done for the other; the clock started when the first of them came."""
        own = stays.first_contact_at
        done = {
            name: earliest
            for name in ("notice_at", "first_contact_at")
            if (earliest := _earliest(getattr(gone, name), getattr(stays, name))) != getattr(stays, name)
        }
        if done:
            stays = desk.cases.change(stays.id, **done)
        if "first_contact_at" in done:
            reached = {
                "letter": desk.cases.contacted_by(gone.id), "ticket": gone.number, "own": own.isoformat() if own else None,
            }  # fmt: skip
            clause = self.reaction_clause(stays, "first_contact")
            self.happened(desk, stays, "contacted", reached, clause=clause, at=stays.first_contact_at)
        if desk.tickets.received_earlier(stays.id, gone.received_at):
            self.clocks.received_earlier(desk, stays.id)
        stays = desk.cases.of(stays.id)
        if done and stays.reacted_at:
            self.clocks.stop(desk, stays, "reaction", stays.reacted_at)

    def link(self, desk: Desk, number: str, other: str, by: str) -> None:
        """Both tell of each other in their histories; open or closed, whoever their customers are."""
        one, two = self._found(desk, number), self._found(desk, other)
        if one.id == two.id:
            raise NotDone("{number} can't be linked with itself", number=number)
        if any(
            event.evidence["other"] == two.number for event in desk.history.since(one.id, 0) if event.kind == "linked"
        ):
            raise NotDone("{number} and {other} are linked", number=number, other=other)
        self.happened(desk, one, "linked", {"other": two.number}, actor=by)
        self.happened(desk, two, "linked", {"other": one.number}, actor=by)


def _refuse_unlike(gone: Case, stays: Case) -> None:
    if gone.id == stays.id:
        raise NotDone("{number} can't be merged with itself", number=gone.number)
    colleagues = gone.organisation_id is not None and gone.organisation_id == stays.organisation_id
    if gone.contact_id != stays.contact_id and not (colleagues and gone.terms == stays.terms):
        raise NotDone(
            "{number} and {other} are of different customers, or under different terms: link them",
            number=gone.number,
            other=stays.number,
        )


def _earliest(*times: datetime | None) -> datetime | None:
    return min((at for at in times if at), default=None)
