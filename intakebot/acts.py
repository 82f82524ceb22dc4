"""What commands write into the store: by themselves, or by asking the running process (SQLite has one writer)."""

from datetime import datetime
from typing import Any

from intakebot.intake.replay import replay
from intakebot.outbox import resend
from intakebot.store.desk import Desk


def act(desk: Desk, request: dict[str, Any], at: datetime) -> dict[str, Any]:
    """Do what a request asks for; its answer, or {"error": ...}."""
    match request.get("verb"):
        case "replay":
            return {"replayed": replay(desk, tuple(int(key) for key in request.get("only", ())), at)}
        case "resend":
            return {"resent": resend(desk, str(request.get("number")), at)}
        case verb:
            return {"error": f"unknown verb {verb!r}"}
