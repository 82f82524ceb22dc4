"""What would come of each severity, told before an agent decides."""

from dataclasses import dataclass

from intakebot.domain.case import Case
from intakebot.store.desk import Desk
from intakebot.terms.clocks.due import Deadline
from intakebot.triage.ground import Ground


@dataclass(frozen=True, kw_only=True, slots=True)
class Foreseen:
    """What would come of one severity."""

    level: str
    #: What would be promised, but for a reaction that was made already; None while that can't be counted.
    deadlines: tuple[Deadline, ...] | None
    #: The customer would be asked first, and the severity stay until he agrees (CEN-08).
    asks_consent: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Foresight(Ground):
    """Looks ahead."""

    def foreseen(self, desk: Desk, case: Case) -> tuple[Foreseen, ...]:
        """Of each severity of its terms, most severe first; NotDone where it stands under none."""
        to_agree, under = self.severities.to_agree(desk, case), self.clocks.under_each(desk, case)
        return tuple(
            Foreseen(
                level=level,
                deadlines=tuple(one for one in under[level] if _is_to_come(one, case)) if level in under else None,
                asks_consent=level in to_agree,
            )
            for level in self.document(case).severities
        )


def _is_to_come(deadline: Deadline, case: Case) -> bool:
    done = deadline.clock == "reaction" and case.reacted_at is not None
    return deadline.promise.text != "none" and not done
