"""One-time codes by which a chat proves whose it is."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from intakebot.store.tables import link_code


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkCode:
    """A code that waits to be typed; nothing but its digest is kept."""

    id: int
    contact_id: int | None
    digest: bytes
    expires_at: datetime
    #: How often something was typed in its place.
    tries: int


class Links:
    """The verbs of codes, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def ask(self, address: str, contact_id: int | None, digest: bytes, at: datetime, expires_at: datetime) -> None:
        """A new code for a chat, in place of an earlier one; without contact it can't be right."""
        self._connection.execute(_END_ALL, {"of": address, "when": at})
        values = {"chat": address, "contact_id": contact_id, "digest": digest, "created_at": at, "tries": 0}
        self._connection.execute(sa.insert(link_code).values(**values, expires_at=expires_at))

    def pending(self, address: str) -> LinkCode | None:
        """The code that this chat waits for, however old; held until the transaction ends."""
        row = self._connection.execute(_PENDING, {"of": address}).first()
        return LinkCode(**row._mapping) if row else None

    def tried(self, code: LinkCode) -> None:
        """Something else was typed."""
        self._connection.execute(sa.update(link_code).where(link_code.c.id == code.id).values(tries=code.tries + 1))

    def end(self, code: LinkCode, at: datetime) -> None:
        """It was used, or can't be used any more."""
        self._connection.execute(sa.update(link_code).where(link_code.c.id == code.id).values(ended_at=at))


_PENDING = (
    sa.select(*(link_code.c[name] for name in LinkCode.__dataclass_fields__))
    .where(link_code.c.chat == sa.bindparam("of"), link_code.c.ended_at.is_(None))
    .order_by(link_code.c.id.desc())
    .limit(1)
    .with_for_update()
)
_END_ALL = (
    sa.update(link_code)
    .where(link_code.c.chat == sa.bindparam("of"), link_code.c.ended_at.is_(None))
    .values(ended_at=sa.bindparam("when", type_=link_code.c.ended_at.type))
)
