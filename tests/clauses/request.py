"""One request under some terms, as the straight line sees it before the store: entitlement, assessment, notice."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from intakebot.domain import number
from intakebot.domain.customer import STRANGER, Contact, Customer, Organisation
from intakebot.domain.entitlement import Entitlement
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.understanding import Question, Understood
from intakebot.intake.assess import Assessment, assess
from intakebot.intake.notice import Notices
from intakebot.replies.acknowledgement import Replies
from intakebot.replies.catalogue import Catalogue
from intakebot.terms.library import Library
from intakebot.understanding import understood
from tests import mails

LIBRARY = Library()
_NOTICES = Notices(Replies(Catalogue(None)), b"secret", verp=False)
_PROVEN = "Authentication-Results: mx.desk.example; dmarc=pass header.from=customer.example\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """What became of a request."""

    entitlement: Entitlement
    case: Assessment
    notice: EmailMessage

    @property
    def said(self) -> str:
        """The notice's words."""
        part = self.notice.get_body(("plain",))
        assert part is not None
        return str(part.get_content())

    @property
    def language(self) -> str:
        return str(self.notice["Content-Language"])

    @property
    def marks(self) -> dict[str, str]:
        """Clauses by mark."""
        return {mark.code: mark.clause for mark in self.case.marks}

    @property
    def due(self) -> str | None:
        """When the reaction is due, in the zone in which it is told; None where nothing is promised."""
        found = self.case.deadlines.reaction.due_at if self.case.deadlines else None
        return found.isoformat() if found else None


def request(
    terms: str, text: str, *, subject: str = "Заявка", plan: str | None = None, at: str = "2026-11-23T12:00:00+00:00",
    known: bool = True, proven: bool = True, roles: tuple[str, ...] = (), library: Library = LIBRARY,
    **organisation: Any,
) -> Seen:  # fmt: skip
    """A mail of Anna's to a mailbox under these terms; `known`: she and what her organisation bought are registered."""
    box = Mailbox(
        address="support@desk.example", prefix="CLA", terms=terms, from_name="Desk", authserv_id="mx.desk.example"
    )
    received_at = datetime.fromisoformat(at)
    raw = mails.mail(text, subject=subject, more=_PROVEN if proven else "")
    received = mails.received(raw, received_at=received_at, trusted=True)
    question = Question(received=received, authserv_id=box.authserv_id, languages=())
    read = understood(question, classify=True)
    assert isinstance(read, Understood)
    customer = STRANGER
    if known:
        bought = Organisation(key="org", name="Customer Ltd", plan=plan, **organisation)
        person = Contact(address="anna@customer.example", name="Anna", organisation="org", roles=roles)
        customer = Customer(contact_id=1, contact=person, organisation_id=1, organisation=bought)
    entitlement = library.entitlement(box, customer, received_at)
    case = assess(library, entitlement, read.message, received_at)
    assert case is not None
    written = read.impression.language if read.impression else "und"
    letter = _NOTICES.draft(
        number.draw("CLA"), read.message, written, entitlement, box, received_at, received_at, None, case
    )
    parsed = message_from_bytes(letter.content, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return Seen(entitlement=entitlement, case=case, notice=parsed)


def overlaid(folder: Any, name: str, text: str) -> Library:
    """The library of an operator who has written one file."""
    (folder / f"{name}.toml").write_text(text)
    return Library(folder)
