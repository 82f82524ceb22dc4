"""The desk: every verb of the store, within one transaction."""

import sqlalchemy as sa

from intakebot.store.inbox import Inbox
from intakebot.store.marks import MarkTable
from intakebot.store.post import Post
from intakebot.store.queue import Owners, Queue
from intakebot.store.records import Records
from intakebot.store.tables import fact
from intakebot.store.tickets import Tickets


class Desk:
    """Handed to units of work. What they do with it is committed as a whole or not at all, maybe with other units."""

    __slots__ = ("_connection", "inbox", "jobs", "marks", "owners", "post", "records", "tickets")

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self.inbox = Inbox(connection)
        self.tickets = Tickets(connection)
        self.post = Post(connection)
        self.jobs = Queue(connection)
        self.owners = Owners(connection)
        self.marks = MarkTable(connection)
        self.records = Records(connection)

    def fact(self, name: str, first: bytes) -> bytes:
        """A fact of the installation, kept as `first` when it is asked for the first time."""
        self._connection.execute(_FACT, {"name": name, "value": first})
        kept: bytes = self._connection.execute(sa.select(fact.c.value).where(fact.c.name == name)).scalar_one()
        return kept


_FACT = sa.text("INSERT INTO fact (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING")
