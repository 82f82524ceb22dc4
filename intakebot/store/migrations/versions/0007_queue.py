"""The queue of the console, by the time that is left."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_UNMET = "CASE WHEN (reaction = 'notice') THEN notice_at IS NULL ELSE first_contact_at IS NULL END"


def upgrade() -> None:
    unmet = f"{_UNMET} = 1" if op.get_bind().dialect.name == "sqlite" else _UNMET
    due = (
        f"CASE WHEN (due_at IS NOT NULL AND {unmet}) THEN due_at"
        " WHEN (workaround_due_at IS NOT NULL AND workaround_at IS NULL) THEN workaround_due_at"
        " ELSE resolution_due_at END"
    )
    op.execute(f"CREATE INDEX ix_ticket_queue ON ticket (({due} IS NULL), ({due}), id) WHERE state = 'open'")
