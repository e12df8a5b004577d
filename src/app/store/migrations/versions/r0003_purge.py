"""A registration can become a tombstone: the data of the resident go, what happened stays."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Give registrations the moment of their purge."""
    op.add_column("registration", sa.Column("purged_at", sa.String(), nullable=True))
