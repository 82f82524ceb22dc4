"""A line of a ticket's history."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """What happened, as it was kept; nothing is ever changed in it."""

    id: int
    at: datetime
    kind: str
    #: "bot", "customer", or an agent's name.
    actor: str
    #: Through what an agent acted (domain/by.py); "" for the bot, for customers, and where nobody noted it yet.
    through: str
    clause: str
    evidence: dict[str, Any]
    versions: dict[str, str]
