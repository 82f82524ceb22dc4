"""A later message turns out to be a request of its own."""

from dataclasses import dataclass

from intakebot.casework.work import NotDone
from intakebot.domain import number as numbers
from intakebot.domain.case import Case
from intakebot.store.desk import Desk
from intakebot.triage.ground import Ground


@dataclass(frozen=True, kw_only=True, slots=True)
class Splitting(Ground):
    """Splits."""

    def split(self, desk: Desk, number: str, message: int, by: str) -> str:
        """A later message (by its id) becomes a ticket of its own, received when it came, under the same terms and plan and
        without a severity; its writer gets the notice. The new ticket's number.
        """
        case, now = self._open(desk, number), self.clock()
        if not desk.matters.later(case.id, message):
            raise NotDone(
                "message {message} is no later message of a customer in {number}", message=str(message), number=number
            )
        drawn = self._drawn(desk, number)
        own = self._counted(desk, desk.cases.of(desk.matters.split(case, message, drawn, now)))
        self.happened(desk, own, "registered", {"message": message, "split_from": number}, actor=by)
        for one, other in ((case, own), (own, case)):
            self.happened(desk, one, "split", {"message": message, "other": other.number}, actor=by)
        self.clocks.opened(desk, own, self.clocks.deadlines(desk, own))
        self.letters.acknowledge(desk, own)
        return drawn

    def _drawn(self, desk: Desk, number: str) -> str:
        """A number that is free, with the same prefix."""
        prefix = number.partition("-")[0]
        drawn = numbers.draw(prefix)
        while desk.tickets.numbered(drawn):
            drawn = numbers.draw(prefix)
        return drawn

    def _counted(self, desk: Desk, case: Case) -> Case:
        """What its terms say of it by now, without a severity."""
        document, found = self.terms.find(case.terms), self.clocks.deadlines(desk, case)
        if document is None:
            return case
        due = {deadline.clock: deadline.due_at for deadline in found or ()}
        return desk.cases.change(
            case.id, terms_version=document.version, reaction=document.reaction.counts, due_at=due.get("reaction"),
            workaround_due_at=due.get("workaround"), resolution_due_at=due.get("resolution"),
        )  # fmt: skip
