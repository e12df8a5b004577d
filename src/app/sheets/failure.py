"""How the world says no to a spreadsheet: one code per case, none of a library's own words."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from app.domain.refusal import Fact, Problem

_HELD_BY_ANOTHER_PROGRAM = (32, 33)  # Windows: sharing violation, lock violation


class SheetsFailure(Exception):
    """A spreadsheet cannot be read or written. Nothing was changed.

    `problem` has its sentence in `wording`. Neither holds the file's name or content: a clerk
    may have named a file after a person.
    """

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.problem = Problem(code, facts=tuple(facts.items()))

    @property
    def code(self) -> str:
        return self.problem.code


class Cancelled(Exception):
    """The person stopped it. Nothing was left behind."""


@contextmanager
def named_for_reading() -> Iterator[None]:
    """Turn what the system says while a file is read into a `SheetsFailure`."""
    try:
        yield
    except FileNotFoundError:
        raise SheetsFailure("sheets.missing") from None
    except PermissionError as error:
        raise SheetsFailure(
            "sheets.locked" if _held_by_another(error) else "sheets.no_permission"
        ) from None
    except OSError:
        raise SheetsFailure("sheets.unreadable") from None


@contextmanager
def named_for_writing() -> Iterator[None]:
    """Turn what the system says while a file is written into a `SheetsFailure`."""
    try:
        yield
    except PermissionError as error:
        # Excel keeps an open list locked: the new one cannot take its place
        raise SheetsFailure(
            "sheets.open_elsewhere" if _held_by_another(error) else "sheets.write_denied"
        ) from None
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        read_only = error.errno == errno.EROFS
        if read_only:
            raise SheetsFailure("sheets.write_denied") from None
        raise SheetsFailure("sheets.disk_full" if full else "sheets.not_written") from None


def _held_by_another(error: OSError) -> bool:
    return getattr(error, "winerror", None) in _HELD_BY_ANOTHER_PROGRAM
