"""A ticket that may have missed a deadline, with what happened to it."""

from dataclasses import dataclass

from intakebot.domain.event import Event
from intakebot.domain.timed import Timed


@dataclass(frozen=True, kw_only=True, slots=True)
class Missed:
    """As the history has it; whether it was missed is for `reports/standing.py` to say."""

    ticket: Timed
    number: str
    #: The organisation's name, without one the contact's name or address.
    customer: str
    #: In order.
    history: tuple[Event, ...]
    #: Clauses of its timers, by kind: reaction · workaround · resolution …
    clauses: dict[str, str]
