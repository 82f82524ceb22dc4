"""Lines of a ticket's history that intake writes."""

from datetime import datetime
from typing import Any

from intakebot.store.tickets import Happened


def event(kind: str, at: datetime, evidence: dict[str, Any], *, actor: str = "bot", clause: str = "") -> Happened:
    """One line."""
    return Happened(kind=kind, at=at, actor=actor, clause=clause, evidence=evidence, versions={})
