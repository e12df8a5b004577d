"""Administrators vouch for approvers: their signatures, and the keys that need none."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make room for the links between keys, and for those that key cards pinned."""
    op.create_table(
        "anchor",
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("pinned_at", sa.String(), nullable=False),
        sa.Column("pinned_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("station", name=op.f("pk_anchor")),
    )
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("by", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("signature", name=op.f("uq_link_signature")),
    )
    op.create_index("ix_link_station", "link", ["station"], unique=False)
