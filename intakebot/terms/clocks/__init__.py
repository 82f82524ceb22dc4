"""When something is due under a document, and why: calendars, deadlines, and the explanation in words.

Pure arithmetic on what it is handed: this package must not read files or ask for the present time.
"""

from intakebot.terms.clocks.calendar import Calendar, calendar_of, calendar_version
from intakebot.terms.clocks.daysoff import check_holidays
from intakebot.terms.clocks.due import Deadline, Deadlines, deadlines, next_update, postponed
from intakebot.terms.clocks.errors import CannotCount
from intakebot.terms.clocks.localtime import zone_of
from intakebot.terms.clocks.steps import Step

__all__ = [
    "Calendar",
    "CannotCount",
    "Deadline",
    "Deadlines",
    "Step",
    "calendar_of",
    "calendar_version",
    "check_holidays",
    "deadlines",
    "next_update",
    "postponed",
    "zone_of",
]
