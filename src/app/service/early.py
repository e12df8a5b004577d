"""The early warning while a clerk types: somebody may be registered elsewhere in the city."""

from contextlib import suppress

from app.domain.nik import read_nik
from app.domain.refusal import Refusal
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.exchange import sieve
from app.service.session import Session
from app.store.books import Unit

MOST = 20
"""So many different NIK of one draft are asked about: no honest clerk mistypes one as often."""

_ASKED = "sieve.asked:"
"""How many were asked about, by draft."""


@needs(Right.REGISTER)
class WarnEarly:
    """Asks what the city's newest reply says of the NIK of a draft.

    Whoever asks must be registering: only the NIK of a kept draft of the operator's is asked
    about, whole, valid, and of nobody in these books. Each is counted in the audit trail, by the
    draft and without the number; after `MOST` of a draft nothing is answered any more, and the
    trail says that too.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._draft = ""
        self._said: dict[str, bool] = {}  # asked again as the clerk goes from field to field

    def __call__(self, draft_id: str) -> bool:
        """Whether the NIK is perhaps known elsewhere; False where nothing is known or asked."""
        if draft_id != self._draft:
            self._draft, self._said = draft_id, {}
        with self._session.books.reading() as unit:
            nik = self._nik(unit, draft_id)
            is_ours = bool(nik) and unit.known.here(nik)
        if not nik or is_ours:
            return False
        if nik not in self._said:
            self._said[nik] = self._ask(draft_id, nik)
        return self._said[nik]

    def _nik(self, unit: Unit, draft_id: str) -> str:
        kept = unit.drafts.get(draft_id)
        if kept is None or not (kept.import_id or kept.operator == self._session.operator.id):
            return ""
        with suppress(Refusal):
            return read_nik(str(kept.content.get("nik", ""))).digits
        return ""

    def _ask(self, draft_id: str, nik: str) -> bool:
        with self._session.books.transaction() as unit:
            held = sieve.held(unit)
            if held is None:
                return False
            name = _ASKED + draft_id
            asked = unit.settings.get(name, 0) + 1
            if asked > MOST + 1:
                return False
            _forget_finished(unit)
            unit.settings.put(name, asked)
            unit.audit.note(
                "sieve.asked" if asked <= MOST else "sieve.too_often",
                draft_id,
                operator=self._session.operator.id,
                at=self._session.clock(),
                detail={"count": asked},
            )
            return asked <= MOST and nik in held


def _forget_finished(unit: Unit) -> None:
    """A draft that is gone is not counted any more; the trail has it."""
    for each in unit.settings.names(_ASKED):
        if unit.drafts.get(each.removeprefix(_ASKED)) is None:
            unit.settings.remove(each)
