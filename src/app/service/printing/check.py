"""Is a card genuine, and is it the one that counts? Without a network."""

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.card import CardCheck
from app.domain.rights import Right
from app.domain.states import CardState
from app.service.allowed import needs
from app.service.session import Session

if TYPE_CHECKING:
    from app.papers.token import PublicKey


@needs(Right.SEE)
class CheckCard:
    """Checks what a scanner read off a card against the trust list and the print ledger."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self, text: str) -> CardCheck:
        """What the card is; whatever was scanned, the answer is one.

        Besides the reasons of `papers.token.verify`: `card.key_revoked` where the key was taken
        back before the moment on the card, `card.superseded` where the person has a newer card.
        Of a card of another office the signature is all that is known here.
        """
        # now and not at the start: the login must not wait for them
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        from app.keys.trust import TrustList
        from app.papers.token import verify

        session = self._session
        trusted = TrustList.open(session.folder, session.station.public)
        signed_by: list[bytes] = []

        def find_key(kid: bytes) -> "PublicKey | None":
            signed_by.append(kid)
            entry = trusted.find(kid)
            return Ed25519PublicKey.from_public_bytes(entry.keys.signing_key) if entry else None

        check = verify(text, find_key, lambda card: False)
        if not check.valid or check.issued_at is None:
            return check
        entry = trusted.find(signed_by[0])
        # only a key that was revoked is asked since when it held: its first day is no more right
        # than the clocks of two PCs, and a card must not read as forged because of one of them
        if entry and entry.revoked_at is not None and not entry.holds_at(check.issued_at):
            return CardCheck(valid=False, reason="card.key_revoked")
        if reason := self._void(check):
            return replace(check, valid=False, reason=reason)
        return check

    def _void(self, check: CardCheck) -> str:
        """Why a genuine card does not count any more; "" where it does."""
        with self._session.books.reading() as unit:
            standing = unit.cards.standing(check.number)
        if standing is None:
            return ""
        state, newest = standing
        if int(check.card.rpartition("/")[2]) < newest:
            return "card.superseded"
        return "card.void" if state == CardState.VOID else ""
