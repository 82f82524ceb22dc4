"""Why there is no deadline. Trying again changes nothing."""

from intakebot.domain.errors import Permanent


class CannotCount(Permanent):
    """The deadline can't be computed."""


class UnknownHolidays(CannotCount):
    """There are no such holidays."""


class UnknownZone(CannotCount):
    """There is no such zone."""


class UnknownName(CannotCount):
    """The document knows no such name."""


class OutOfRange(CannotCount):
    """The time is out of range."""
