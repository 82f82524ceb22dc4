"""Reasons of tasks that know their words and facts, to be said in any language; what they are about stands beside."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

#: What stood between what a task was about and the rest of its reason.
_AFTER = {"breached": " ", **{f"imap_{kind}": ": " for kind in ("failing", "silent", "refused", "folder")}}
_TASK = sa.table("task", *map(sa.column, ("id", "kind", "about", "reason", "done_at")))


def upgrade() -> None:
    op.add_column("task", sa.Column("said", sa.JSON(), nullable=True))
    op.add_column("task", sa.Column("about", sa.Text(), nullable=False, server_default=""))
    open_ones = sa.select(_TASK).where(_TASK.c.done_at.is_(None), _TASK.c.kind.in_(_AFTER))
    for row in op.get_bind().execute(open_ones).all():
        about = row.reason.partition(_AFTER[row.kind])[0]
        op.execute(sa.update(_TASK).where(_TASK.c.id == row.id).values(about=about))
