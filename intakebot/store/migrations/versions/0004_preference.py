"""Where a person wants to be written to; and who it was that announced a new request in a chat, not only that somebody did."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contact", sa.Column("prefers", sa.Text(), nullable=True))
    with op.batch_alter_table("chat") as chat:
        chat.add_column(sa.Column("fresh_for", sa.Text(), nullable=False, server_default=""))
        chat.drop_column("fresh")
