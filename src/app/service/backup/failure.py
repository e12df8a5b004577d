"""How the world stands in the way of a backup."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from app.domain.refusal import Fact, Problem
from app.keys.failure import KeysFailure
from app.store.engine import StoreFailure


class BackupFailure(Exception):
    """A backup could not be made or used. The books, and the backups there were, stand as before.

    `problem` has its sentence in `wording`. It holds no path: a folder may be named after a person.
    """

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.problem = Problem(code, facts=tuple(facts.items()))

    @property
    def code(self) -> str:
        return self.problem.code


_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_GONE = {errno.ENOENT, errno.ENODEV, errno.ENOTDIR}
_STORE_SAYS = {
    "store.disk_full": "backup.full",
    "store.read_only": "backup.read_only",
    "store.damaged": "backup.unsound",
    "store.locked_key": "backup.unsound",
    "store.failed": "backup.pulled_out",
}


@contextmanager
def writing() -> Iterator[None]:
    """The border towards the folder that a backup is written to."""
    try:
        yield
    except OSError as error:
        raise BackupFailure(_code(error)) from None
    except StoreFailure as error:
        if error.code not in _STORE_SAYS:
            raise
        raise BackupFailure(_STORE_SAYS[error.code]) from None
    except KeysFailure as error:
        codes = {"keys.disk_full": "backup.full", "keys.permission": "backup.read_only"}
        raise BackupFailure(codes.get(error.code, "backup.unsound")) from None


def _code(error: OSError) -> str:
    if error.errno in _FULL:
        return "backup.full"
    if error.errno in _FORBIDDEN:
        return "backup.read_only"
    if error.errno in _GONE:
        return "backup.gone"
    return "backup.pulled_out"
