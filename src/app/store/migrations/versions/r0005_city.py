"""The city settles, decides and pays: pairs, other funders, programmes, decrees, the insurer."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables of the city's work, and let a decision say more than its state."""
    op.add_column("decision", sa.Column("detail", sa.Text(), server_default="{}", nullable=False))
    op.create_table(
        "decree",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("programme", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("signed_on", sa.String(length=10), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("cancelled_at", sa.String(), nullable=True),
        sa.Column("cancelled_by", sa.String(), nullable=True),
        sa.Column("cancelled_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decree")),
        sa.UniqueConstraint("uid", name=op.f("uq_decree_uid")),
    )
    op.create_table(
        "elsewhere_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.Column("as_of", sa.String(length=10), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("dropped_at", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elsewhere_list")),
        sa.UniqueConstraint("uid", name=op.f("uq_elsewhere_list_uid")),
    )
    op.create_table(
        "insurer_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insurer_file")),
        sa.UniqueConstraint("uid", name=op.f("uq_insurer_file_uid")),
    )
    op.create_index("ix_insurer_file_file_hash", "insurer_file", ["file_hash"], unique=False)
    op.create_table(
        "pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("first", sa.String(length=36), nullable=False),
        sa.Column("second", sa.String(length=36), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("found_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair")),
        sa.UniqueConstraint("first", "second", name=op.f("uq_pair_first")),
    )
    op.create_index("ix_pair_second", "pair", ["second"], unique=False)
    op.create_table(
        "pair_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("first", sa.String(length=36), nullable=False),
        sa.Column("second", sa.String(length=36), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), server_default="{}", nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_word")),
        sa.UniqueConstraint("uid", name=op.f("uq_pair_word_uid")),
    )
    op.create_index("ix_pair_word_first", "pair_word", ["first", "second"], unique=False)
    op.create_index("ix_pair_word_second", "pair_word", ["second"], unique=False)
    op.create_table(
        "payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("programme", sa.String(length=36), nullable=False),
        sa.Column("decree", sa.String(length=36), server_default="", nullable=False),
        sa.Column("first_month", sa.String(length=7), nullable=False),
        sa.Column("last_month", sa.String(length=7), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("total", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("paid_on", sa.String(length=10), nullable=False),
        sa.Column("proof", sa.String(), nullable=False),
        sa.Column("reverses", sa.String(length=36), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("uid", name=op.f("uq_payment_uid")),
    )
    op.create_index("ix_payment_programme", "payment", ["programme"], unique=False)
    op.create_index("ix_payment_reverses", "payment", ["reverses"], unique=False)
    op.create_table(
        "payment_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("payment", sa.String(length=36), nullable=False),
        sa.Column("registration", sa.String(length=36), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_line")),
        sa.UniqueConstraint("payment", "registration", name=op.f("uq_payment_line_payment")),
    )
    op.create_index("ix_payment_line_registration", "payment_line", ["registration"], unique=False)
    op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("uid", "seq", name=op.f("uq_programme_uid")),
    )
    op.create_table(
        "decree_line",
        sa.Column("decree_id", sa.Integer(), nullable=False),
        sa.Column("registration", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["decree_id"], ["decree.id"], name=op.f("fk_decree_line_decree_id")
        ),
        sa.PrimaryKeyConstraint("decree_id", "registration", name=op.f("pk_decree_line")),
    )
    op.create_index("ix_decree_line_registration", "decree_line", ["registration"], unique=False)
    op.create_table(
        "elsewhere",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("nik", sa.String(length=16), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("birth_date", sa.String(length=10), nullable=True),
        sa.Column("birth_place", sa.String(), server_default="", nullable=False),
        sa.Column("mother_name", sa.String(), server_default="", nullable=False),
        sa.Column("sex", sa.String(), server_default="", nullable=False),
        sa.Column("address", sa.String(), server_default="", nullable=False),
        sa.Column("rt", sa.String(), server_default="", nullable=False),
        sa.Column("kelurahan", sa.String(), server_default="", nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("kk", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["list_id"], ["elsewhere_list.id"], name=op.f("fk_elsewhere_list_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elsewhere")),
        sa.UniqueConstraint("uid", name=op.f("uq_elsewhere_uid")),
    )
    op.create_index("ix_elsewhere_list_id", "elsewhere", ["list_id"], unique=False)
    op.create_index("ix_elsewhere_nik", "elsewhere", ["nik"], unique=False)
    op.create_table(
        "insurer_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("registration", sa.String(length=36), server_default="", nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("kpj", sa.String(length=11), server_default="", nullable=False),
        sa.Column("start", sa.String(length=10), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("content", sa.Text(), server_default="{}", nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["insurer_file.id"], name=op.f("fk_insurer_line_file_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insurer_line")),
    )
    op.create_index("ix_insurer_line_file_id", "insurer_line", ["file_id", "row"], unique=False)
    op.create_index("ix_insurer_line_registration", "insurer_line", ["registration"], unique=False)
