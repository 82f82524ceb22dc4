"""What was agreed about tickets, and how their clocks stand."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from intakebot.domain.case import Case, Fall, Thread
from intakebot.domain.customer import BY_MAIL, Organisation
from intakebot.domain.letter import ACKNOWLEDGEMENT
from intakebot.store.tables import chat, contact, event, letter, message, organisation, ticket

#: Message-IDs that a letter refers to, the latest ones.
_MOST_REFERENCES = 20
_COLUMNS = [ticket.c[name] for name in Case.__dataclass_fields__]


class Cases:
    """The verbs of triage, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of(self, ticket_id: int) -> Case:
        """The case of a ticket that exists."""
        return Case(**self._connection.execute(_OF, {"key": ticket_id}).one()._mapping)

    def held(self, ticket_id: int) -> Case:
        """The same, to be changed: other processes wait until this transaction ends (PostgreSQL; SQLite has one writer)."""
        return Case(**self._connection.execute(_HELD, {"key": ticket_id}).one()._mapping)

    def change(self, ticket_id: int, **columns: Any) -> Case:
        """Set columns of the ticket, by their names; the case as it is then."""
        self._connection.execute(sa.update(ticket).where(ticket.c.id == ticket_id).values(**columns))
        return self.of(ticket_id)

    def thread(self, ticket_id: int) -> Thread:
        """Where the next letter goes: to the contact who opened the ticket, in the chat where he wrote last, if it was one
        and he hasn't left it, or where he prefers.
        """
        who = self._connection.execute(_WHO, {"ticket": ticket_id}).one()
        ids = [row.message_id for row in self._connection.execute(_MESSAGES, {"ticket": ticket_id})]
        last = self._connection.execute(_LAST_ORDINAL, {"ticket": ticket_id}).scalar() or ACKNOWLEDGEMENT
        here = who.chat or who.address
        return Thread(
            to=here, preferred=who.address if who.prefers == BY_MAIL else who.preferred or here,
            in_reply_to=ids[0] if ids else "", references=tuple(reversed(ids[1:])), ordinal=last + 1,
            customer=Organisation(
                key="", name="", zone=who.zone, holidays=who.holidays, region=who.region, product=who.product or ""
            ),
        )  # fmt: skip

    def words(self, ticket_id: int) -> str:
        """What its customer wrote last."""
        return str(self._connection.execute(_WORDS, {"ticket": ticket_id}).scalar() or "")

    def heard_in(self, ticket_id: int, chat_address: str | None) -> None:
        """Where its contact was heard last: in this chat, or by mail."""
        self._connection.execute(_HEARD_IN, {"key": ticket_id, "place": chat_address})

    def times(self, ticket_id: int, *kinds: str) -> list[tuple[str, datetime]]:
        """When events of these kinds happened, in order."""
        query = sa.select(event.c.kind, event.c.at).where(event.c.ticket_id == ticket_id, event.c.kind.in_(kinds))
        return [(row.kind, row.at) for row in self._connection.execute(query.order_by(event.c.id))]

    def heard_at(self, ticket_id: int) -> datetime | None:
        """When the customer was last heard: wrote, or was reached by an agent."""
        found = [self._connection.execute(query, {"ticket": ticket_id}).scalar() for query in (_WROTE, _REACHED)]
        return max((at for at in found if at), default=None)

    def contacted_by(self, ticket_id: int) -> int | None:
        """The letter that was the first contact, if it was one that the bot sent for an agent."""
        row = self._connection.execute(_CONTACTED, {"ticket": ticket_id}).first()
        return row.evidence.get("letter") if row else None

    def contacted_before(self, ticket_id: int) -> datetime | None:
        """The first contact that the ticket had before it took over that of one that was merged into it."""
        row = self._connection.execute(_CONTACTED, {"ticket": ticket_id}).first()
        own = row.evidence.get("own") if row else None
        return datetime.fromisoformat(own) if own else None

    def wish(self, ticket_id: int) -> dict[str, Any] | None:
        """The change of severity that the customer asked for last, unless something has become of it since."""
        row = self._latest_of_severity(ticket_id)
        return row.evidence if row and row.kind == "change_wanted" else None

    def fall(self, ticket_id: int) -> Fall | None:
        """How the severity fell by itself, unless something has become of it since."""
        row = self._latest_of_severity(ticket_id)
        if row is None or row.kind != "severity_fell":
            return None
        told: dict[str, Any] = row.evidence
        due_at = datetime.fromisoformat(told["due"]) if told.get("due") else None
        return Fall(before=told["before"], now=told["now"], why=told["why"], by=told["by"], due_at=due_at)

    def _latest_of_severity(self, ticket_id: int) -> sa.Row[Any, Any, Any] | None:
        """The last that happened to the severity and wasn't undone."""
        undone = set()
        for row in self._connection.execute(_OF_SEVERITY, {"ticket": ticket_id}):
            if row.kind == "decision_undone":
                undone.add(row.evidence["decision"])
            elif row.id not in undone:
                return row
        return None

    def waited_by(self, ticket_id: int) -> int | None:
        """The letter from which on the customer was waited for last."""
        row = self._connection.execute(_LATEST, {"ticket": ticket_id, "kind": "waiting"}).first()
        return row.evidence.get("letter") if row else None

    def proposed(self, ticket_id: int) -> dict[str, Any]:
        """What the classifier said of it last; empty when it never did."""
        row = self._connection.execute(_LATEST, {"ticket": ticket_id, "kind": "severity_proposed"}).first()
        return row.evidence if row else {}

    def proposed_kind(self, ticket_id: int) -> str:
        """The kind of request that the classifier took it for last; "" when it said nothing."""
        return str(self.proposed(ticket_id).get("facets", {}).get("kind", ""))

    def counted(self, ticket_id: int) -> tuple[dict[str, Any], dict[str, str]]:
        """How the deadlines were last worked out, by clock, and the versions that decided it; empty when never."""
        row = self._connection.execute(_LATEST, {"ticket": ticket_id, "kind": "due"}).first()
        return (row.evidence, row.versions) if row else ({}, {})

    def counts(self, ticket_id: int) -> list[dict[str, Any]]:
        """How the deadlines were worked out each time, by clock, the latest first."""
        return [row.evidence for row in self._connection.execute(_COUNTS, {"ticket": ticket_id})]

    def customers_word(self, ticket_id: int) -> bool:
        """Whether the customer has ever named a severity, or agreed to one."""
        return self._connection.execute(_WORD, {"ticket": ticket_id}).first() is not None

    def pauses(self, ticket_id: int) -> tuple[tuple[datetime, datetime], ...]:
        """When the customer was waited for (XOP-11), each time from the request to the answer."""
        pauses, since = [], None
        for kind, at in self.times(ticket_id, "waiting", "waiting_ended"):
            if kind == "waiting":
                since = at
            elif since is not None:
                pauses.append((since, at))
                since = None
        return tuple(pauses)


