"""Files that came with messages: their content, or where it is to be fetched from."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from intakebot.domain.message import Attachment
from intakebot.store.queue import Queue
from intakebot.store.rows import keep_blob
from intakebot.store.tables import attachment, blob, message


@dataclass(frozen=True, kw_only=True, slots=True)
class Remote:
    """A content that its channel keeps."""

    #: "telegram:FILE_ID".
    place: str
    #: When its message came.
    received_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """An attachment with its content."""

    filename: str
    content: bytes


class Attachments:
    """The verbs of attachments, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, message_id: int, part: Attachment, at: datetime) -> None:
        """One of a message, with its content or with a job to fetch it."""
        values = {
            "message_id": message_id, "filename": part.filename, "content_type": part.content_type, "size": part.size,
            "inline": part.inline, "sha256": None if part.remote else part.sha256, "remote": part.remote, "error": "",
        }  # fmt: skip
        if not part.remote:
            keep_blob(self._connection, part.sha256, part.content)
        key: int = self._connection.execute(_ADD, values).scalar_one()
        if part.remote:
            Queue(self._connection).add("fetch", key, at, claimed_by=None)

    def content(self, key: int) -> File | None:
        """One with its content; None where there is none, or not yet."""
        row = self._connection.execute(_CONTENT, {"key": key}).first()
        return File(**row._mapping) if row else None

    def remote(self, key: int) -> Remote:
        """Where one is to be fetched from."""
        row = self._connection.execute(_REMOTE, {"key": key}).one()
        return Remote(place=row.remote, received_at=row.received_at)

    def fetched(self, key: int, content: bytes) -> None:
        """Keep its content."""
        digest = hashlib.sha256(content).digest()
        keep_blob(self._connection, digest, content)
        self._set(key, sha256=digest, size=len(content), error="")

    def lost(self, key: int, why: str) -> None:
        """It can't be had."""
        self._set(key, error=why[:500])

    def _set(self, key: int, **values: object) -> None:
        self._connection.execute(sa.update(attachment).where(attachment.c.id == key).values(**values))


_ADD = sa.insert(attachment).returning(attachment.c.id)
_CONTENT = (
    sa.select(attachment.c.filename, blob.c.content)
    .join(blob, blob.c.sha256 == attachment.c.sha256)
    .where(attachment.c.id == sa.bindparam("key"))
)
_REMOTE = (
    sa.select(attachment.c.remote, message.c.received_at)
    .join(message, message.c.id == attachment.c.message_id)
    .where(attachment.c.id == sa.bindparam("key"))
)
