"""Are the books whole? Pages, revisions and the audit trail, each proven."""

from app.domain.refusal import Problem
from app.service.session import Session


class Check:
    """Looks through the books without changing them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self) -> tuple[Problem, ...]:
        """What is not as it must be: damaged pages, an altered revision, a broken audit entry."""
        problems = []
        with self._session.books.reading() as unit:
            if unit.integrity.damaged_pages():
                problems.append(Problem("check.pages"))
            if altered := unit.integrity.altered_revisions():
                problems.append(Problem("check.revisions", facts=(("count", altered),)))
            if (broken := unit.audit.first_broken()) is not None:
                problems.append(Problem("check.audit", facts=(("entry", broken),)))
        return tuple(problems)
