"""The tables, as the databases keep them. A row never leaves this room.

Plain SQLAlchemy Core: the register is written and read in bulk, and mapped classes would cost
every start and every row more than they give here.
"""

import sqlalchemy as sa

_LARGE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""SQLite numbers its rows only by what it calls INTEGER, and that holds 64 bits there."""

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
    sa.Column("origin", sa.String, nullable=False, server_default=""),  # "" = of this station
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
    sa.Column("own", sa.Boolean, nullable=False, server_default=sa.true()),  # this station's
    sa.Column("decision", sa.String, nullable=False, server_default=""),  # "" = none is known
    sa.Column("decision_seq", _LARGE, nullable=False, server_default="0"),
    sa.Column("decision_as_of", sa.String),
    sa.Column("fixes", sa.Text, nullable=False, server_default="[]"),  # JSON: field and code
    sa.Column("import_id", sa.ForeignKey("import_batch.id")),
    sa.Column("made_at", sa.String, nullable=False),
    sa.Column("changed_at", sa.String, nullable=False),
    sa.Column("purged_at", sa.String),  # a tombstone since then: nothing of the resident is left
)

REGISTRATION_INDEXES = (
    # One active NIK among what this station registers, except where both sides are marked
    # disputed: the rightful owner may come second (DESIGN, section 2). Two offices with the same
    # NIK are a question for a person, and both are received.
    sa.Index(
        "uq_registration_active_nik",
        registration.c.nik,
        unique=True,
        sqlite_where=sa.text("own AND active AND NOT disputed AND nik IS NOT NULL"),
        postgresql_where=sa.text("own AND active AND NOT disputed AND nik IS NOT NULL"),
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
    sa.Index("ix_registration_office", registration.c.office, registration.c.decision),
)

LASTING_INDEX = REGISTRATION_INDEXES[0]
"""The one that guards, and is not only for speed."""

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
    # Received ones bring their whole descent; of own ones it follows from the parents, and is
    # written down with the approval.
    sa.Column("lineage", sa.Text, nullable=False, server_default=""),  # "2:hash 1:hash"
    sa.Column("origin", sa.String, nullable=False, server_default=""),  # "" = of this station
    sa.Column("approval_id", sa.String(36)),
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
    sa.Column("origin", sa.String, nullable=False, server_default=""),  # "" = of this station
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
    sa.Column("origin", sa.String, nullable=False, server_default=""),  # "" = of this station
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

# -- what is exchanged with the city and the sister stations (DESIGN, sections 2, 3 and 5)

peer = sa.Table(  # the public keys of other stations, one line per key ever known
    "peer",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("kid", sa.String(16), nullable=False, unique=True),
    sa.Column("office", sa.String, nullable=False),
    sa.Column("station", sa.Integer, nullable=False),  # 0 = a city
    sa.Column("name", sa.String, nullable=False),
    sa.Column("signing_key", sa.LargeBinary, nullable=False),
    sa.Column("sealing_key", sa.String, nullable=False),
    sa.Column("escrow", sa.String),
    sa.Column("since", sa.String, nullable=False),
    sa.Column("revoked_at", sa.String),
    sa.Column("enrolled_at", sa.String, nullable=False),
    sa.Column("enrolled_by", sa.String, nullable=False),
    sa.Index("ix_peer_office", "office", "station"),
)

correspondent = sa.Table(  # how far the exchange with another station has come
    "correspondent",
    metadata,
    sa.Column("name", sa.String, primary_key=True),  # office/station
    sa.Column("held", _LARGE, nullable=False, server_default="0"),  # of its journal, whole
    sa.Column("acked", _LARGE, nullable=False, server_default="0"),  # of ours, signed for
    sa.Column("life", sa.Integer, nullable=False, server_default="0"),
    sa.Column("life_id", sa.String(32), nullable=False, server_default=""),
    sa.Column("asks", sa.String(32), nullable=False, server_default=""),  # the life that asks
    sa.Column("heard_at", sa.String),  # when its last file was taken in here
    sa.Column("made_at", sa.String),  # what day that file bears
    sa.Column("audit_seq", _LARGE, nullable=False, server_default="0"),
    sa.Column("audit_hash", sa.String(64), nullable=False, server_default=""),
)

journal = sa.Table(  # all that others must be told, in the order it came about
    "journal",
    metadata,
    sa.Column("seq", _LARGE, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("ref", _LARGE, nullable=False),  # the row it is about, by kind
    sa.Column("office", sa.String),  # whom it is for; NULL = everybody
    sa.Column("origin", sa.String, nullable=False, server_default=""),
    sa.Column("outcome", sa.String, nullable=False, server_default=""),
    sa.Index("ix_journal_office", "office", "seq"),
    sa.Index("ix_journal_kind", "kind", "ref"),
)

sealed = sa.Table(  # every file that was made; immutable but for what became of it
    "sealed",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("recipient", sa.String, nullable=False),  # office/station it is for
    sa.Column("life_id", sa.String(32), nullable=False),
    sa.Column("life", sa.Integer, nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("header_hash", sa.String(64), nullable=False),
    sa.Column("first", _LARGE, nullable=False),
    sa.Column("last", _LARGE, nullable=False),
    sa.Column("read", _LARGE, nullable=False),
    sa.Column("reach_files", sa.Integer, nullable=False),
    sa.Column("asks", sa.Boolean, nullable=False),
    sa.Column("counts", sa.Text, nullable=False),  # JSON by kind
    sa.Column("name", sa.String, nullable=False),
    sa.Column("size", _LARGE, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("audit_seq", _LARGE, nullable=False),
    sa.Column("audit_hash", sa.String(64), nullable=False),
    sa.Column("made_at", sa.String, nullable=False),
    sa.Column("made_by", sa.String, nullable=False),
    sa.Column("carried_at", sa.String),  # read back from a stick, or stored by the city's mailbox
    sa.Column("filed_at", sa.String),  # the recipient has signed for it
    sa.UniqueConstraint("recipient", "life_id", "sequence"),
)

taken = sa.Table(  # every file that was received, and what became of it
    "taken",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("header_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("uid", sa.String(36), nullable=False),
    sa.Column("sender", sa.String, nullable=False),
    sa.Column("kid", sa.String(16), nullable=False),
    sa.Column("recipient", sa.String, nullable=False),  # of whose series it is
    sa.Column("life", sa.Integer, nullable=False),
    sa.Column("life_id", sa.String(32), nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("first", _LARGE, nullable=False),
    sa.Column("last", _LARGE, nullable=False),
    sa.Column("reach_files", sa.Integer, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("size", _LARGE, nullable=False),
    sa.Column("state", sa.String, nullable=False),  # started, taken, forked, dismissed
    sa.Column("counts", sa.Text, nullable=False),  # JSON by outcome
    sa.Column("made_at", sa.String, nullable=False),
    sa.Column("taken_at", sa.String, nullable=False),
    sa.Index("ix_taken_sender", "sender", "life_id", "sequence"),
)

approval = sa.Table(  # an approver's signature over one revision or many
    "approval",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("operator", sa.String, nullable=False),
    sa.Column("public_key", sa.LargeBinary, nullable=False),
    sa.Column("subjects", sa.Text, nullable=False),  # JSON: registration:number:hash
    sa.Column("signature", sa.LargeBinary, nullable=False),
    sa.Column("made_at", sa.String, nullable=False),
    sa.Column("origin", sa.String, nullable=False),
)

operator_key = sa.Table(  # every key that somebody here or elsewhere ever signed with
    "operator_key",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("operator", sa.String, nullable=False),
    sa.Column("public_key", sa.LargeBinary, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("origin", sa.String, nullable=False),  # "" = of this station
    sa.Column("voucher", sa.LargeBinary),  # the signature by which a sister station vouches
    sa.UniqueConstraint("operator", "public_key"),
)

anchor = sa.Table(  # at a city: the administrator's key that a station's key card named
    "anchor",
    metadata,
    sa.Column("station", sa.String, primary_key=True),  # office/station
    sa.Column("public_key", sa.LargeBinary, nullable=False),
    sa.Column("pinned_at", sa.String, nullable=False),
    sa.Column("pinned_by", sa.String, nullable=False),
)

link = sa.Table(  # an administrator's signature under the role of a key
    "link",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("station", sa.String, nullable=False),
    sa.Column("operator", sa.String, nullable=False),
    sa.Column("public_key", sa.LargeBinary, nullable=False),
    sa.Column("role", sa.String, nullable=False),  # "" = none any more
    sa.Column("at", sa.String, nullable=False),
    sa.Column("by", sa.LargeBinary, nullable=False),
    sa.Column("signature", sa.LargeBinary, nullable=False, unique=True),
    sa.Index("ix_link_station", "station"),
)

offered = sa.Table(  # whose data lie, not approved, in a file for a sister station
    "offered",
    metadata,
    sa.Column("file", sa.String(36), primary_key=True),  # id of the sealed file
    sa.Column("registration", sa.String(36), primary_key=True),
)

decision = sa.Table(  # what the city decided, each a line of its own; the last one counts
    "decision",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("uid", sa.String(36), nullable=False, unique=True),
    sa.Column("registration", sa.String(36), nullable=False),
    sa.Column("seq", _LARGE, nullable=False),  # in the city's journal
    sa.Column("state", sa.String, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.Column("fixes", sa.Text, nullable=False),  # JSON: field and code
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("made_by", sa.String, nullable=False),
    sa.Column("made_at", sa.String, nullable=False),
    sa.Column("detail", sa.Text, nullable=False, server_default="{}"),  # JSON: into, decree ...
    sa.Index("ix_decision_registration", "registration", "seq"),
)

event = sa.Table(  # what happened to a registration besides revisions and decisions
    "event",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("uid", sa.String(36), nullable=False, unique=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("registration", sa.String(36), nullable=False),
    sa.Column("content", sa.Text, nullable=False),  # JSON
    sa.Column("origin", sa.String, nullable=False),  # office/station that says so
    sa.Column("made_by", sa.String, nullable=False),
    sa.Column("made_at", sa.String, nullable=False),
    sa.Index("ix_event_registration", "registration"),
)

aside = sa.Table(  # what a person has to look at; both versions are kept
    "aside",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("key", sa.String, nullable=False, unique=True),  # the same thing asks only once
    sa.Column("kind", sa.String, nullable=False),  # revision, record, file, told
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("registration", sa.String, nullable=False),
    sa.Column("held", sa.String, nullable=False),  # number:hash, "" where there is none
    sa.Column("incoming", sa.String, nullable=False),
    sa.Column("content", sa.Text, nullable=False),  # of what could not be taken in
    sa.Column("origin", sa.String, nullable=False),
    sa.Column("file", sa.String(64), nullable=False),  # header hash
    sa.Column("at", sa.String, nullable=False),
    sa.Column("settled_at", sa.String),
    sa.Column("settled_by", sa.String),
    sa.Column("outcome", sa.String),
    sa.Index("ix_aside_registration", "registration"),
    sa.Index("ix_aside_settled_at", "settled_at"),
)

unindexed = sa.Table(  # spans of registrations that the search does not find by words yet
    "unindexed",
    metadata,
    sa.Column("first", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("last", sa.Integer, nullable=False),
)

# -- what the city settles, decides and pays (DOMAIN, sections 1.3, 2 and 8)

pair = sa.Table(  # two who may be one: the newest finding of the search for duplicates
    "pair",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String, nullable=False),  # registration, elsewhere: what the second is
    sa.Column("first", sa.String(36), nullable=False),  # a registration
    sa.Column("second", sa.String(36), nullable=False),
    sa.Column("score", sa.Float, nullable=False),  # probability that they are one
    sa.Column("verdict", sa.String, nullable=False),  # same, review
    sa.Column("reasons", sa.Text, nullable=False),  # JSON of codes
    sa.Column("names", sa.Text, nullable=False),  # JSON: the revisions that were compared
    sa.Column("found_at", sa.String, nullable=False),
    sa.UniqueConstraint("first", "second"),
    sa.Index("ix_pair_second", "second"),
)

pair_word = sa.Table(  # what somebody of the city said of a pair; the last word counts
    "pair_word",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("uid", sa.String(36), nullable=False, unique=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("first", sa.String(36), nullable=False),
    sa.Column("second", sa.String(36), nullable=False),
    sa.Column("word", sa.String, nullable=False),  # same, different, ask, taken_back
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False, server_default="{}"),  # JSON of ids and codes
    sa.Column("made_by", sa.String, nullable=False),
    sa.Column("made_at", sa.String, nullable=False),
    sa.Index("ix_pair_word_first", "first", "second"),
    sa.Index("ix_pair_word_second", "second"),
)

elsewhere_list = sa.Table(  # a list of people whom somebody else pays for
    "elsewhere_list",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("uid", sa.String(36), nullable=False, unique=True),
    sa.Column("source", sa.String, nullable=False),  # province, baznas, rt, non_asn, insurer ...
    sa.Column("name", sa.String, nullable=False),
    sa.Column("file_hash", sa.String(64), nullable=False),
    sa.Column("as_of", sa.String(10), nullable=False),
    sa.Column("counts", sa.Text, nullable=False),  # JSON
    sa.Column("made_by", sa.String, nullable=False),
    sa.Column("made_at", sa.String, nullable=False),
    sa.Column("dropped_at", sa.String),  # a newer list of the source took its place
)

elsewhere = sa.Table(  # one person of such a list
    "elsewhere",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("uid", sa.String(36), nullable=False, unique=True),
    sa.Column("list_id", sa.ForeignKey("elsewhere_list.id"), nullable=False),
    sa.Column("row", sa.Integer, nullable=False),
    sa.Column("nik", sa.String(16)),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("birth_date", sa.String(10)),
    sa.Column("birth_place", sa.String, nullable=False, server_default=""),
    sa.Column("mother_name", sa.String, nullable=False, server_default=""),
    sa.Column("sex", sa.String, nullable=False, server_default=""),
    sa.Column("address", sa.String, nullable=False, server_default=""),
    sa.Column("rt", sa.String, nullable=False, server_default=""),
    sa.Column("kelurahan", sa.String, nullable=False, server_default=""),
    sa.Column("phone", sa.String),
    sa.Column("kk", sa.String(16)),
    sa.Index("ix_elsewhere_nik", "nik"),
    sa.Index("ix_elsewhere_list_id", "list_id"),
)

programme = sa.Table(  # a year's programme, each change a line of its own; the last one counts
    "programme",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("uid", sa.String(36), nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("content", sa.Text, nullable=False),  # JSON
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("made_by", sa.String, nullable=False),
    sa.Column("made_at", sa.String, nullable=False),
    sa.UniqueConstraint("uid", "seq"),
)

decree = sa.Table(  # a list of the mayor's: who is covered
    "decree",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("uid", sa.String(36), nullable=False, unique=True),
    sa.Column("programme", sa.String(36), nullable=False),
    sa.Column("number", sa.String, nullable=False),
    sa.Column("signed_on", sa.String(10), nullable=False),
    sa.Column("made_by", sa.String, nullable=False),
    sa.Column("made_at", sa.String, nullable=False),
    sa.Column("cancelled_at", sa.String),
    sa.Column("cancelled_by", sa.String),
    sa.Column("cancelled_reason", sa.Text),
)

decree_line = sa.Table(
    "decree_line",
    metadata,
    sa.Column("decree_id", sa.ForeignKey("decree.id"), primary_key=True),
    sa.Column("registration", sa.String(36), primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("name", sa.String(80), nullable=False),  # the revision it was decreed on
    sa.Index("ix_decree_line_registration", "registration"),
)

payment = sa.Table(  # money that went to the insurer; taken back only by one that reverses it
    "payment",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("uid", sa.String(36), nullable=False, unique=True),
    sa.Column("programme", sa.String(36), nullable=False),
    sa.Column("decree", sa.String(36), nullable=False, server_default=""),
    sa.Column("first_month", sa.String(7), nullable=False),  # 2026-01
    sa.Column("last_month", sa.String(7), nullable=False),
    sa.Column("people", sa.Integer, nullable=False),
    sa.Column("total", _LARGE, nullable=False),  # rupiah; below zero for a reversal
    sa.Column("paid_on", sa.String(10), nullable=False),
    sa.Column("proof", sa.String, nullable=False),
    sa.Column("reverses", sa.String(36), nullable=False, server_default=""),
    sa.Column("reason", sa.Text, nullable=False, server_default=""),
    sa.Column("made_by", sa.String, nullable=False),
    sa.Column("made_at", sa.String, nullable=False),
    sa.Index("ix_payment_programme", "programme"),
    sa.Index("ix_payment_reverses", "reverses"),
)

payment_line = sa.Table(  # whom it is for
    "payment_line",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("payment", sa.String(36), nullable=False),
    sa.Column("registration", sa.String(36), nullable=False),
    sa.Column("months", sa.Integer, nullable=False),
    sa.Column("amount", _LARGE, nullable=False),
    sa.UniqueConstraint("payment", "registration"),
    sa.Index("ix_payment_line_registration", "registration"),
)

insurer_file = sa.Table(  # a list that went to the insurer, or came from there
    "insurer_file",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("uid", sa.String(36), nullable=False, unique=True),
    sa.Column("direction", sa.String, nullable=False),  # out, in
    sa.Column("name", sa.String, nullable=False),
    sa.Column("file_hash", sa.String(64), nullable=False),
    sa.Column("profile", sa.String, nullable=False),
    sa.Column("counts", sa.Text, nullable=False),  # JSON
    sa.Column("made_by", sa.String, nullable=False),
    sa.Column("made_at", sa.String, nullable=False),
    sa.Index("ix_insurer_file_file_hash", "file_hash"),
)

insurer_line = sa.Table(  # one row of it; of an answer that fits nobody, what it says
    "insurer_line",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("file_id", sa.ForeignKey("insurer_file.id"), nullable=False),
    sa.Column("row", sa.Integer, nullable=False),
    sa.Column("registration", sa.String(36), nullable=False, server_default=""),
    sa.Column("result", sa.String, nullable=False),  # sent, accepted, numbered, refused, unknown
    sa.Column("kpj", sa.String(11), nullable=False, server_default=""),
    sa.Column("start", sa.String(10), nullable=False, server_default=""),
    sa.Column("reason", sa.Text, nullable=False, server_default=""),
    sa.Column("content", sa.Text, nullable=False, server_default="{}"),  # JSON: what differs
    sa.Index("ix_insurer_line_file_id", "file_id", "row"),
    sa.Index("ix_insurer_line_registration", "registration"),
)
