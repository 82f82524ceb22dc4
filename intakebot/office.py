"""Everybody who works on cases, put together once: for the running process, for commands, for tests."""

from dataclasses import dataclass

from intakebot.casework.attempts import Attempts
from intakebot.casework.clocks import TicketClocks
from intakebot.casework.conditions import LevelConditions
from intakebot.casework.correspondence import Correspondence
from intakebot.casework.severity import Severities
from intakebot.conversation import Conversation
from intakebot.domain.times import Clock
from intakebot.duties import Duties
from intakebot.terms.library import Library
from intakebot.triage import Triage


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """What timers, customers and agents turn to."""

    clocks: TicketClocks
    duties: Duties
    conversation: Conversation
    triage: Triage


def staffed(
    terms: Library, letters: Correspondence, clock: Clock, *, warn_at: float = 0.25, survey_url: str = ""
) -> Office:
    """An office; `warn_at` and `survey_url` as in TicketClocks and Duties."""
    clocks = TicketClocks(terms=terms, letters=letters, clock=clock, warn_at=warn_at)
    conditions = LevelConditions(terms=terms, letters=letters, clock=clock, clocks=clocks)
    severities = Severities(terms=terms, letters=letters, clock=clock, clocks=clocks, conditions=conditions)
    attempts = Attempts(terms=terms, letters=letters, clock=clock)
    duties = Duties(
        terms=terms, letters=letters, clock=clock, clocks=clocks, conditions=conditions, attempts=attempts,
        survey_url=survey_url,
    )  # fmt: skip
    conversation = Conversation(
        terms=terms, letters=letters, clock=clock, conditions=conditions, severities=severities, attempts=attempts,
        duties=duties,
    )  # fmt: skip
    triage = Triage(
        terms=terms, letters=letters, clock=clock, clocks=clocks, conditions=conditions, severities=severities,
        attempts=attempts, duties=duties,
    )  # fmt: skip
    return Office(clocks=clocks, duties=duties, conversation=conversation, triage=triage)
