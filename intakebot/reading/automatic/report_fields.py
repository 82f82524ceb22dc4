"""The machine-readable half of a delivery report (RFC 3464)."""

import re
from itertools import islice
from typing import Literal, TypeAlias

from intakebot.domain.message import Report
from intakebot.reading.automatic.report_text import about, address_in, one_line, status_in
from intakebot.reading.mail import Mail, Part

Action: TypeAlias = Literal["failed", "delayed", "delivered", "relayed", "expanded"]

_ACTIONS: dict[str, Action] = {
    "failed": "failed", "failure": "failed", "fail": "failed", "error": "failed", "expired": "failed",
    "delayed": "delayed", "deferred": "delayed", "delay": "delayed",
    "delivered": "delivered", "success": "delivered", "relayed": "relayed", "expanded": "expanded",
}  # fmt: skip
_CLASSES: dict[str, Action] = {"2": "delivered", "4": "delayed", "5": "failed"}
_WORD = re.compile(r"[a-z]+")
_READ = 64_000
_GROUPS = 200


def _fields(block: str) -> dict[str, str]:
    """The fields of one block, names lower-cased, folded lines joined; the first of each name counts."""
    fields: dict[str, str] = {}
    name = ""
    for line in block.split("\n"):
        if line[:1] in (" ", "\t") and name:
            fields[name] = (fields[name] + " " + line.strip())[:2_000]
            continue
        key, colon, value = line.partition(":")
        name = key.strip().lower() if colon else ""
        if name in fields:
            name = ""
        elif name:
            fields[name] = value.strip()[:2_000]
    return fields


def _groups(parts: tuple[Part, ...]) -> list[dict[str, str]]:
    """Per-recipient fields (RFC 3464 §2.3), told from per-message ones by what they contain."""
    texts = (part.text or part.content[:_READ].decode("utf-8", "replace") for part in parts)
    blocks = (block for text in texts for block in re.split(r"\n[ \t]*\n", text[:_READ].replace("\r\n", "\n")))
    groups = (_fields(block) for block in islice(blocks, _GROUPS))
    return [group for group in groups if group.keys() & {"action", "status", "final-recipient", "original-recipient"}]


def _typed(value: str) -> str:
    """The value after its type: "rfc822; jo@example.org" and "smtp; 550 no" (RFC 3464 §2.1.2)."""
    kind, semicolon, rest = value.partition(";")
    return rest.strip() if semicolon and " " not in kind.strip() and "@" not in kind else value.strip()


def _status(group: dict[str, str]) -> str:
    return status_in(group.get("status", "")) or status_in(_typed(group.get("diagnostic-code", "")))


def _action(group: dict[str, str]) -> Action:
    """The action; by the class of the status when it isn't given or no action of RFC 3464 §2.3.3."""
    word = _WORD.match(group.get("action", "").lower())
    return _ACTIONS.get(word[0] if word else "") or _CLASSES.get(_status(group)[:1], "failed")


def from_fields(mail: Mail, parts: tuple[Part, ...]) -> Report | None:
    """The report on the first failed recipient, or the first of all; None when no recipient is named."""
    groups = _groups(parts)
    if not groups:
        return None
    group = next((group for group in groups if _action(group) == "failed"), groups[0])
    recipient = group.get("final-recipient") or group.get("original-recipient", "")
    return Report(
        action=_action(group),
        status=_status(group),
        recipient=address_in(_typed(recipient)),
        diagnostic=one_line(_typed(group.get("diagnostic-code", ""))),
        about=about(mail),
    )
