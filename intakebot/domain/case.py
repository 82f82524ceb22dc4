"""A ticket as triage and its timers see it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

from intakebot.domain.customer import Organisation

#: How the level came about: named by the customer · proposed · confirmed by an agent · agreed after a request for consent
#: · by a rule of the terms.
SeverityBy: TypeAlias = Literal["stated", "proposed", "confirmed", "agreed", "rule"]
#: What a ticket that an agent has put off waits for.
WaitsFor: TypeAlias = Literal["customer", "third_party", "day"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """What was agreed about a ticket, and how its clocks stand. Columns of the ticket, by their names."""

    id: int
    number: str
    mailbox: str
    terms: str | None
    plan: str | None
    contact_id: int
    organisation_id: int | None
    #: The language that the customer wrote in, "und" when unknown.
    language: str
    subject: str
    state: Literal["open", "closed"]
    severity: str | None
    severity_by: SeverityBy | None
    #: Its place among the levels of the terms, 0 the most severe; -1 while there is none.
    severity_rank: int
    #: The level that support wants and the customer was asked for.
    severity_asked: str | None
    reaction: Literal["notice", "first_contact"] | None
    due_at: datetime | None
    workaround_due_at: datetime | None
    resolution_due_at: datetime | None
    received_at: datetime
    notice_at: datetime | None
    first_contact_at: datetime | None
    workaround_at: datetime | None
    closed_at: datetime | None
    waiting_since: datetime | None
    #: Put off by an agent: for what, and until when if that is known. No clock stands still for it.
    put_off_for: WaitsFor | None
    put_off_until: datetime | None
    marks: list[dict[str, str]] | None
    missing: list[str] | None
    terms_version: str | None
    #: The ticket that goes on in its place.
    merged_into_id: int | None

    @property
    def reacted_at(self) -> datetime | None:
        """When the reaction happened, by what the terms count."""
        return self.notice_at if self.reaction == "notice" else self.first_contact_at


@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """What is known of a case when its ticket is registered; columns of the ticket, by their names."""

    severity: str | None = None
    severity_by: SeverityBy | None = None
    severity_rank: int = -1
    reaction: Literal["notice", "first_contact"] | None = None
    due_at: datetime | None = None
    workaround_due_at: datetime | None = None
    resolution_due_at: datetime | None = None
    marks: list[dict[str, str]] | None = None
    missing: list[str] | None = None
    terms_version: str | None = None


UNDER_NO_TERMS = Opening()


@dataclass(frozen=True, kw_only=True, slots=True)
class Thread:
    """Where a letter within a ticket goes, and what it answers."""

    #: Where the customer wrote last.
    to: str
    #: Where he wants to be written to, unless it answers what he said; the same where he chose nothing.
    preferred: str
    #: Message-ID of the customer's latest message, "" when it had none, and of the earlier ones.
    in_reply_to: str
    references: tuple[str, ...]
    #: For the letter's tokens: one more than the last letter's; the first is kept for the notice, even of a ticket about
    #: which agents hear before it is written.
    ordinal: int
    #: What is known of the organisation that decides zone, holidays and languages.
    customer: Organisation

    @property
    def zone(self) -> str | None:
        """The customer's."""
        return self.customer.zone

    @property
    def holidays(self) -> str | None:
        """The customer's."""
        return self.customer.holidays


@dataclass(frozen=True, kw_only=True, slots=True)
class Duty:
    """A timer that the terms impose on a ticket."""

    id: int
    ticket_id: int
    kind: str
    clause: str
    due_at: datetime
    evidence: dict[str, Any]


#: What a customer said to what was asked.
Answer: TypeAlias = Literal["agreed", "refused"]
#: For want of what a level with conditions falls (MAR-07, MAR-08).
Why: TypeAlias = Literal["unconfirmed", "unanswered", "unreachable"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fall:
    """How a severity fell by itself."""

    before: str
    now: str
    why: Why
    #: How the former level had come about.
    by: SeverityBy | None
    #: By when an answer would have been in time; None where none was awaited.
    due_at: datetime | None
