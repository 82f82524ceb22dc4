"""Breaches for machines (JSON lines and CSV, with the same names) and as plain text for people."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from intakebot.domain.cells import csv_text
from intakebot.reports.breaches import Breach
from intakebot.reports.table import printable, spoken

_SECOND = timedelta(seconds=1)
_COLUMNS = (
    "number", "customer", "terms", "plan", "severity", "clock", "received_at", "due_at", "happened_at", "late_seconds",
    "story",
)  # fmt: skip


def jsonl(found: Iterable[Breach]) -> str:
    """One object a breach; what it waited for is null while it hasn't happened."""
    return "".join(f"{json.dumps(values(breach), ensure_ascii=False)}\n" for breach in found)


def csv_lines(found: Iterable[Breach]) -> str:
    """The same names as RFC 4180, the story in one cell."""
    return csv_text(_COLUMNS, ({**values(breach), "story": _run(breach)}.values() for breach in found))


def text(found: Iterable[Breach]) -> str:
    """A paragraph a breach, times in UTC."""
    blocks = [_block(breach) for breach in found]
    return "\n\n".join(blocks or ["No deadline was missed."]) + "\n"


def values(breach: Breach) -> dict[str, Any]:
    """All of it as plain values."""
    return {
        "number": breach.number, "customer": breach.customer, "terms": breach.terms, "plan": breach.plan,
        "severity": breach.severity, "clock": breach.clock, "received_at": breach.received_at.isoformat(),
        "due_at": breach.due_at.isoformat(),
        "happened_at": breach.happened_at.isoformat() if breach.happened_at else None,
        "late_seconds": breach.late // _SECOND,
        "story": [
            {"at": line.at.isoformat(), "what": line.what, "who": line.who, "clause": line.clause}
            for line in breach.story
        ],
    }  # fmt: skip


def _run(breach: Breach) -> str:
    return " · ".join(f"{line.at:%Y-%m-%d %H:%M:%S} {line.what}{_by(line.who)}" for line in breach.story)


def _block(breach: Breach) -> str:
    stands = ", ".join(filter(None, (breach.terms, breach.plan, breach.severity and f"severity {breach.severity}")))
    happened = f"came {_minute(breach.happened_at)}" if breach.happened_at else "still not there"
    lines = [
        f"{breach.number}  {breach.customer}  ({stands})",
        f"  {breach.clock} was due {_minute(breach.due_at)}, {happened}: {spoken(breach.late // _SECOND)} late",
        *(
            f"    {line.at:%Y-%m-%d %H:%M:%S}  {line.what}{_by(line.who)}{f'  {line.clause}' if line.clause else ''}"
            for line in breach.story
        ),
    ]
    return "\n".join(map(printable, lines))


def _by(who: str) -> str:
    return f" ({who})" if who else ""


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
