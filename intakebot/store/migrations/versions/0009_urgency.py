"""The queue of the console by the time that is left, then by severity."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_REACTED = "CASE WHEN (reaction = 'notice') THEN notice_at ELSE first_contact_at END"
_DUE = (
    f"CASE WHEN (due_at IS NOT NULL AND {_REACTED} IS NULL) THEN due_at"
    " WHEN (workaround_due_at IS NOT NULL AND workaround_at IS NULL) THEN workaround_due_at"
    " ELSE resolution_due_at END"
)
_DECIDED = "coalesce(severity_by, 'proposed') NOT IN ('proposed', 'stated')"
#: Levels of the documents that came with the product until then. Under others they rank when they are decided next.
_RANKS = {
    "centaur": ("critical", "medium", "low"), "xopero": ("X", "1", "2", "3"),
    **dict.fromkeys(("martinsoft", "veeam", "eurolinux"), ("1", "2", "3", "4")),
}  # fmt: skip
_TICKET = sa.table("ticket", sa.column("terms"), sa.column("severity"), sa.column("severity_rank"))


def upgrade() -> None:
    op.add_column("ticket", sa.Column("severity_rank", sa.Integer(), nullable=False, server_default=sa.text("-1")))
    for terms, levels in _RANKS.items():
        ranks = {level: rank for rank, level in enumerate(levels)}
        ranked = sa.case(ranks, value=_TICKET.c.severity, else_=-1)
        op.execute(sa.update(_TICKET).where(_TICKET.c.terms == terms).values(severity_rank=ranked))
    op.execute("DROP INDEX ix_ticket_queue")
    op.execute(
        f"CREATE INDEX ix_ticket_queue ON ticket (({_DUE} IS NULL), ({_DUE}), severity_rank, ({_DECIDED}), id)"
        " WHERE state = 'open'"
    )
