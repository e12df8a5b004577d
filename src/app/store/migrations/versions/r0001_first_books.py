"""The first books: people, registrations with their revisions, drafts, cards, audit."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables. A step imports nothing of ours: our code moves on, the step stays."""
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
    )
    op.create_table(
        "counter",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("undone_at", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_table(
        "operator",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operator")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_person", sa.String(length=36), nullable=False),
        sa.Column("second_person", sa.String(length=36), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
    )
    op.create_index(
        "ix_verdict_first_person", "verdict", ["first_person", "second_person"], unique=False
    )
    op.create_index("ix_verdict_second_person", "verdict", ["second_person"], unique=False)
    op.create_table(
        "registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("revision_hash", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("card", sa.String(), nullable=False),
        sa.Column("nik", sa.String(length=16), nullable=True),
        sa.Column("kk", sa.String(length=16), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("kpj", sa.String(length=11), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("mother_key", sa.String(), nullable=False),
        sa.Column("birth_date", sa.String(length=10), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("kelurahan", sa.String(), nullable=False),
        sa.Column("rt", sa.String(), nullable=False),
        sa.Column("occupation", sa.String(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("import_id", sa.String(length=36), nullable=True),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["import_batch.id"], name=op.f("fk_registration_import_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_registration_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("number", name=op.f("uq_registration_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_registration_uid")),
    )
    op.create_index(
        "ix_registration_by_birth",
        "registration",
        ["birth_date", "id", "state", "missing", "card", "rt"],
        unique=False,
    )
    op.create_index(
        "ix_registration_by_changed",
        "registration",
        ["changed_at", "id", "state", "missing", "card", "rt"],
        unique=False,
    )
    op.create_index(
        "ix_registration_by_name",
        "registration",
        ["name", "id", "state", "missing", "card", "rt"],
        unique=False,
    )
    op.create_index(
        "ix_registration_by_rt",
        "registration",
        ["rt", "name", "id", "state", "missing", "card"],
        unique=False,
    )
    op.create_index("ix_registration_card", "registration", ["card"], unique=False)
    op.create_index("ix_registration_import_id", "registration", ["import_id"], unique=False)
    op.create_index("ix_registration_kk", "registration", ["kk"], unique=False)
    op.create_index("ix_registration_missing", "registration", ["missing"], unique=False)
    op.create_index("ix_registration_name_key", "registration", ["name_key"], unique=False)
    op.create_index("ix_registration_nik", "registration", ["nik"], unique=False)
    op.create_index("ix_registration_person_id", "registration", ["person_id"], unique=False)
    op.create_index("ix_registration_phone", "registration", ["phone"], unique=False)
    op.create_index("ix_registration_rt", "registration", ["rt"], unique=False)
    op.create_index("ix_registration_state", "registration", ["state"], unique=False)
    op.create_index(
        "uq_registration_active_nik",
        "registration",
        ["nik"],
        unique=True,
        sqlite_where=sa.text("active AND NOT disputed AND nik IS NOT NULL"),
        postgresql_where=sa.text("active AND NOT disputed AND nik IS NOT NULL"),
    )
    op.create_table(
        "card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("copy", sa.Integer(), nullable=False),
        sa.Column("revision_hash", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("status_as_of", sa.String(length=10), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("printed_at", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_card_registration_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
        sa.UniqueConstraint("registration_id", "copy", name=op.f("uq_card_registration_id")),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("based_on", sa.String(length=64), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("import_id", sa.String(length=36), nullable=True),
        sa.Column("saved_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["import_batch.id"], name=op.f("fk_draft_import_id")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_draft_registration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index("ix_draft_import_id", "draft", ["import_id"], unique=False)
    op.create_index("ix_draft_operator", "draft", ["operator", "saved_at"], unique=False)
    op.create_table(
        "heir",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("birth_date", sa.String(length=10), nullable=True),
        sa.Column("nik", sa.String(length=16), nullable=True),
        sa.Column("proof", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_heir_registration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", "position", name=op.f("pk_heir")),
    )
    op.create_index("ix_heir_nik", "heir", ["nik"], unique=False)
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("parent", sa.String(length=64), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("incarnation", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_revision_registration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint(
            "registration_id", "number", "hash", name="uq_revision_registration_id"
        ),
    )
