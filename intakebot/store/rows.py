"""Bytes kept under their digest."""

import sqlalchemy as sa

from intakebot.store.prepared import Prepared
from intakebot.store.tables import blob

_KEEP = Prepared(
    sa.text(
        "INSERT INTO blob (sha256, size, content) VALUES (:sha256, :size, :content) ON CONFLICT DO NOTHING"
    ).bindparams(
        sa.bindparam("sha256", type_=blob.c.sha256.type),
        sa.bindparam("content", type_=blob.c.content.type),
    )
)


def keep_blob(connection: sa.Connection, sha256: bytes, content: bytes) -> None:
    """Keep bytes; equal bytes are kept once."""
    _KEEP.run(connection, {"sha256": sha256, "size": len(content), "content": content})
