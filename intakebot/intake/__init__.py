"""Intake: a message becomes a registered, acknowledged ticket. Read `line.py` first.

`accept` commits the raw message and is all that a channel waits for; `take_in` follows at once, apart from it, and is
repeated from the raw message after a crash. This room must not know how messages travel: bytes come in by `accept`,
letters leave through the outbox.
"""

from intakebot.intake.line import Intake, Waiting

__all__ = ["Intake", "Waiting"]
