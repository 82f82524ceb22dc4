"""Alembic's entry: runs the chain on the connection that `revisions.upgrade` hands over."""

from alembic import context

from intakebot.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
