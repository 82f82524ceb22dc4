"""Users, their sessions and tokens, what they did, and who is reading a ticket."""

import sqlalchemy as sa
from alembic import op

from intakebot.store.tables import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _accounts()
    _sessions()
    _tokens()
    op.create_table(
        "audit",
        sa.Column("id", _ID, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("user_id", _ID, nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("name", "act", "subject")),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_audit_user_id")),
    )
    op.create_table(
        "visitor",
        sa.Column("ticket_id", _ID, nullable=False),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "user_id", name=op.f("pk_visitor")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_visitor_ticket_id")),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_visitor_user_id")),
    )
    op.create_table(
        "throttle",
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        sa.Column("free_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttle")),
    )


def _accounts() -> None:
    op.create_table(
        "account",
        sa.Column("id", _ID, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("name", "display", "role", "language", "zone")),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("totp_pending", sa.LargeBinary(), nullable=True),
        sa.Column("totp_step", sa.BigInteger(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("name", name=op.f("uq_account_name")),
    )
    op.create_table(
        "recovery",
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_recovery")),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_recovery_user_id")),
    )
    op.create_index(op.f("ix_recovery_user_id"), "recovery", ["user_id"])


def _sessions() -> None:
    op.create_table(
        "session",
        sa.Column("id", _ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("user_id", _ID, nullable=False),
        *(sa.Column(name, Moment(), nullable=False) for name in ("created_at", "seen_at", "expires_at")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("address", "agent")),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("digest", name=op.f("uq_session_digest")),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_session_user_id")),
    )
    op.create_index(op.f("ix_session_user_id"), "session", ["user_id"])


def _tokens() -> None:
    op.create_table(
        "token",
        sa.Column("id", _ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("user_id", _ID, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("name", "role")),
        *(sa.Column(name, Moment(), nullable=False) for name in ("created_at", "expires_at")),
        *(sa.Column(name, Moment(), nullable=True) for name in ("used_at", "revoked_at")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token")),
        sa.UniqueConstraint("digest", name=op.f("uq_token_digest")),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_token_user_id")),
    )
    op.create_index(op.f("ix_token_user_id"), "token", ["user_id"])
