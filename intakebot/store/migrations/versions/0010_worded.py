"""Reasons of tasks that know their words and facts, to be said in any language."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("task", sa.Column("said", sa.JSON(), nullable=True))
