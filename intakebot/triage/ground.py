"""Common ground of the verbs of agents."""

from dataclasses import dataclass
from datetime import datetime

from intakebot.casework.attempts import Attempts
from intakebot.casework.beginning import Beginning
from intakebot.casework.clocks import TicketClocks
from intakebot.casework.conditions import LevelConditions
from intakebot.casework.severity import Severities
from intakebot.casework.work import CaseWork, NotDone
from intakebot.domain.case import Case
from intakebot.duties import Duties
from intakebot.store.desk import Desk


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherDesk:
    """Another desk that requests can be handed over to."""

    name: str
    #: Its address; "" when it is told by webhook alone.
    mail: str = ""
    #: What calls to it are kept under; "" when it is told by mail alone.
    webhook: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground(CaseWork):
    """What verbs of agents need, and how they find a ticket."""

    clocks: TicketClocks
    conditions: LevelConditions
    severities: Severities
    attempts: Attempts
    duties: Duties
    beginning: Beginning
    others: tuple[OtherDesk, ...] = ()

    def _found(self, desk: Desk, number: str) -> Case:
        """The case with this number, to be changed: others wait."""
        return desk.cases.held(self._id(desk, number))

    def _id(self, desk: Desk, number: str) -> int:
        ticket = desk.tickets.numbered(number)
        if ticket is None:
            raise NotDone("there is no ticket {number}", number=number)
        return ticket.id

    def _open(self, desk: Desk, number: str) -> Case:
        case = self._found(desk, number)
        self._not_merged(desk, case)
        if case.state == "closed":
            raise NotDone("{number} is closed", number=number)
        return case

    def _not_merged(self, desk: Desk, case: Case) -> None:
        if case.merged_into_id is not None:
            into = desk.cases.of(desk.matters.surviving(case.id))
            raise NotDone("{number} goes on as {other}", number=case.number, other=into.number)

    def _since_receipt(self, case: Case, at: datetime | None) -> datetime:
        """When an agent says that something happened, now if not said; NotDone for what can't be."""
        latest = max(self.clock(), case.received_at)  # a clock that was set back contradicts nobody
        at = at or latest
        if not case.received_at <= at <= latest:
            raise NotDone("{time} isn't between receipt ({received}) and now", time=at, received=case.received_at)
        return at


def plain(words: str) -> str:
    """What was said, with plain line ends whatever it was typed into."""
    return "\n".join(words.splitlines()).strip()
