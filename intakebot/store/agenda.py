"""The queue that agents work through: tickets by the time that is left. Only looks, never writes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, TypeAlias, get_args

import sqlalchemy as sa

from intakebot.domain.case import WaitsFor
from intakebot.store.likeness import Likeness
from intakebot.store.tables import by_urgency, came_by, contact, event, next_due, organisation, reacted_at, ticket

#: triage: nobody has decided the severity · open · waiting for the customer, or put off · closed · all. What is put off
#: is in neither of the first two.
View: TypeAlias = Literal["triage", "open", "waiting", "closed", "all"]
VIEWS: tuple[View, ...] = get_args(View)
#: What searching looks through at most, the latest tickets first.
_SEARCHED = 50_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which tickets; "" is any."""

    view: View = "triage"
    terms: str = ""
    language: str = ""
    severity: str = ""
    mailbox: str = ""
    #: Key of an organisation.
    customer: str = ""
    #: Words of number, subject, customer.
    words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One ticket in a queue."""

    id: int
    number: str
    subject: str
    contact: str
    address: str
    organisation: str | None
    language: str
    #: smtp · imap · telegram …: how its first message came.
    channel: str
    state: str
    terms: str | None
    plan: str | None
    severity: str | None
    severity_by: str | None
    severity_asked: str | None
    #: 0..1, of what is proposed.
    confidence: float | None
    received_at: datetime
    #: The next deadline that binds; None where none does.
    due_at: datetime | None
    #: When the reaction that is promised, or may be under a severity yet unknown, came; None where it hasn't.
    reacted_at: datetime | None
    waiting_since: datetime | None
    #: For what an agent put it off, and until when.
    put_off_for: WaitsFor | None
    put_off_until: datetime | None
    closed_at: datetime | None


class Agenda:
    """The verbs of the queue, within one snapshot."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def page(self, wanted: Wanted, most: int, after: int = 0) -> list[Line]:
        """Some of them, what is due first coming first; closed ones and all: the latest first."""
        return self._lines(list(self._connection.execute(self.in_order(wanted, most, after)).scalars()))

    def _lines(self, keys: list[int]) -> list[Line]:
        if not keys:
            return []
        found = {row["id"]: row for row in self._connection.execute(_LINES, {"keys": keys}).mappings()}
        sure = self._confidences(keys)
        return [Line(**found[key], confidence=sure.get(key)) for key in keys]

    def due_before(self, at: datetime, most: int) -> list[Line]:
        """Open tickets, put off or not, whose next deadline comes before this time, or has passed, the most urgent first."""
        found = self._connection.execute(self.before(at, most).order_by(*by_urgency))
        return self._lines(list(found.scalars()))

    def missed(self, at: datetime, most: int) -> int:
        """How many open tickets' next deadlines have passed, counted up to `most`."""
        some = self.before(at, most).subquery()
        return int(self._connection.execute(sa.select(sa.func.count()).select_from(some)).scalar_one())

    def before(self, at: datetime, most: int) -> sa.Select[Any]:
        """Ids of open tickets whose next deadline comes before this time, in no order."""
        # The same twice: SQLite searches the index by two columns, PostgreSQL by both at once, as it makes of
        # "(… IS NULL) = false" an "IS NOT NULL" that the index doesn't know.
        found = _IDS.where(_OPEN, next_due.is_(None) == sa.false(), next_due < at)
        due = sa.tuple_(next_due.is_(None), next_due) < sa.tuple_(sa.false(), sa.literal(at, next_due.type))
        return found.where(due).limit(most)

    def count(self, wanted: Wanted, most: int) -> int:
        """How many there are, counted up to `most`."""
        some = sa.select(ticket.c.id).where(*self._conditions(wanted)).limit(most).subquery()
        return int(self._connection.execute(sa.select(sa.func.count()).select_from(some)).scalar_one())

    def elsewhere(self, wanted: Wanted) -> dict[View, int]:
        """How many tickets are like this, but not in this view, by the views that have some, of the latest that searching
        looks through.
        """
        others = [view for view in VIEWS if view not in (wanted.view, "all")]
        if wanted.view == "all":
            return {}
        alike = self._conditions(replace(wanted, view="all"))
        found = sa.select(*(_number_of(sa.and_(*_OF_VIEW[view])).label(view) for view in others)).where(
            *alike, ticket.c.id > self._latest(), sa.not_(sa.and_(*_OF_VIEW[wanted.view]))
        )
        row = self._connection.execute(found).one()
        return {view: int(number) for view, number in zip(others, row, strict=True) if number}

    def in_order(self, wanted: Wanted, most: int, after: int) -> sa.Select[Any]:
        """Ids of the tickets, in the order of the view."""
        query = _IDS.where(*self._conditions(wanted)).limit(most).offset(after)
        order = by_urgency if wanted.view in ("triage", "open") else (ticket.c.id.desc(),)
        return query.order_by(*order)

    def _conditions(self, wanted: Wanted) -> list[sa.ColumnElement[bool]]:
        found = list(_OF_VIEW[wanted.view])
        given = {
            "terms": wanted.terms,
            "language": wanted.language,
            "severity": wanted.severity,
            "mailbox": wanted.mailbox,
        }
        found += [ticket.c[name] == value for name, value in given.items() if value]
        if wanted.customer:
            whose = sa.select(organisation.c.id).where(organisation.c.key == wanted.customer).scalar_subquery()
            found.append(ticket.c.organisation_id == whose)
        return found + [self._saying(word) for word in wanted.words.split()[:5]]

    def _saying(self, word: str) -> sa.ColumnElement[bool]:
        """Tickets with this in number, subject, or the customer's name."""
        like = Likeness(self._connection, word)
        people = sa.select(contact.c.id).where(like.within(contact.c.name) | like.within(contact.c.address))
        firms = sa.select(organisation.c.id).where(like.within(organisation.c.name))
        return (ticket.c.id > self._latest()) & (
            like.within(ticket.c.number)
            | like.within(ticket.c.subject)
            | ticket.c.contact_id.in_(people)
            | ticket.c.organisation_id.in_(firms)
        )

    def _latest(self) -> sa.ScalarSelect[Any]:
        """The id after which searching begins."""
        return sa.select(sa.func.coalesce(sa.func.max(ticket.c.id), 0) - _SEARCHED).scalar_subquery()

    def _confidences(self, keys: Sequence[int]) -> dict[int, float]:
        """Of what was proposed last, by ticket."""
        rows = self._connection.execute(_PROPOSED, {"keys": keys})
        return {row.ticket_id: row.evidence["confidence"] for row in rows}


