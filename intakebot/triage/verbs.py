"""The verbs of agents, put together."""

from dataclasses import dataclass

from intakebot.triage.course import Course
from intakebot.triage.customer import WithCustomer
from intakebot.triage.foreseeing import Foresight
from intakebot.triage.handing_over import HandingOver
from intakebot.triage.levels import Levels
from intakebot.triage.merging import Merging
from intakebot.triage.putting_off import Waits
from intakebot.triage.resending import Resending
from intakebot.triage.splitting import Splitting
from intakebot.triage.undoing import Undoing


@dataclass(frozen=True, kw_only=True, slots=True)
class Triage(Levels, Undoing, WithCustomer, Course, Merging, Splitting, HandingOver, Resending, Waits, Foresight):
    """The verbs of agents."""
