"""The queue of the console, by the time that is left."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_REACTED = "CASE WHEN (reaction = 'notice') THEN notice_at ELSE first_contact_at END"
_DUE = (
    f"CASE WHEN (due_at IS NOT NULL AND {_REACTED} IS NULL) THEN due_at"
    " WHEN (workaround_due_at IS NOT NULL AND workaround_at IS NULL) THEN workaround_due_at"
    " ELSE resolution_due_at END"
)


def upgrade() -> None:
    op.execute(f"CREATE INDEX ix_ticket_queue ON ticket (({_DUE} IS NULL), ({_DUE}), id) WHERE state = 'open'")
