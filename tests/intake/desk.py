"""The straight line with real reading, real templates and a real store, in one process and with a clock at hand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import partial
from typing import Any

from intakebot.belt import Belt
from intakebot.casework.correspondence import Alerts, Correspondence
from intakebot.domain.errors import Permanent
from intakebot.domain.job import Job
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.mailboxes import Mailboxes
from intakebot.domain.received import Received
from intakebot.domain.understanding import Question, Understood
from intakebot.intake import Intake, Waiting
from intakebot.intake.caps import Caps
from intakebot.intake.notice import Notices
from intakebot.office import staffed
from intakebot.replies.acknowledgement import Replies
from intakebot.replies.catalogue import Catalogue
from intakebot.store.desk import Desk
from intakebot.store.post import Posted
from intakebot.store.records import Evidence, TaskRecord
from intakebot.store.store import Store
from intakebot.terms.library import Library
from intakebot.understanding import understood
from tests import mails

SUPPORT = Mailbox(
    address="support@desk.example", prefix="CEN", terms="centaur", plan="basic", from_name="Desk",
    authserv_id="mx.desk.example",
)  # fmt: skip
SALES = Mailbox(address="sales@desk.example", prefix="SAL", from_name="Sales")
_UNCAPPED = Caps(per_sender=0, per_domain=0, total=0)


@dataclass
class Line:
    """What a test holds in its hands."""

    store: Store
    caps: Caps = _UNCAPPED
    verp: bool = True
    now: datetime = mails.NOON
    letters: list[tuple[Job, Posted]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.belt: Belt[Waiting] = Belt(2**30)
        self.chat_belt: Belt[Waiting] = Belt(2**30)
        self.catalogue = Catalogue(None)
        self.notices = Notices(Replies(self.catalogue), self.store.secret, verp=self.verp)
        self.mailboxes = Mailboxes((SUPPORT, SALES))
        terms = Library()
        letters = Correspondence(
            catalogue=self.catalogue, terms=terms, mailboxes=self.mailboxes, secret=self.store.secret,
            verp=self.verp, clock=self.clock, alerts=Alerts(),
        )  # fmt: skip
        self.office = staffed(terms, letters, self.clock)
        self.intake = Intake(
            store=self.store, understand=self.understand, terms=terms, notices=self.notices, caps=self.caps,
            mailboxes=self.mailboxes, clock=self.clock, reopen_within=timedelta(days=14), belt=self.belt,
            chat_belt=self.chat_belt,
            deliver=lambda job, posted: self.letters.append((job, posted)), office=self.office,
        )  # fmt: skip

    def clock(self) -> datetime:
        return self.now

    def understand(self, questions: Sequence[Question]) -> list[Understood | Permanent]:
        return [understood(question, classify=True) for question in questions]

    def take_in(self, waiting: Waiting) -> None:
        """Take one message in and wait until it is settled."""
        [done] = self.intake.take_in_all([waiting])
        done.result(10)

    def pick_up(self) -> None:
        """As upkeep does: what waits in the store is taken in."""
        name = self.store.presence.name
        for job in self.store.write(lambda desk: desk.jobs.claim("take_in", name, self.now, 9)).result():
            self.store.claims.take(job)
            self.take_in(Waiting(job=job, received=self.store.read(partial(_received, key=job.subject))))

    def post(self, raw: bytes | None = None, **envelope: Any) -> None:
        """Hand a mail in and wait until it is settled."""
        self.intake.accept(mails.received(raw, **envelope)).result(10)
        waiting = self.belt.get()
        assert waiting is not None
        self.take_in(waiting)

    @property
    def numbers(self) -> list[str]:
        """Numbers of the tickets that got a notice, in order."""
        return [posted.letter.message_id[:13].upper() for _, posted in self.letters]

    def notice(self, index: int = -1) -> EmailMessage:
        parsed = message_from_bytes(self.letters[index][1].letter.content, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed

    def evidence(self, number: str) -> Evidence:
        found = self.store.read(lambda desk: desk.records.evidence(number))
        assert found is not None
        return found

    def kinds(self, number: str) -> list[str]:
        return [event.kind for event in self.evidence(number).events]

    def tasks(self) -> list[TaskRecord]:
        return self.store.read(lambda desk: desk.records.open_tasks())

    def count(self, table: str) -> int:
        query = f"SELECT count(*) FROM {table}"  # noqa: S608 -- a table's name of ours
        found = self.store.read(lambda desk: desk._connection.exec_driver_sql(query).scalar())
        assert isinstance(found, int)
        return found

    def close_ticket(self, number: str) -> None:
        def unit(desk: Any) -> None:
            desk.tickets.close(desk.tickets.numbered(number), self.now)

        self.store.write(unit).result()


def _received(desk: Desk, key: int) -> Received:
    return desk.inbox.load(key)


def authenticated(domain: str = "customer.example") -> dict[str, str]:
    """Header lines by which our own mail server vouches for the sender."""
    return {"more": f"Authentication-Results: mx.desk.example; dmarc=pass header.from={domain}\n"}
