"""Customers, agreed severities, deadlines, timers, webhooks, maintenance."""

import sqlalchemy as sa
from alembic import op

from intakebot.store.tables import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _customers()
    _tickets()
    _timers()


def _customers() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", _ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("terms", "plan")),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("zone", "holidays", "language", "region")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("product", "version", "support_id")),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("key", name=op.f("uq_organisation_key")),
    )
    op.create_table(
        "domain",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation_id", _ID, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_domain")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_domain_organisation_id")),
    )
    op.create_index(op.f("ix_domain_organisation_id"), "domain", ["organisation_id"])
    with op.batch_alter_table("contact") as contact:
        contact.add_column(sa.Column("organisation_id", _ID, nullable=True))
        contact.add_column(sa.Column("roles", sa.JSON(), nullable=True))
        contact.add_column(sa.Column("language", sa.Text(), nullable=True))
        contact.add_column(sa.Column("telephone", sa.Text(), nullable=True))
        contact.add_column(sa.Column("imported_at", Moment(), nullable=True))
        contact.create_foreign_key(op.f("fk_contact_organisation_id"), "organisation", ["organisation_id"], ["id"])
        contact.create_index(op.f("ix_contact_organisation_id"), ["organisation_id"])
    op.create_table(
        "alias",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("contact_id", _ID, nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_alias")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_alias_contact_id")),
    )
    op.create_index(op.f("ix_alias_contact_id"), "alias", ["contact_id"])
    op.create_index(op.f("ix_message_contact_id"), "message", ["contact_id"])


def _tickets() -> None:
    with op.batch_alter_table("ticket") as ticket:
        for name in ("severity_by", "severity_asked", "reaction", "terms_version"):
            ticket.add_column(sa.Column(name, sa.Text(), nullable=True))
        for name in ("workaround_due_at", "resolution_due_at", "workaround_at", "waiting_since"):
            ticket.add_column(sa.Column(name, Moment(), nullable=True))
        for name in ("marks", "missing"):
            ticket.add_column(sa.Column(name, sa.JSON(), nullable=True))
        ticket.add_column(sa.Column("organisation_id", _ID, nullable=True))
        ticket.create_foreign_key(op.f("fk_ticket_organisation_id"), "organisation", ["organisation_id"], ["id"])
        ticket.create_index(op.f("ix_ticket_organisation_id"), ["organisation_id"])
        ticket.create_index(op.f("ix_ticket_registered_at"), ["registered_at"])


def _timers() -> None:
    op.add_column("letter", sa.Column("awaits", sa.Boolean(), nullable=True))
    op.create_index(op.f("ix_task_ticket_id"), "task", ["ticket_id"])
    op.create_table(
        "duty",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ticket_id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("clause", sa.Text(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_duty_ticket_id")),
    )
    op.create_index(op.f("ix_duty_ticket_id"), "duty", ["ticket_id"])
    op.create_table(
        "call",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ticket_id", _ID, nullable=False),
        sa.Column("webhook", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("delivered_at", Moment(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_call_ticket_id")),
    )
    op.create_index(op.f("ix_call_ticket_id"), "call", ["ticket_id"])
    op.create_table(
        "maintenance",
        sa.Column("id", _ID, nullable=False),
        sa.Column("terms", sa.Text(), nullable=True),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_maintenance")),
    )
