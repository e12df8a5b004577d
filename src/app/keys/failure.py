"""How this room says that the world, or the password, stood in the way."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from app.domain.refusal import Fact, Problem

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


class KeysFailure(Exception):
    """A key file could not be read or written. What stood on the disk stands there still.

    `code` names the sentence, `file` is the bare name of the file; no path, since a path may
    hold a person's name.
    """

    def __init__(self, code: str, file: str) -> None:
        super().__init__(f"{code}: {file}")
        self.code = code
        self.file = file

    @property
    def problem(self) -> Problem:
        """The same, as what `wording` can say."""
        return Problem(self.code, facts=(("file", self.file),))


class NotUnlocked(Exception):
    """The name and password, or the recovery code, open nothing here.

    Which of name and password was wrong is not told, and an edited slot is told no differently:
    the file itself does not know.
    """

    def __init__(self, code: str, *facts: tuple[str, Fact]) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    @property
    def problem(self) -> Problem:
        """The same, as what `wording` can say."""
        return Problem(self.code, facts=self.facts)


@contextmanager
def world(file: str) -> Iterator[None]:
    """The border of this room: what the disk says becomes a `KeysFailure` about `file`."""
    try:
        yield
    except FileNotFoundError:
        raise KeysFailure("keys.missing", file) from None
    except FileExistsError:
        raise KeysFailure("keys.exists", file) from None
    except MemoryError:
        raise KeysFailure("keys.memory", file) from None
    except OSError as error:
        raise KeysFailure(_code(error), file) from None


def _code(error: OSError) -> str:
    if error.errno in _FULL:
        return "keys.disk_full"
    if error.errno in _FORBIDDEN:
        return "keys.permission"
    return "keys.disk"
