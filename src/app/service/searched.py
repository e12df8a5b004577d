"""Writing down that somebody looked for people: one entry for one search."""

import hashlib
import hmac
import secrets

from app.domain.rights import Right
from app.service.session import Session
from app.store.search import fold

_KEY = "audit_key"


class NoteSearch:
    """Keeps in the audit trail that these words were looked for, without the words.

    They stand there as a hash under a key of these books: whether a given name or NIK was looked
    for can be answered by whoever has the books, and by nobody who has the trail alone.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self, words: str) -> None:
        """Write down one search; on disk when this returns."""
        session = self._session
        session.require(Right.SEE)
        with session.books.transaction() as unit:
            key = unit.settings.get(_KEY)
            if key is None:
                key = secrets.token_hex(32)
                unit.settings.put(_KEY, key)
            unit.audit.note(
                "people.searched",
                "",
                operator=session.operator.id,
                at=session.clock(),
                detail={"words": words_hash(bytes.fromhex(key), words)},
            )


def words_hash(key: bytes, words: str) -> str:
    """The same for words that find the same people: case, accents and signs do not matter."""
    return hmac.new(key, " ".join(sorted(fold(words))).encode(), hashlib.sha256).hexdigest()[:32]
