"""Are the books whole? Pages, revisions and the audit trail, each proven."""

from collections.abc import Callable

from app.domain.refusal import Level, Problem
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.exchange.common import own_name
from app.service.exchange.proof import Proof
from app.service.purge import PURGED
from app.service.session import Session
from app.store.books import Unit
from app.store.integrity import damaged_tables

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

PAGES = 10
"""Numbers of damaged pages that are named."""

PARTS = {
    "registration": "registration", "person": "registration", "heir": "registration",
    "revision": "revision", "draft": "draft", "card": "card", "audit": "audit",
    "decision": "decision", "event": "decision", "approval": "approval", "setting": "setting",
    "journal": "exchange", "sealed": "exchange", "taken": "exchange", "aside": "exchange",
}  # fmt: skip
"""What a table holds, as a person knows it."""


@needs(Right.SEE)
class Check:
    """Looks through the books without changing them."""

    def __init__(
        self, session: Session, beside: Callable[[], tuple[Problem, ...]] = lambda: ()
    ) -> None:
        """`beside` looks at what lies beside the books: a copy of them has it not."""
        self._session = session
        self._beside = beside

    def __call__(
        self, progress: Progress = lambda _done, _total: None, cancelled: Cancelled = lambda: False
    ) -> tuple[Problem, ...]:
        """What is not as it must be, from a damaged page to an approval that nobody signed.

        Pages first: what is read from damaged ones proves nothing, so then no more is looked at.
        Cancelled between two parts, it says so beside what was found until then.
        """
        problems: list[Problem] = []
        parts = (_pages, _revisions, _decisions, _audit, _tombstones, self._approvals)
        total = len(parts) + 1
        with self._session.books.reading() as unit:
            for done, look in enumerate(parts):
                if cancelled():
                    return (*problems, Problem("check.cancelled", level=Level.NOTE))
                progress(done, total)
                if problem := look(unit):
                    problems.append(problem)
                    if look is _pages:
                        progress(total, total)
                        return (*problems, *self._tables())
        progress(len(parts), total)
        problems += self._beside()
        progress(total, total)
        return tuple(problems)

    def _tables(self) -> list[Problem]:
        """What stands on the damaged pages, as far as it can be told."""
        session = self._session
        found = damaged_tables(session.books.database, session.opened.data_key)
        parts = dict.fromkeys(PARTS.get(each, "rest") for each in found)
        return [Problem("check.table", facts=(("table", each),)) for each in parts]

    def _approvals(self, unit: Unit) -> Problem | None:
        """Approved by nobody: the signature is not the one of an operator of this office."""
        proof, own = Proof(self._session, unit), own_name(self._session)
        forged = sum(
            not proof.stands_for(each.approval_id, each.uid, each.number, each.hash)
            for each in unit.approvals.unsigned_for()
        )
        forged += sum(not proof.is_genuine(each) for each in unit.approvals.received(own))
        return Problem("check.approvals", facts=(("count", forged),)) if forged else None


def _pages(unit: Unit) -> Problem | None:
    if not unit.integrity.damaged_pages():
        return None
    pages = ", ".join(str(each) for each in unit.integrity.which_pages()[:PAGES])
    return Problem("check.pages", facts=(("pages", pages or "?"),))


def _revisions(unit: Unit) -> Problem | None:
    altered = unit.integrity.altered_revisions()
    return Problem("check.revisions", facts=(("count", altered),)) if altered else None


def _decisions(unit: Unit) -> Problem | None:
    """The register says that the city decided something else than the decision that counts."""
    altered = unit.integrity.altered_decisions()
    return Problem("check.decisions", facts=(("count", altered),)) if altered else None


def _audit(unit: Unit) -> Problem | None:
    broken = unit.audit.first_broken()
    return None if broken is None else Problem("check.audit", facts=(("entry", broken),))


def _tombstones(unit: Unit) -> Problem | None:
    """Data that are gone although nobody purged them."""
    unexplained = set(unit.purging.purged()) - unit.audit.subjects(PURGED)
    return (
        Problem("check.tombstones", facts=(("count", len(unexplained)),)) if unexplained else None
    )
