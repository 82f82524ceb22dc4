"""What channels handed over, from acceptance on: the raw bytes are never lost and can be replayed."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa

from intakebot.domain.received import Channel, Envelope, Received
from intakebot.store.prepared import Prepared
from intakebot.store.rows import keep_blob
from intakebot.store.tables import blob, filed, message, received


@dataclass(frozen=True, kw_only=True, slots=True)
class SetAside:
    """A message that couldn't be read, kept for replay."""

    id: int
    mailbox: str
    peer: str
    received_at: datetime
    reason: str
    size: int


class Inbox:
    """The verbs of received messages, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def known_source(self, source: str) -> bool:
        """Whether the message at this place of a mailbox has been accepted before."""
        return self._connection.execute(_BY_SOURCE, {"source": source}).first() is not None

    def accept(self, item: Received, at: datetime) -> int:
        """Keep envelope and raw bytes; the id of the delivery."""
        digest = hashlib.sha256(item.raw).digest()
        keep_blob(self._connection, digest, item.raw)
        envelope = item.envelope
        values = {
            "channel": envelope.channel, "mailbox": envelope.mailbox, "mail_from": envelope.mail_from,
            "rcpt_tos": list(envelope.rcpt_tos), "peer": envelope.peer, "source": envelope.source,
            "trusted": envelope.trusted, "received_at": envelope.received_at, "accepted_at": at,
            "sha256": digest, "state": "accepted", "reason": "", "message_id": None,
        }  # fmt: skip
        return _ACCEPT.insert(self._connection, values)

    def load(self, received_id: int) -> Received:
        """The delivery as it was handed over."""
        row = self._connection.execute(_LOAD, {"id": received_id}).one()
        envelope = Envelope(
            channel=cast("Channel", row.channel), mailbox=row.mailbox, mail_from=row.mail_from,
            rcpt_tos=tuple(row.rcpt_tos), peer=row.peer, received_at=row.received_at, source=row.source,
            trusted=row.trusted,
        )  # fmt: skip
        return Received(envelope=envelope, raw=row.content, wanted_by=row.wanted_by or "")

    def follows(self, received_id: int, mail_from: str | None) -> bool:
        """Whether an earlier one from there is still to be taken in."""
        place = {"key": received_id, "mail_from": mail_from}
        return _EARLIER.run(self._connection, place).fetchone() is not None

    def message_of(self, identity: bytes) -> tuple[int, int] | None:
        """Ids of message and ticket that were made from this identity before."""
        row: tuple[int, int] | None = _KNOWN.run(self._connection, {"identity": identity}).fetchone()
        return row

    def taken_in(self, received_id: int, message_id: int) -> None:
        """It became this message."""
        self._became(received_id, "taken_in", message_id=message_id)

    def copy(self, received_id: int, message_id: int) -> None:
        """It is another copy of this message."""
        self._became(received_id, "copy", message_id=message_id)

    def file(self, received_id: int, reason: str) -> None:
        """It is no request, and nothing follows from it."""
        self._became(received_id, "filed", reason=reason)

    def set_aside(self, received_id: int, reason: str) -> None:
        """It couldn't be read; the raw bytes stay for replay."""
        self._became(received_id, "set_aside", reason=reason)

    def again(self, received_id: int) -> None:
        """It is to be taken in once more."""
        self._became(received_id, "accepted")

    def raw(self, received_id: int, *, read: bool = False) -> bytes | None:
        """The bytes of a delivery, None where there is none; `read`: only of one that could be read."""
        query = _RAW.where(received.c.message_id.is_not(None) | (received.c.state == "filed")) if read else _RAW
        return self._connection.execute(query, {"id": received_id}).scalar()

    def all_set_aside(self) -> list[SetAside]:
        """What waits for replay, oldest first."""
        return [SetAside(**row._mapping) for row in self._connection.execute(_ASIDE)]

    def _became(self, received_id: int, state: str, *, reason: str = "", message_id: int | None = None) -> None:
        values: dict[str, Any] = {"key": received_id, "to": state, "why": reason[:1000], "made": message_id}
        _BECAME.run(self._connection, values)


_BY_SOURCE = sa.select(received.c.id).where(received.c.source == sa.bindparam("source"))
_ACCEPT = Prepared(sa.insert(received).returning(received.c.id))
_LOAD = (
    sa.select(received, blob.c.content, filed.c.wanted_by)
    .join(blob, blob.c.sha256 == received.c.sha256)
    .outerjoin(filed, filed.c.received_id == received.c.id)
    .where(received.c.id == sa.bindparam("id"))
)
_EARLIER = Prepared(
    sa.select(received.c.id)
    .where(received.c.state == sa.literal_column("'accepted'"), received.c.id < sa.bindparam("key"))
    .where(received.c.mail_from == sa.bindparam("mail_from"))
    .limit(sa.literal_column("1"))
)
_RAW = (
    sa.select(blob.c.content)
    .join(received, received.c.sha256 == blob.c.sha256)
    .where(received.c.id == sa.bindparam("id"))
)
_KNOWN = Prepared(sa.select(message.c.id, message.c.ticket_id).where(message.c.identity == sa.bindparam("identity")))
_BECAME = Prepared(
    sa.update(received)
    .where(received.c.id == sa.bindparam("key"))
    .values(state=sa.bindparam("to"), reason=sa.bindparam("why"), message_id=sa.bindparam("made"))
)
_ASIDE = (
    sa.select(
        received.c.id, received.c.mailbox, received.c.peer, received.c.received_at, received.c.reason, blob.c.size
    )
    .join(blob, blob.c.sha256 == received.c.sha256)
    .where(received.c.state == "set_aside")
    .order_by(received.c.id)
)
