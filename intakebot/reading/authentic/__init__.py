"""Whether the sender was proven, as our own mail server says (RFC 8601)."""

from intakebot.reading.authentic.verdict import aligned, verdict

__all__ = ["aligned", "verdict"]
