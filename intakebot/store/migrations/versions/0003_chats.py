"""Chats: whose they are, what they are about; letters without a ticket, attachments that are still to be fetched."""

import sqlalchemy as sa
from alembic import op

from intakebot.store.tables import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("alias", sa.Column("linked_at", Moment(), nullable=True))
    op.add_column("ticket", sa.Column("heard_in", sa.Text(), nullable=True))
    _chats()
    with op.batch_alter_table("attachment") as attachment:
        attachment.alter_column("sha256", existing_type=sa.LargeBinary(32), nullable=True)
        for name in ("remote", "error"):
            attachment.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("letter") as letter:
        letter.alter_column("ticket_id", existing_type=_ID, nullable=True)
    in_chat = sa.text("mail_from = 'chat'")
    op.create_index(
        op.f("ix_letter_queue_id"), "letter", ["rcpt_to", "queue_id"], sqlite_where=in_chat, postgresql_where=in_chat
    )


def _chats() -> None:
    op.create_table(
        "chat",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("ticket_id", _ID, nullable=True),
        *(sa.Column(name, Moment(), nullable=True) for name in ("gather_until", "gather_by")),
        sa.Column("fresh", sa.Boolean(), nullable=False),
        sa.Column("step_ticket_id", _ID, nullable=True),
        sa.Column("step_item", sa.Text(), nullable=False),
        sa.Column("left_at", Moment(), nullable=True),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_chat")),
        *(
            sa.ForeignKeyConstraint([name], ["ticket.id"], name=op.f(f"fk_chat_{name}"))
            for name in ("ticket_id", "step_ticket_id")
        ),
    )
    op.create_table(
        "link_code",
        sa.Column("id", _ID, nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("contact_id", _ID, nullable=True),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        *(sa.Column(name, Moment(), nullable=False) for name in ("created_at", "expires_at")),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_code")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_link_code_contact_id")),
    )
    op.create_index(op.f("ix_link_code_chat"), "link_code", ["chat"])
