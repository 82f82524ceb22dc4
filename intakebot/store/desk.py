"""The desk: every verb of the store, within one transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from intakebot.domain.errors import Temporary
from intakebot.domain.job import Job
from intakebot.store.agenda import Agenda
from intakebot.store.agreement import Agreement
from intakebot.store.attachments import Attachments
from intakebot.store.audit import Audit
from intakebot.store.breaches import Breaches
from intakebot.store.calls import Calls
from intakebot.store.cases import Cases
from intakebot.store.chats import Chats
from intakebot.store.customers import Customers
from intakebot.store.directory import Directory
from intakebot.store.figures import Figures
from intakebot.store.filed import Filed
from intakebot.store.history import History
from intakebot.store.inbox import Inbox
from intakebot.store.links import Links
from intakebot.store.mailbox_settings import MailboxSettings
from intakebot.store.maintenances import Maintenances
from intakebot.store.marks import MarkTable
from intakebot.store.matters import Matters
from intakebot.store.post import Post, Posted
from intakebot.store.pulse import Pulse
from intakebot.store.queue import Owners, Queue
from intakebot.store.records import Records
from intakebot.store.sessions import Sessions
from intakebot.store.tables import fact
from intakebot.store.templates import Templates
from intakebot.store.terms_texts import TermsTexts
from intakebot.store.throttles import Throttles
from intakebot.store.tickets import Tickets
from intakebot.store.timers import Timers
from intakebot.store.tokens import Tokens
from intakebot.store.users import Users
from intakebot.store.visitors import Visitors


class Desk:
    """Handed to units of work. What they do with it is committed as a whole or not at all, maybe with other units."""

    __slots__ = (
        "_connection",
        "_held",
        "_outgoing",
        "_sender",
        "agenda",
        "agreement",
        "attachments",
        "audit",
        "breaches",
        "calls",
        "cases",
        "chats",
        "customers",
        "directory",
        "figures",
        "filed",
        "history",
        "inbox",
        "jobs",
        "links",
        "mailbox_settings",
        "maintenances",
        "marks",
        "matters",
        "owners",
        "post",
        "pulse",
        "records",
        "sessions",
        "templates",
        "terms_texts",
        "throttles",
        "tickets",
        "timers",
        "tokens",
        "users",
        "visitors",
    )

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self.agenda = Agenda(connection)
        self.inbox = Inbox(connection)
        self.tickets = Tickets(connection)
        self.customers = Customers(connection)
        self.directory = Directory(connection)
        self.pulse = Pulse(connection)
        self.post = Post(connection)
        self.jobs = Queue(connection)
        self.owners = Owners(connection)
        self.marks = MarkTable(connection)
        self.records = Records(connection)
        self.figures = Figures(connection)
        self.filed = Filed(connection)
        self.agreement = Agreement(connection)
        self.breaches = Breaches(connection)
        self.cases = Cases(connection)
        self.history = History(connection)
        self.matters = Matters(connection)
        self.attachments = Attachments(connection)
        self.chats = Chats(connection)
        self.links = Links(connection)
        self.timers = Timers(connection)
        self.calls = Calls(connection)
        self.mailbox_settings = MailboxSettings(connection)
        self.maintenances = Maintenances(connection)
        self.users = Users(connection)
        self.sessions = Sessions(connection)
        self.tokens = Tokens(connection)
        self.templates = Templates(connection)
        self.terms_texts = TermsTexts(connection)
        self.throttles = Throttles(connection)
        self.visitors = Visitors(connection)
        self.audit = Audit(connection)
        self._held = timedelta(0)
        self._sender: str | None = None
        self._outgoing: list[tuple[Job, Posted]] = []

    @contextmanager
    def sending(self, sender: str) -> Iterator[list[tuple[Job, Posted]]]:
        """Letters that are written meanwhile are this process's to deliver once they are committed; a unit of work has them
        in the end.
        """
        self._sender, self._outgoing = sender, []
        try:
            yield self._outgoing
        finally:
            self._sender = None

    @contextmanager
    def holding(self, span: timedelta) -> Iterator[None]:
        """What is written meanwhile leaves only after this span: until then it can be withdrawn."""
        before, self._held = self._held, span
        try:
            yield
        finally:
            self._held = before

    @contextmanager
    def acting(self, through: str) -> Iterator[None]:
        """What people do meanwhile they do through this (domain/by.py): their lines of histories say so."""
        before, self.tickets.through = self.tickets.through, through
        try:
            yield
        finally:
            self.tickets.through = before

    def call(self, ticket_id: int, webhook: str, body: dict[str, Any], at: datetime) -> None:
        """Have news posted to a webhook."""
        self.calls.add(ticket_id, webhook, body, at, due_at=at + self._held)

    def send(self, posted: Posted, at: datetime) -> None:
        """Have a letter delivered: by whoever is `sending`, else by whoever looks first; later, where it is held back."""
        if self._held:
            self.jobs.add("deliver", posted.id, at + self._held, claimed_by=None)
            return
        job = self.jobs.add("deliver", posted.id, at, claimed_by=self._sender)
        if self._sender:
            self._outgoing.append((job, posted))

    def attempt(self, work: Callable[[], object]) -> Exception | None:
        """Do what may fail without taking the rest of the transaction along: gives back its error, undone.

        What trying again may mend goes up, and so does the database's own trouble.
        """
        driver: Any = self._connection.connection.driver_connection
        driver.execute("SAVEPOINT attempt")
        kept = len(self._outgoing)
        try:
            work()
        except (DBAPIError, Temporary):
            raise
        except Exception as error:
            driver.execute("ROLLBACK TO SAVEPOINT attempt")
            del self._outgoing[kept:]
            return error
        driver.execute("RELEASE SAVEPOINT attempt")
        return None

    def fact(self, name: str, first: bytes) -> bytes:
        """A fact of the installation, kept as `first` when it is asked for the first time."""
        self._connection.execute(_FACT, {"name": name, "value": first})
        kept: bytes = self._connection.execute(sa.select(fact.c.value).where(fact.c.name == name)).scalar_one()
        return kept


_FACT = sa.text("INSERT INTO fact (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING")
