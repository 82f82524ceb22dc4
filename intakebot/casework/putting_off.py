"""A ticket that an agent puts off: it leaves the queue and comes back by itself. Its clocks run on, whatever it waits for: only what
the document says stops them (XOP-11), and that begins with a letter that asks for something.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intakebot.casework.work import CaseWork
from intakebot.domain.case import Case, WaitsFor
from intakebot.store.desk import Desk

#: Of its timer.
KIND = "put_off"


@dataclass(frozen=True, kw_only=True, slots=True)
class PuttingOff(CaseWork):
    """Puts off, and takes up again."""

    def begin(self, desk: Desk, case: Case, whom: WaitsFor, until: datetime | None, by: str, reason: str) -> None:
        """From now on it waits; another wait of an agent's ends with that."""
        desk.cases.change(case.id, put_off_for=whom, put_off_until=until)
        if until:
            desk.timers.set(case.id, KIND, "", until, self.clock())
        else:
            desk.timers.end(case.id, KIND, "cancelled", self.clock())
        evidence = {"for": whom, "until": until.isoformat() if until else None, "reason": reason}
        self.happened(desk, case, "put_off", evidence, actor=by)

    def end(self, desk: Desk, case: Case, evidence: dict[str, Any], *, actor: str = "bot") -> None:
        """It is in the queue again, if it wasn't."""
        if case.put_off_for is None:
            return
        self.forget(desk, case)
        self.happened(desk, case, "taken_up", evidence, actor=actor)

    def forget(self, desk: Desk, case: Case) -> None:
        """Nothing is waited for any more."""
        desk.timers.end(case.id, KIND, "done", self.clock())
        desk.cases.change(case.id, put_off_for=None, put_off_until=None)