def _number_of(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    """Of the rows for which it holds; None of none."""
    return sa.func.sum(sa.case((condition, 1), else_=0))


_OPEN = ticket.c.state == sa.literal_column("'open'")
_QUEUED = (_OPEN, ticket.c.put_off_for.is_(None))
_IDS = sa.select(ticket.c.id)
_OF_VIEW: dict[View, tuple[sa.ColumnElement[bool], ...]] = {
    "triage": (
        *_QUEUED,
        ticket.c.terms.is_not(None),
        ticket.c.severity_asked.is_(None),
        sa.func.coalesce(ticket.c.severity_by, "proposed").in_(("proposed", "stated")),
    ),
    "open": _QUEUED,
    "waiting": (
        _OPEN,
        ticket.c.waiting_since.is_not(None) | ticket.c.severity_asked.is_not(None) | ticket.c.put_off_for.is_not(None),
    ),
    "closed": (ticket.c.state == "closed",),
    "all": (),
}
_TAKEN = ("id", "number", "subject", "language", "state", "terms", "plan", "severity", "severity_by", "severity_asked",
          "received_at", "waiting_since", "put_off_for", "put_off_until", "closed_at")  # fmt: skip
_LINES = (
    sa.select(
        *(ticket.c[name] for name in _TAKEN),
        next_due.label("due_at"),
        sa.case((ticket.c.due_at.is_not(None) | ticket.c.severity.is_(None), reacted_at)).label("reacted_at"),
        contact.c.name.label("contact"),
        contact.c.address,
        organisation.c.name.label("organisation"),
        sa.func.coalesce(came_by, "").label("channel"),
    )
    .join(contact, contact.c.id == ticket.c.contact_id)
    .outerjoin(organisation, organisation.c.id == ticket.c.organisation_id)
    .where(ticket.c.id.in_(sa.bindparam("keys", expanding=True)))
)
_PROPOSED = (
    sa.select(event.c.ticket_id, event.c.evidence)
    .where(event.c.ticket_id.in_(sa.bindparam("keys", expanding=True)), event.c.kind == "severity_proposed")
    .order_by(event.c.id)
)
