"""The tables, as the databases keep them. A row never leaves this room.

Plain SQLAlchemy Core: the register is written and read in bulk, and mapped classes would cost
every start and every row more than they give here.
"""

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

setting = sa.Table(
    "setting",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),  # JSON
)

counter = sa.Table(  # what only ever rises: serial numbers are never given twice
    "counter",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.Integer, nullable=False),
)

operator = sa.Table(  # who stands behind an id in the records, also after the account is gone
    "operator",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("public_key", sa.LargeBinary, nullable=False),
)

person = sa.Table(
    "person",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("made_at", sa.String, nullable=False),
)

import_batch = sa.Table(
    "import_batch",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("file_hash", sa.String(64), nullable=False),
    sa.Column("counts", sa.Text, nullable=False),  # JSON
    sa.Column("made_by", sa.String, nullable=False),
    sa.Column("made_at", sa.String, nullable=False),
    sa.Column("undone_at", sa.String),
)

registration = sa.Table(  # the current revision, as lists, search and checks need it
    "registration",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("uid", sa.String(36), nullable=False, unique=True),
    sa.Column("person_id", sa.ForeignKey("person.id"), nullable=False),
    sa.Column("number", sa.String, nullable=False, unique=True),
    sa.Column("office", sa.String, nullable=False),
    sa.Column("station", sa.String, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("revision_hash", sa.String(64), nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("disputed", sa.Boolean, nullable=False),
    sa.Column("card", sa.String, nullable=False),
    sa.Column("nik", sa.String(16)),
    sa.Column("kk", sa.String(16)),
    sa.Column("phone", sa.String),
    sa.Column("kpj", sa.String(11)),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("name_key", sa.String, nullable=False),
    sa.Column("mother_key", sa.String, nullable=False),
    sa.Column("birth_date", sa.String(10), nullable=False),
    sa.Column("sex", sa.String, nullable=False),
    sa.Column("kelurahan", sa.String, nullable=False),
    sa.Column("rt", sa.String, nullable=False),
    sa.Column("occupation", sa.String, nullable=False),
    sa.Column("missing", sa.Integer, nullable=False),  # bits in the order of people.MISSING
    sa.Column("words", sa.String, nullable=False),  # what the search index knows of it
    sa.Column("import_id", sa.ForeignKey("import_batch.id")),
    sa.Column("made_at", sa.String, nullable=False),
    sa.Column("changed_at", sa.String, nullable=False),
)

REGISTRATION_INDEXES = (
    # One active NIK, except where both sides are marked disputed: the rightful owner may come
    # second (DESIGN, section 2).
    sa.Index(
        "uq_registration_active_nik",
        registration.c.nik,
        unique=True,
        sqlite_where=sa.text("active AND NOT disputed AND nik IS NOT NULL"),
        postgresql_where=sa.text("active AND NOT disputed AND nik IS NOT NULL"),
    ),
    sa.Index("ix_registration_nik", registration.c.nik),
    # The lists walk these in order, and read the filters from the index itself.
    *(
        sa.Index(
            f"ix_registration_by_{order}",
            *(registration.c[each] for each in columns),
            *(registration.c[each] for each in ("id", "state", "missing", "card")),
            *(() if "rt" in columns else (registration.c.rt,)),
        )
        for order, columns in (
            ("name", ("name",)),
            ("rt", ("rt", "name")),
            ("changed", ("changed_at",)),
            ("birth", ("birth_date",)),
        )
    ),
    # Where a filter leaves few people, they are read by it and put in order afterwards.
    sa.Index("ix_registration_state", registration.c.state),
    sa.Index("ix_registration_card", registration.c.card),
    sa.Index("ix_registration_missing", registration.c.missing),
    sa.Index("ix_registration_rt", registration.c.rt),
    sa.Index("ix_registration_name_key", registration.c.name_key),
    sa.Index("ix_registration_kk", registration.c.kk),
    sa.Index("ix_registration_phone", registration.c.phone),
    sa.Index("ix_registration_person_id", registration.c.person_id),
    sa.Index("ix_registration_import_id", registration.c.import_id),
)

revision = sa.Table(  # a revision's content never changes; triggers guard it
    "revision",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column(
        "registration_id", sa.ForeignKey("registration.id", ondelete="CASCADE"), nullable=False
    ),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.Column("parent", sa.String(64)),
    sa.Column("content", sa.Text, nullable=False),  # canonical JSON
    sa.Column("state", sa.String, nullable=False),
    sa.Column("incarnation", sa.Integer, nullable=False),
    sa.Column("made_by", sa.String, nullable=False),
    sa.Column("made_at", sa.String, nullable=False),
    sa.UniqueConstraint("registration_id", "number", "hash", name="uq_revision_registration_id"),
)

heir = sa.Table(  # the family of the current revision
    "heir",
    metadata,
    sa.Column(
        "registration_id",
        sa.ForeignKey("registration.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("relation", sa.String, nullable=False),
    sa.Column("birth_date", sa.String(10)),
    sa.Column("nik", sa.String(16)),
    sa.Column("proof", sa.String, nullable=False),
    sa.Index("ix_heir_nik", "nik"),
)

draft = sa.Table(
    "draft",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("person_id", sa.String(36), nullable=False),
    sa.Column("registration_id", sa.ForeignKey("registration.id", ondelete="CASCADE")),
    sa.Column("based_on", sa.String(64)),
    sa.Column("content", sa.Text, nullable=False),  # JSON
    sa.Column("field", sa.String, nullable=False),
    sa.Column("operator", sa.String, nullable=False),
    sa.Column("import_id", sa.ForeignKey("import_batch.id")),
    sa.Column("saved_at", sa.String, nullable=False),
    sa.Index("ix_draft_operator", "operator", "saved_at"),
    sa.Index("ix_draft_import_id", "import_id"),
)

verdict = sa.Table(  # what a person decided about two people; told again to nobody
    "verdict",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("first_person", sa.String(36), nullable=False),
    sa.Column("second_person", sa.String(36), nullable=False),
    sa.Column("verdict", sa.String, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("made_by", sa.String, nullable=False),
    sa.Column("made_at", sa.String, nullable=False),
    sa.Index("ix_verdict_first_person", "first_person", "second_person"),
    sa.Index("ix_verdict_second_person", "second_person"),
)

card = sa.Table(  # the print ledger: one line per copy given a number, never taken back
    "card",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("registration_id", sa.ForeignKey("registration.id"), nullable=False),
    sa.Column("copy", sa.Integer, nullable=False),
    sa.Column("revision_hash", sa.String(64), nullable=False),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("status_as_of", sa.String(10), nullable=False),
    sa.Column("sheet", sa.String, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),  # "" for the first copy
    sa.Column("made_by", sa.String, nullable=False),
    sa.Column("made_at", sa.String, nullable=False),
    sa.Column("printed_at", sa.String),  # NULL: no paper followed, as far as we know
    sa.UniqueConstraint("registration_id", "copy"),
)

audit = sa.Table(  # who did what, when: ids and codes only; each entry holds the one before
    "audit",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("operator", sa.String, nullable=False),
    sa.Column("act", sa.String, nullable=False),
    sa.Column("subject", sa.String, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),  # JSON of codes
    sa.Column("previous", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)
