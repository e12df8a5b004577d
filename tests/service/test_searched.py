"""A search is one entry of the audit trail, and says nothing of who was looked for."""

from app.service.searched import NoteSearch


def entries(session):
    with session.books.reading() as unit:
        rows = unit.connection.exec_driver_sql(
            "SELECT subject, detail FROM audit WHERE act = 'people.searched' ORDER BY seq"
        )
        return [tuple(row) for row in rows]


def test_a_search_is_written_down_without_its_words(session):
    note = NoteSearch(session)
    for words in ("Siti Norhayati", "NORHAYATI  siti", "6472814107900001"):
        note(words)
    (one, same, other) = entries(session)
    assert one == same != other
    text = str(entries(session)).lower()
    assert not any(words in text for words in ("siti", "norhayati", "64728"))


def test_the_hash_of_a_search_is_of_these_books_alone(session, monkeypatch):
    NoteSearch(session)("siti")
    with session.books.transaction() as unit:
        unit.settings.remove("audit_key")
    NoteSearch(session)("siti")
    one, other = entries(session)
    assert one != other
