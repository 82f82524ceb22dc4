"""Why somebody doesn't get in by the provider."""

from intakebot.domain.errors import Permanent, Temporary


class Refused(Permanent):
    """The provider's answer proves nobody."""


class Away(Temporary):
    """The provider doesn't answer."""
