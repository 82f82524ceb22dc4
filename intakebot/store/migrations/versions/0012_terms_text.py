"""Texts of support documents that managers own, in versions."""

import sqlalchemy as sa
from alembic import op

from intakebot.store.tables import Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_PUBLISHED = sa.text("state = 'published'")


def upgrade() -> None:
    op.create_table(
        "terms_text",
        sa.Column("id", _ID, nullable=False),
        sa.Column("terms", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("note", "made_by")),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("published_by", sa.Text(), nullable=True),
        sa.Column("published_at", Moment(), nullable=True),
        sa.Column("retired_by", sa.Text(), nullable=True),
        sa.Column("retired_at", Moment(), nullable=True),
        sa.Column("restores_id", _ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms_text")),
        sa.ForeignKeyConstraint(["restores_id"], ["terms_text.id"], name=op.f("fk_terms_text_restores_id")),
    )
    op.create_index(op.f("ix_terms_text_terms"), "terms_text", ["terms"])
    op.create_index(
        op.f("uq_terms_text_published"), "terms_text", ["terms"], unique=True,
        sqlite_where=_PUBLISHED, postgresql_where=_PUBLISHED,
    )  # fmt: skip
