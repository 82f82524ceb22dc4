"""Who did what at the console, kept in the transaction that does it."""

from collections.abc import Mapping
from typing import Any

from intakebot.console.call import Call
from intakebot.store.desk import Desk


def noted(desk: Desk, call: Call, act: str, subject: str, evidence: Mapping[str, Any]) -> None:
    """Keep an act of whoever is signed in."""
    desk.audit.did(call.by, act, call.now, to=subject, evidence=evidence)