_OF = sa.select(*_COLUMNS).where(ticket.c.id == sa.bindparam("key"))
_HELD = _OF.with_for_update()
_HEARD_IN = sa.update(ticket).where(ticket.c.id == sa.bindparam("key")).values(heard_in=sa.bindparam("place"))
_PREFERRED = chat.alias("preferred")
_WHO = (
    sa.select(
        contact.c.address,
        contact.c.prefers,
        chat.c.address.label("chat"),
        _PREFERRED.c.address.label("preferred"),
        *(organisation.c[name] for name in ("zone", "holidays", "region", "product")),
    )
    .select_from(ticket)
    .join(contact, contact.c.id == ticket.c.contact_id)
    .outerjoin(organisation, organisation.c.id == ticket.c.organisation_id)
    .outerjoin(chat, (chat.c.address == ticket.c.heard_in) & chat.c.left_at.is_(None))
    .outerjoin(_PREFERRED, (_PREFERRED.c.address == contact.c.prefers) & _PREFERRED.c.left_at.is_(None))
    .where(ticket.c.id == sa.bindparam("ticket"))
)
_MESSAGES = (
    sa.select(message.c.message_id)
    .where(message.c.ticket_id == sa.bindparam("ticket"), message.c.auto.is_(None), message.c.message_id != "")
    .order_by(message.c.id.desc())
    .limit(_MOST_REFERENCES)
)
_WORDS = (
    sa.select(message.c.reply)
    .where(message.c.ticket_id == sa.bindparam("ticket"), message.c.auto.is_(None))
    .order_by(message.c.id.desc())
    .limit(1)
)
_OF_TICKET = event.c.ticket_id == sa.bindparam("ticket")
_WROTE = sa.select(sa.func.max(message.c.received_at)).where(
    message.c.ticket_id == sa.bindparam("ticket"), message.c.auto.is_(None)
)
_REACHED = sa.select(sa.func.max(event.c.at)).where(_OF_TICKET, event.c.kind == "contacted", event.c.actor != "bot")
_CONTACTED = (
    sa.select(event.c.evidence).where(_OF_TICKET, event.c.kind == "contacted").order_by(event.c.id.desc()).limit(1)
)
_LATEST = (
    sa.select(event.c.evidence, event.c.versions)
    .where(_OF_TICKET, event.c.kind == sa.bindparam("kind"))
    .order_by(event.c.id.desc())
    .limit(1)
)
_COUNTS = sa.select(event.c.evidence).where(_OF_TICKET, event.c.kind == "due").order_by(event.c.id.desc())
_SEVERITY = (
    "severity_stated", "severity_confirmed", "severity_changed", "severity_fell", "fall_taken_back",
    "consent_refused", "change_wanted", "decision_undone",
)  # fmt: skip
_OF_SEVERITY = (
    sa.select(event.c.id, event.c.kind, event.c.evidence)
    .where(_OF_TICKET, event.c.kind.in_(_SEVERITY))
    .order_by(event.c.id.desc())
)
_WORD = sa.select(event.c.id).where(
    _OF_TICKET,
    event.c.kind.in_(("severity_stated", "consented"))
    | ((event.c.kind == "severity_changed") & (event.c.actor == "customer")),
)
_LAST_ORDINAL = sa.select(sa.func.max(letter.c.ordinal)).where(letter.c.ticket_id == sa.bindparam("ticket"))
