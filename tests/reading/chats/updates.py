"""Updates to read: those of the corpus, and such as are made up for one test."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from intakebot.domain.received import Envelope, Received

CORPUS = Path(__file__).parents[2] / "corpus" / "telegram"
NAMES = sorted(path.stem for path in CORPUS.glob("*.json") if not path.name.endswith(".read.json"))


def update(name: str) -> bytes:
    """The bytes of an update of the corpus."""
    return (CORPUS / f"{name}.json").read_bytes()


def said(**more: object) -> dict[str, Any]:
    """A message in a private chat."""
    person = {"id": 7, "is_bot": False, "first_name": "A"}
    chat = {"id": 7, "type": "private", "first_name": "A"}
    return {"message_id": 1, "date": 1767607200, "from": person, "chat": chat, **more}


def received(raw: bytes | object) -> Received:
    """An update as the channel hands it over."""
    data = raw if isinstance(raw, bytes) else json.dumps(raw, ensure_ascii=False).encode()
    envelope = Envelope(
        channel="telegram",
        mailbox="telegram",
        mail_from=None,
        peer="api.telegram.org",
        received_at=datetime(2026, 1, 5, 10, tzinfo=UTC),
    )
    return Received(envelope=envelope, raw=data)
