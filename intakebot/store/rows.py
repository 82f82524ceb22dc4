"""Small things that every verb needs."""

from typing import Any

import sqlalchemy as sa

from intakebot.store.tables import blob

_KEEP = sa.text("INSERT INTO blob (sha256, size, content) VALUES (:sha256, :size, :content) ON CONFLICT DO NOTHING")
_KEEP = _KEEP.bindparams(sa.bindparam("content", type_=blob.c.content.type))


def inserted(connection: sa.Connection, statement: sa.Insert, values: dict[str, Any]) -> int:
    """Insert one row; its id."""
    key = connection.execute(statement, values).inserted_primary_key
    assert key is not None  # noqa: S101 -- for mypy: a single-row insert always has one
    number: int = key[0]
    return number


def keep_blob(connection: sa.Connection, sha256: bytes, content: bytes) -> None:
    """Keep bytes under their digest; equal bytes are kept once."""
    connection.execute(_KEEP, {"sha256": sha256, "size": len(content), "content": content})
