"""What is exchanged: peers, journal, sealed and received files, approvals, decisions, asides."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_LARGE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of the exchange, and open the books to other stations' registrations."""
    op.create_table(
        "approval",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("subjects", sa.Text(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
    )
    op.create_table(
        "aside",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("registration", sa.String(), nullable=False),
        sa.Column("held", sa.String(), nullable=False),
        sa.Column("incoming", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("file", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("settled_at", sa.String(), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aside")),
        sa.UniqueConstraint("key", name=op.f("uq_aside_key")),
    )
    op.create_index("ix_aside_registration", "aside", ["registration"], unique=False)
    op.create_index("ix_aside_settled_at", "aside", ["settled_at"], unique=False)
    op.create_table(
        "correspondent",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("held", _LARGE, server_default="0", nullable=False),
        sa.Column("acked", _LARGE, server_default="0", nullable=False),
        sa.Column("life", sa.Integer(), server_default="0", nullable=False),
        sa.Column("life_id", sa.String(length=32), server_default="", nullable=False),
        sa.Column("asks", sa.String(length=32), server_default="", nullable=False),
        sa.Column("heard_at", sa.String(), nullable=True),
        sa.Column("made_at", sa.String(), nullable=True),
        sa.Column("audit_seq", _LARGE, server_default="0", nullable=False),
        sa.Column("audit_hash", sa.String(length=64), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_correspondent")),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("registration", sa.String(length=36), nullable=False),
        sa.Column("seq", _LARGE, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("fixes", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("uid", name=op.f("uq_decision_uid")),
    )
    op.create_index("ix_decision_registration", "decision", ["registration", "seq"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("registration", sa.String(length=36), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("uid", name=op.f("uq_event_uid")),
    )
    op.create_index("ix_event_registration", "event", ["registration"], unique=False)
    op.create_table(
        "journal",
        sa.Column("seq", _LARGE, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ref", _LARGE, nullable=False),
        sa.Column("office", sa.String(), nullable=True),
        sa.Column("origin", sa.String(), server_default="", nullable=False),
        sa.Column("outcome", sa.String(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
    )
    op.create_index("ix_journal_kind", "journal", ["kind", "ref"], unique=False)
    op.create_index("ix_journal_office", "journal", ["office", "seq"], unique=False)
    op.create_table(
        "operator_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operator_key")),
        sa.UniqueConstraint("operator", "public_key", name=op.f("uq_operator_key_operator")),
    )
    op.create_table(
        "peer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kid", sa.String(length=16), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("station", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("signing_key", sa.LargeBinary(), nullable=False),
        sa.Column("sealing_key", sa.String(), nullable=False),
        sa.Column("escrow", sa.String(), nullable=True),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("revoked_at", sa.String(), nullable=True),
        sa.Column("enrolled_at", sa.String(), nullable=False),
        sa.Column("enrolled_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer")),
        sa.UniqueConstraint("kid", name=op.f("uq_peer_kid")),
    )
    op.create_index("ix_peer_office", "peer", ["office", "station"], unique=False)
    op.create_table(
        "sealed",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("life_id", sa.String(length=32), nullable=False),
        sa.Column("life", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("header_hash", sa.String(length=64), nullable=False),
        sa.Column("first", _LARGE, nullable=False),
        sa.Column("last", _LARGE, nullable=False),
        sa.Column("read", _LARGE, nullable=False),
        sa.Column("reach_files", sa.Integer(), nullable=False),
        sa.Column("asks", sa.Boolean(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", _LARGE, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("audit_seq", _LARGE, nullable=False),
        sa.Column("audit_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("carried_at", sa.String(), nullable=True),
        sa.Column("filed_at", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed")),
        sa.UniqueConstraint("recipient", "life_id", "sequence", name=op.f("uq_sealed_recipient")),
    )
    op.create_table(
        "taken",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("header_hash", sa.String(length=64), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("kid", sa.String(length=16), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("life", sa.Integer(), nullable=False),
        sa.Column("life_id", sa.String(length=32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("first", _LARGE, nullable=False),
        sa.Column("last", _LARGE, nullable=False),
        sa.Column("reach_files", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", _LARGE, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("taken_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken")),
        sa.UniqueConstraint("header_hash", name=op.f("uq_taken_header_hash")),
    )
    op.create_index("ix_taken_sender", "taken", ["sender", "life_id", "sequence"], unique=False)
    op.create_table(
        "unindexed",
        sa.Column("first", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("first", name=op.f("pk_unindexed")),
    )
    op.add_column("card", sa.Column("origin", sa.String(), server_default="", nullable=False))
    op.add_column("operator", sa.Column("origin", sa.String(), server_default="", nullable=False))
    op.add_column(
        "registration", sa.Column("own", sa.Boolean(), server_default=sa.true(), nullable=False)
    )
    op.add_column(
        "registration", sa.Column("decision", sa.String(), server_default="", nullable=False)
    )
    op.add_column(
        "registration", sa.Column("decision_seq", _LARGE, server_default="0", nullable=False)
    )
    op.add_column("registration", sa.Column("decision_as_of", sa.String(), nullable=True))
    op.add_column(
        "registration", sa.Column("fixes", sa.Text(), server_default="[]", nullable=False)
    )
    op.create_index("ix_registration_office", "registration", ["office", "decision"], unique=False)
    op.add_column("revision", sa.Column("lineage", sa.Text(), server_default="", nullable=False))
    op.add_column("revision", sa.Column("origin", sa.String(), server_default="", nullable=False))
    op.add_column("revision", sa.Column("approval_id", sa.String(length=36), nullable=True))
    op.add_column("verdict", sa.Column("origin", sa.String(), server_default="", nullable=False))
    # Received registrations may share a NIK: that is a question for a person.
    op.drop_index("uq_registration_active_nik", "registration")
    op.create_index(
        "uq_registration_active_nik",
        "registration",
        ["nik"],
        unique=True,
        sqlite_where=sa.text("own AND active AND NOT disputed AND nik IS NOT NULL"),
        postgresql_where=sa.text("own AND active AND NOT disputed AND nik IS NOT NULL"),
    )
