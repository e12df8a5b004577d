"""How the members of an item are read: of their kind and within bounds, or not at all."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from app.domain.refusal import Problem, Refusal

Content = Mapping[str, Any]
T = TypeVar("T")
_MANY_DETAILS = 20
_MOST = 2**31 - 1  # what every database keeps in a plain number


def whole(make: Callable[[], T]) -> T:
    """What `make` reads, or `item.unreadable` where it stumbles over a member."""
    try:
        return make()
    except (KeyError, ValueError, TypeError, AttributeError, Refusal):
        # from None: the cause may quote a member, and a member may be a resident's
        raise Refusal(Problem("item.unreadable")) from None


def read_text(value: Any, longest: int) -> str:
    """A text no longer than this."""
    if type(value) is not str or len(value) > longest:
        raise TypeError
    return value


def read_texts(value: Any) -> dict[str, str]:
    """Short texts by name, not too many."""
    if type(value) is not dict or len(value) > _MANY_DETAILS:
        raise TypeError
    return {read_text(name, 40): read_text(each, 200) for name, each in value.items()}


def read_id(value: Any) -> str:
    """An id as long as ours are."""
    if type(value) is not str or len(value) != 36:
        raise TypeError
    return value


def read_number(value: Any, least: int = 0, most: int = _MOST) -> int:
    """A whole number within bounds."""
    if type(value) is not int or not least <= value <= most:
        raise TypeError
    return value


def read_bytes(value: Any, length: int) -> bytes:
    """Exactly so many bytes, from hex."""
    data = bytes.fromhex(value)
    if len(data) != length:
        raise ValueError
    return data


def read_list(value: Any) -> list[Any]:
    """A list, of whatever."""
    if type(value) is not list:
        raise TypeError
    return value


def read_moment(value: Any) -> datetime:
    """A moment that says in which zone."""
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError
    return moment
