"""Templates that managers own, in versions."""

import sqlalchemy as sa
from alembic import op

from intakebot.store.tables import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_PUBLISHED = sa.text("state = 'published'")


def upgrade() -> None:
    op.create_table(
        "template",
        sa.Column("id", _ID, nullable=False),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("terms", "subject", "text", "html", "chat")),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("published_by", sa.Text(), nullable=True),
        sa.Column("published_at", Moment(), nullable=True),
        sa.Column("retired_by", sa.Text(), nullable=True),
        sa.Column("retired_at", Moment(), nullable=True),
        sa.Column("restores_id", _ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template")),
        sa.ForeignKeyConstraint(["restores_id"], ["template.id"], name=op.f("fk_template_restores_id")),
    )
    op.create_index(op.f("ix_template_event"), "template", ["event", "language", "terms"])
    op.create_index(
        op.f("uq_template_published"), "template", ["event", "language", "terms"], unique=True,
        sqlite_where=_PUBLISHED, postgresql_where=_PUBLISHED,
    )  # fmt: skip
