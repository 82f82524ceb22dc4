"""How far each mailbox folder has been fetched."""

import sqlalchemy as sa

from intakebot.store.tables import mark


class MarkTable:
    """The verbs of high-water marks, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def last(self, place: str) -> tuple[int, int] | None:
        """UIDVALIDITY and highest UID done at a place; None for one that was never fetched."""
        row = self._connection.execute(sa.select(mark).where(mark.c.place == place)).first()
        return (row.uidvalidity, row.uid) if row else None

    def advance(self, place: str, uidvalidity: int, uid: int) -> None:
        """Everything up to this UID is done."""
        values = {"uidvalidity": uidvalidity, "uid": uid}
        moved = self._connection.execute(sa.update(mark).where(mark.c.place == place).values(values))
        if not moved.rowcount:
            self._connection.execute(sa.insert(mark).values(place=place, **values))
