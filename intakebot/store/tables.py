"""The data model (design.md 5): raw bytes as blobs, an append-only event table, one job table.

A ticket's columns are a projection of its events. Events refer to people and texts by id, so that erasing a person
removes blobs and contact and leaves the events standing.
"""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from intakebot.domain.times import aware
from intakebot.store.worded import Worded


class Moment(sa.TypeDecorator[datetime]):
    """An aware time: timestamptz in PostgreSQL, sortable ISO 8601 text in UTC in SQLite. Naive ones are refused."""

    impl = sa.String(27)
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        wide = sa.DateTime(timezone=True) if dialect.name == "postgresql" else sa.String(27)
        return dialect.type_descriptor(wide)

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> Any:
        if value is None:
            return None
        return aware(value) if dialect.name == "postgresql" else _written(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        moment = value if dialect.name == "postgresql" else datetime.fromisoformat(value)
        return moment.astimezone(UTC)


@lru_cache(maxsize=1024)  # one unit of work writes one moment into many columns
def _written(value: datetime) -> str:
    return f"{aware(value).isoformat(timespec='microseconds')[:26]}Z"


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
#: SQLite numbers rows by itself only for INTEGER keys.
_Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_Digest = sa.LargeBinary(32)


def _id() -> sa.Column[int]:
    return sa.Column("id", _Id, primary_key=True)


def _ref(name: str, target: str, *, nullable: bool = False, index: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.ForeignKey(target), nullable=nullable, index=index)


def _text(name: str, default: str | None = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=default is None)


def _edition(table: str) -> tuple[sa.Column[Any], ...]:
    """What became of a version (domain/edition.py)."""
    return (
        sa.Column("state", sa.String(10), nullable=False),
        _text("note"),
        _text("made_by"),
        sa.Column("made_at", Moment, nullable=False),
        _text("published_by", None),
        sa.Column("published_at", Moment),
        _text("retired_by", None),
        sa.Column("retired_at", Moment),
        _ref("restores_id", f"{table}.id", nullable=True),
    )


_IN_CHAT = sa.text("mail_from = 'chat'")
_MERGED = sa.text("merged_into_id IS NOT NULL")
_PUBLISHED = sa.text("state = 'published'")

#: Raw messages and attachments, content-addressed: one copy of equal bytes.
blob = sa.Table(
    "blob",
    metadata,
    sa.Column("sha256", _Digest, primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

#: A customer: who bought what (design.md 2). Kept by `intakebot contacts import`.
organisation = sa.Table(
    "organisation",
    metadata,
    _id(),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    _text("name"),
    _text("terms", None),
    _text("plan", None),
    sa.Column("valid_from", sa.Date),
    sa.Column("valid_until", sa.Date),
    _text("zone", None),
    _text("holidays", None),
    _text("language", None),
    _text("region", None),
    _text("product"),
    _text("version"),
    _text("support_id"),
    sa.Column("created_at", Moment, nullable=False),
)

#: Domains whose mail comes from an organisation.
domain = sa.Table(
    "domain",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    _ref("organisation_id", "organisation.id", index=True),
)

#: A person who writes; one that nobody imported is a stranger without organisation and roles.
contact = sa.Table(
    "contact",
    metadata,
    _id(),
    sa.Column("address", sa.Text, nullable=False, unique=True),
    _text("name"),
    sa.Column("created_at", Moment, nullable=False),
    _ref("organisation_id", "organisation.id", nullable=True, index=True),
    sa.Column("roles", sa.JSON),
    _text("language", None),
    _text("telephone", None),
    #: Where we are to write to this person: "mail", or a chat's address; None: where he wrote last.
    _text("prefers", None),
    #: When the operator last imported this person; None for strangers.
    sa.Column("imported_at", Moment),
)

#: Further addresses of a contact.
alias = sa.Table(
    "alias",
    metadata,
    sa.Column("address", sa.Text, primary_key=True),
    _ref("contact_id", "contact.id", index=True),
    #: When a chat proved by a code that it is this contact's; None for addresses that were imported.
    sa.Column("linked_at", Moment),
)

#: A chat that wrote to us: what it is about just now.
chat = sa.Table(
    "chat",
    metadata,
    sa.Column("address", sa.Text, primary_key=True),
    #: The language chosen there; None: that of the messages.
    _text("language", None),
    #: The request that is being told there, in as many messages as its writer likes, until when silence ends it, and by
    #: when it ends at the latest.
    _ref("ticket_id", "ticket.id", nullable=True),
    sa.Column("gather_until", Moment),
    sa.Column("gather_by", Moment),
    #: Whose next message opens a new request, whatever it says (/new); "" nobody's.
    _text("fresh_for"),
    #: What is asked for step by step: of which request, and the item.
    _ref("step_ticket_id", "ticket.id", nullable=True),
    _text("step_item"),
    #: Since when the bot is blocked there.
    sa.Column("left_at", Moment),
    sa.Column("seen_at", Moment, nullable=False),
)

#: A one-time code that was sent to an address, so that a chat proves whose it is. Without contact nothing was sent.
link_code = sa.Table(
    "link_code",
    metadata,
    _id(),
    sa.Column("chat", sa.Text, nullable=False, index=True),
    _ref("contact_id", "contact.id", nullable=True),
    sa.Column("digest", _Digest, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("expires_at", Moment, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    #: When it was used, or used up.
    sa.Column("ended_at", Moment),
)

ticket = sa.Table(
    "ticket",
    metadata,
    _id(),
    sa.Column("number", sa.String(20), nullable=False, unique=True),
    _text("mailbox"),
    _text("terms", None),
    _text("plan", None),
    _ref("contact_id", "contact.id", index=True),
    sa.Column("language", sa.String(8), nullable=False),
    _text("subject"),
    sa.Column("state", sa.String(8), nullable=False),
    #: The level that counts now, and how it came about: stated · proposed · confirmed · agreed.
    _text("severity", None),
    _text("severity_by", None),
    #: Its place among the levels of its terms, 0 the most severe; -1 while there is none.
    sa.Column("severity_rank", sa.Integer, nullable=False, server_default=sa.text("-1")),
    #: The level that support wants and the customer was asked for (CEN-08).
    _text("severity_asked", None),
    #: Deadline of the reaction, by the clock that `reaction` names: notice · first_contact; then the other clocks'.
    sa.Column("due_at", Moment),
    _text("reaction", None),
    sa.Column("workaround_due_at", Moment),
    sa.Column("resolution_due_at", Moment),
    sa.Column("received_at", Moment, nullable=False),
    sa.Column("registered_at", Moment, nullable=False),
    sa.Column("notice_at", Moment),
    sa.Column("first_contact_at", Moment),
    sa.Column("workaround_at", Moment),
    sa.Column("closed_at", Moment),
    #: Since when the customer is waited for; the targets don't bind meanwhile (XOP-11).
    sa.Column("waiting_since", Moment),
    #: Put off by an agent, while its clocks run on: for the customer · third_party · day; until when, if that is known.
    _text("put_off_for", None),
    sa.Column("put_off_until", Moment),
    _ref("continues_id", "ticket.id", nullable=True),
    #: The ticket that goes on in its place: an agent saw that they are one matter.
    _ref("merged_into_id", "ticket.id", nullable=True),
    #: The chat where its customer was heard last; None where that was by mail.
    _text("heard_in", None),
    _ref("organisation_id", "organisation.id", nullable=True, index=True),
    #: [{code, clause, detail}]: what an agent must know first; ids of what was asked for and hasn't been given.
    sa.Column("marks", Worded),
    sa.Column("missing", sa.JSON),
    #: Version of the terms that it was registered under.
    _text("terms_version", None),
    sa.Index("ix_ticket_registered_at", "registered_at"),
    sa.Index("ix_ticket_merged_into_id", "merged_into_id", sqlite_where=_MERGED, postgresql_where=_MERGED),
)

#: When a ticket had the reaction that its terms want.
reacted_at = sa.case(
    (ticket.c.reaction == sa.literal_column("'notice'"), ticket.c.notice_at), else_=ticket.c.first_contact_at
)
#: The next deadline of a ticket that still binds: they follow each other.
next_due = sa.case(
    (ticket.c.due_at.is_not(None) & reacted_at.is_(None), ticket.c.due_at),
    (ticket.c.workaround_due_at.is_not(None) & ticket.c.workaround_at.is_(None), ticket.c.workaround_due_at),
    else_=ticket.c.resolution_due_at,
)
#: What agents work through: what is due first; then, without a deadline, the most severe (an unknown level may be the most
#: severe of all), what nobody has decided, the oldest. An index on these very expressions (revision 0009) gives the queue in
#: this order; it stands there alone, as Alembic can compare no expressions.
by_urgency = (
    next_due.is_(None),
    next_due,
    ticket.c.severity_rank,
    sa.func.coalesce(ticket.c.severity_by, sa.literal_column("'proposed'")).not_in(
        [sa.literal_column("'proposed'"), sa.literal_column("'stated'")]
    ),
    ticket.c.id,
)

#: One read message; the identity is unique, so that a redelivered or doubled one makes no second ticket.
message = sa.Table(
    "message",
    metadata,
    _id(),
    sa.Column("identity", _Digest, nullable=False, unique=True),
    _ref("ticket_id", "ticket.id", index=True),
    #: Indexed, or else each contact that goes would take a search of all messages.
    _ref("contact_id", "contact.id", index=True),
    sa.Column("message_id", sa.Text, nullable=False, index=True),
    _text("subject"),
    #: The writer's own words, without quoted history and signature; the whole stands in the raw message.
    _text("reply"),
    sa.Column("language", sa.String(8), nullable=False),
    sa.Column("auto", sa.String(16)),
    sa.Column("written_at", Moment),
    sa.Column("received_at", Moment, nullable=False),
)

attachment = sa.Table(
    "attachment",
    metadata,
    _id(),
    _ref("message_id", "message.id", index=True),
    _text("filename"),
    _text("content_type"),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("inline", sa.Boolean, nullable=False),
    #: None while the content is still to be fetched from where the channel keeps it (its job says when).
    _ref("sha256", "blob.sha256", nullable=True),
    _text("remote"),
    #: Why it can't be had.
    _text("error"),
)

#: One delivery to us, as the channel handed it over. state: accepted · taken_in · copy · filed · set_aside
received = sa.Table(
    "received",
    metadata,
    _id(),
    sa.Column("channel", sa.String(10), nullable=False),
    _text("mailbox"),
    _text("mail_from", None),
    sa.Column("rcpt_tos", sa.JSON, nullable=False),
    _text("peer"),
    sa.Column("source", sa.Text, unique=True),
    sa.Column("trusted", sa.Boolean, nullable=False),
    sa.Column("received_at", Moment, nullable=False),
    sa.Column("accepted_at", Moment, nullable=False),
    _ref("sha256", "blob.sha256"),
    sa.Column("state", sa.String(10), nullable=False, index=True),
    _text("reason"),
    _ref("message_id", "message.id", nullable=True, index=True),
)

#: Mail that was taken for no request. `wanted_by`: who saw that it is one, and has it registered.
filed = sa.Table(
    "filed",
    metadata,
    sa.Column("received_id", sa.ForeignKey("received.id"), primary_key=True, autoincrement=False),
    _text("sender"),
    _text("subject"),
    #: A sentence, or the text of one that was filed before there were any.
    sa.Column("reason", Worded, nullable=False),
    _text("wanted_by", None),
    sa.Column("wanted_at", Moment),
    _text("wanted_through", None),
)

#: The channel by which a ticket's first message came. One within the other and not joined, and with "+ 0", so that each is
#: looked up by its index whatever the database knows of its tables.
_FIRST = (
    sa.select(message.c.id)
    .where(message.c.ticket_id == ticket.c.id)
    .order_by(message.c.id + 0)
    .limit(1)
    .correlate(ticket)
    .scalar_subquery()
)
came_by = (
    sa.select(received.c.channel)
    .where(received.c.message_id == _FIRST)
    .order_by(received.c.id + 0)
    .limit(1)
    .correlate(ticket)
    .scalar_subquery()
)

#: What happened to a ticket, append-only.
event = sa.Table(
    "event",
    metadata,
    _id(),
    _ref("ticket_id", "ticket.id", index=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("kind", sa.String(32), nullable=False),
    _text("actor"),
    #: Through what a person acted (domain/by.py); "" for the bot and for customers.
    sa.Column("through", sa.Text, nullable=False, server_default=""),
    _text("clause"),
    sa.Column("evidence", Worded, nullable=False),
    sa.Column("versions", sa.JSON, nullable=False),
)

#: A letter of ours, whole, with the proof of its handover beside it.
letter = sa.Table(
    "letter",
    metadata,
    _id(),
    #: None for what belongs to no request: help, a code.
    _ref("ticket_id", "ticket.id", nullable=True, index=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("ordinal", sa.Integer, nullable=False),
    sa.Column("message_id", sa.Text, nullable=False, unique=True),
    _text("mail_from"),
    _text("rcpt_to"),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("language", sa.String(8), nullable=False),
    _text("template"),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("handed_over_at", Moment),
    _text("handed_over_to", None),
    _text("relay_reply", None),
    _text("queue_id", None),
    sa.Column("bounced_at", Moment),
    #: Its handover starts a timer or a wait of the terms.
    sa.Column("awaits", sa.Boolean),
    #: What a chat answers to is found by the chat's own name of our message.
    sa.Index("ix_letter_queue_id", "rcpt_to", "queue_id", sqlite_where=_IN_CHAT, postgresql_where=_IN_CHAT),
)

#: What is still to be done; a finished job's row is deleted. state: ready · claimed · sending · held
job = sa.Table(
    "job",
    metadata,
    _id(),
    sa.Column("kind", sa.String(10), nullable=False),
    sa.Column("subject", _Id, nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("due_at", Moment, nullable=False),
    _text("owner"),
    sa.Column("attempt", sa.Integer, nullable=False),
    _text("error"),
    sa.Column("created_at", Moment, nullable=False),
    sa.Index("ix_job_state_kind_due_at", "state", "kind", "due_at"),
    sa.UniqueConstraint("kind", "subject"),
)

#: What a person must do: a notice to be given another way, a message that couldn't be read.
task = sa.Table(
    "task",
    metadata,
    _id(),
    sa.Column("kind", sa.String(24), nullable=False),
    #: Which of several things of this kind: a clock, a watched folder; "" where there is one only.
    _text("about"),
    _text("reason"),
    #: The reason's words and facts, where it is a sentence of ours.
    sa.Column("said", Worded),
    _ref("ticket_id", "ticket.id", nullable=True, index=True),
    _ref("received_id", "received.id", nullable=True),
    _ref("letter_id", "letter.id", nullable=True),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("done_at", Moment),
)

#: A timer that the terms impose on a ticket (its job says when it is due). state: open · done · fired · cancelled
duty = sa.Table(
    "duty",
    metadata,
    _id(),
    _ref("ticket_id", "ticket.id", index=True),
    sa.Column("kind", sa.String(24), nullable=False),
    _text("clause"),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("evidence", sa.JSON, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("ended_at", Moment),
)

#: News for an operator's own system, whole, to be posted to one of the configured webhooks (its job says when).
call = sa.Table(
    "call",
    metadata,
    _id(),
    _ref("ticket_id", "ticket.id", index=True),
    _text("webhook"),
    sa.Column("body", sa.JSON, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("delivered_at", Moment),
    _text("answer", None),
)

#: Maintenance that customers are told of while it runs (XOP-14); terms None: all customers.
maintenance = sa.Table(
    "maintenance",
    metadata,
    _id(),
    _text("terms", None),
    sa.Column("said", sa.JSON, nullable=False),
    sa.Column("starts_at", Moment, nullable=False),
    sa.Column("ends_at", Moment),
    sa.Column("created_at", Moment, nullable=False),
)

#: What an operator set for a mailbox, append-only: the latest row holds. from_name NULL: what config.toml says holds again.
mailbox_setting = sa.Table(
    "mailbox_setting",
    metadata,
    _id(),
    sa.Column("mailbox", sa.Text, nullable=False, index=True),
    *(_text(name, None) for name in ("terms", "plan", "from_name", "zone")),
    _text("note"),
    _text("made_by"),
    sa.Column("made_at", Moment, nullable=False),
)

#: A manager's version of a letter; its words are never overwritten. terms "": for all; a part that is "" the letter hasn't got.
#: state: draft · published (one for a place at most) · retired
template = sa.Table(
    "template",
    metadata,
    _id(),
    sa.Column("event", sa.String(32), nullable=False),
    sa.Column("language", sa.String(8), nullable=False),
    _text("terms"),
    _text("subject"),
    _text("text"),
    _text("html"),
    _text("chat"),
    *_edition("template"),
    sa.Index("ix_template_event", "event", "language", "terms"),
    sa.Index(
        "uq_template_published", "event", "language", "terms", unique=True,
        sqlite_where=_PUBLISHED, postgresql_where=_PUBLISHED,
    ),
)  # fmt: skip

#: A manager's text of a support document, by the document's id; never overwritten, with the same states.
terms_text = sa.Table(
    "terms_text",
    metadata,
    _id(),
    sa.Column("terms", sa.String(32), nullable=False),
    _text("text"),
    *_edition("terms_text"),
    sa.Index("ix_terms_text_terms", "terms"),
    sa.Index("uq_terms_text_published", "terms", unique=True, sqlite_where=_PUBLISHED, postgresql_where=_PUBLISHED),
)

#: How many acknowledgements went to a sender, to a domain and in all, by the hour (design.md 4.5).
tally = sa.Table(
    "tally",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("hour", Moment, primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
)

#: Processes that hold jobs, and when each was last seen alive.
owner = sa.Table(
    "owner",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("lock", sa.BigInteger, nullable=False),
    sa.Column("seen_at", Moment, nullable=False),
)

#: How far each mailbox folder has been fetched (RFC 3501 §2.3.1.1).
mark = sa.Table(
    "mark",
    metadata,
    sa.Column("place", sa.Text, primary_key=True),
    sa.Column("uidvalidity", sa.BigInteger, nullable=False),
    sa.Column("uid", sa.BigInteger, nullable=False),
)

#: Facts about the installation: the secret that signs tokens.
fact = sa.Table(
    "fact",
    metadata,
    sa.Column("name", sa.String(32), primary_key=True),
    sa.Column("value", sa.LargeBinary, nullable=False),
)

#: A user of the console (domain/user.py); "user" is a reserved word in PostgreSQL.
account = sa.Table(
    "account",
    metadata,
    _id(),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    _text("display"),
    _text("role"),
    _text("language"),
    _text("zone"),
    sa.Column("active", sa.Boolean, nullable=False),
    #: argon2id, with its parameters and salt.
    _text("password"),
    #: Of the second factor; None without one. A new one waits in `totp_pending` until a code has proved it.
    sa.Column("totp_secret", sa.LargeBinary),
    sa.Column("totp_pending", sa.LargeBinary),
    #: Time step of the last code that was used: no code works twice (RFC 6238 §5.2).
    sa.Column("totp_step", sa.BigInteger, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
)

#: Codes that stand in for the second factor, each once.
recovery = sa.Table(
    "recovery",
    metadata,
    sa.Column("digest", _Digest, primary_key=True),
    _ref("user_id", "account.id", index=True),
    sa.Column("used_at", Moment),
)

#: A sign-in (domain/session.py), known by the digest of a random token.
session = sa.Table(
    "session",
    metadata,
    _id(),
    sa.Column("digest", _Digest, nullable=False, unique=True),
    _ref("user_id", "account.id", index=True),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("seen_at", Moment, nullable=False),
    sa.Column("expires_at", Moment, nullable=False),
    _text("address"),
    _text("agent"),
    sa.Column("revoked_at", Moment),
)

#: A token for the API, known by its digest.
token = sa.Table(
    "token",
    metadata,
    _id(),
    sa.Column("digest", _Digest, nullable=False, unique=True),
    _ref("user_id", "account.id", index=True),
    _text("name"),
    _text("role"),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("expires_at", Moment, nullable=False),
    sa.Column("used_at", Moment),
    sa.Column("revoked_at", Moment),
)

#: What users did, and what was tried in their names, append-only; user_id None: nobody we know, or a command.
audit = sa.Table(
    "audit",
    metadata,
    _id(),
    sa.Column("at", Moment, nullable=False),
    _ref("user_id", "account.id", nullable=True),
    _text("name"),
    _text("act"),
    _text("subject"),
    sa.Column("evidence", sa.JSON, nullable=False),
    _text("address"),
    #: As in events.
    sa.Column("through", sa.Text, nullable=False, server_default=""),
)

#: Who has a ticket open.
visitor = sa.Table(
    "visitor",
    metadata,
    sa.Column("ticket_id", sa.ForeignKey("ticket.id"), primary_key=True),
    sa.Column("user_id", sa.ForeignKey("account.id"), primary_key=True),
    sa.Column("seen_at", Moment, nullable=False),
)

#: When whoever is behind a key (a digest) will have served for all that they tried (guard/limits.py).
throttle = sa.Table(
    "throttle",
    metadata,
    sa.Column("key", _Digest, primary_key=True),
    sa.Column("free_at", Moment, nullable=False),
)
