"""Rights of the use cases: one line above each says who may do it."""

from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any, TypeVar

from app.domain.refusal import Problem
from app.domain.rights import Right
from app.service.session import Session

C = TypeVar("C", bound=type)

_NEEDED: dict[Callable[..., Any], Right] = {}


def needs(right: Right, **others: Right) -> Callable[[C], C]:
    """Every public deed of the class below asks for `right` first, those named for theirs.

    The deed asks, not the window: a headless call is refused just the same, with `NotAllowed`, and
    nothing has been looked at by then.
    """

    def guard(cls: C) -> C:
        for name, deed in list(vars(cls).items()):
            if isinstance(deed, FunctionType) and (name == "__call__" or name[0] != "_"):
                setattr(cls, name, _asking(deed, others.pop(name, right)))
        if others:
            raise TypeError(f"no such deeds: {', '.join(others)}")
        return cls

    return guard


def why_not(session: Session, deed: Callable[..., Any]) -> Problem | None:
    """Why whoever is logged in may not do `deed`, a method under `needs`; None for who may.

    For what is shown before anybody tries: the deed itself asks all the same.
    """
    return session.why_not(_NEEDED[deed])


def _asking(deed: Callable[..., Any], right: Right) -> Callable[..., Any]:
    @wraps(deed)
    def asked(self: Any, *given: Any, **named: Any) -> Any:
        self._session.require(right)
        return deed(self, *given, **named)

    _NEEDED[asked] = right
    return asked
