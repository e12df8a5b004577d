"""The accounts of an office."""

from app.domain.refusal import Problem, Refusal
from app.keys.slots import ADMINISTRATOR, Operator
from app.service.session import Session


class NotAllowed(Exception):
    """Whoever is logged in may not do this. Nothing was changed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.problem = Problem(code)


ROLES = ("clerk", "approver", ADMINISTRATOR)
"""What an operator of a desk can be; what each may do comes with issue C."""


class Operators:
    """Who may log in. Changes need an administrator."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> tuple[Operator, ...]:
        return self._session.slots.operators()

    def add(self, name: str, password: str, role: str) -> Operator:
        """Give somebody an account with a password of their own."""
        self._require_administrator()
        if role not in ROLES:
            raise Refusal(Problem("operator.role", "role"))
        new = self._session.slots.add(self._session.opened, name, password, role)
        self._remember(new, "operator.added")
        return new

    def remove(self, name: str) -> None:
        """Take an account away; the last administrator stays."""
        self._require_administrator()
        found = next((each for each in self.all() if each.name.casefold() == name.casefold()), None)
        if found is None:
            raise Refusal(Problem("operator.unknown", "name"))
        self._session.slots.remove(self._session.opened, found.id)
        self._remember(found, "operator.removed")

    def _require_administrator(self) -> None:
        if self._session.operator.role != ADMINISTRATOR:
            raise NotAllowed("right.administrator")

    def _remember(self, who: Operator, act: str) -> None:
        session = self._session
        with session.books.transaction() as unit:
            unit.settings.know_operator(who.id, who.name, who.role, who.signing_key)
            unit.audit.note(
                act,
                who.id,
                operator=session.operator.id,
                at=session.clock(),
                detail={"role": who.role},
            )
