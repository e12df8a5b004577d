"""Stations of one office approve for one another: who vouches for whom, and who was told of."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Give keys a voucher, and remember whose data a file for a sister station holds."""
    op.add_column("operator_key", sa.Column("voucher", sa.LargeBinary(), nullable=True))
    op.create_table(
        "offered",
        sa.Column("file", sa.String(length=36), nullable=False),
        sa.Column("registration", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("file", "registration", name=op.f("pk_offered")),
    )
