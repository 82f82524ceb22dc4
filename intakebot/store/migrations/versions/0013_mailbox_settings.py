"""What operators set for mailboxes while the bot runs."""

import sqlalchemy as sa
from alembic import op

from intakebot.store.tables import Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "mailbox_setting",
        sa.Column("id", _ID, nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("terms", "plan", "from_name", "zone")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("note", "made_by")),
        sa.Column("made_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailbox_setting")),
    )
    op.create_index(op.f("ix_mailbox_setting_mailbox"), "mailbox_setting", ["mailbox"])
