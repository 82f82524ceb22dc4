"""Machines told from people (RFC 3834), and what bounces report (RFC 3464). Read `kinds.py` first."""

from intakebot.reading.automatic.bounces import report
from intakebot.reading.automatic.kinds import kind

__all__ = ["kind", "report"]
