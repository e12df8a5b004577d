"""Alembic's entry: run the steps on the connection that `upgrade` hands over.

Imports nothing of ours: alembic loads this file by its path, so the packager cannot see
what it needs, and the frozen program would miss it.
"""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),  # only to write a new step
    render_as_batch=True,  # new steps rebuild the table where SQLite cannot ALTER it
    transaction_per_migration=False,  # all steps or none: `upgrade` holds the transaction
)
context.run_migrations()
