"""None, True and False outlast the program, also before Python 3.12."""

import ctypes
import sys
from types import EllipsisType, NotImplementedType

CONSTANTS: tuple[bool | EllipsisType | NotImplementedType | None, ...] = (
    None,
    True,
    False,
    NotImplemented,
    ...,
)
PLENTY = 1 << 40


def keep_constants() -> None:
    """Give the constants references that no window can use up.

    Since Python 3.12 they are immortal, and PySide6 6.12 counts on it: every call that returns
    None takes a reference away (tried on 3.11: 1,000 calls of `parentWidget`, 1,000 references).
    On 3.11 the program would end with "deallocating None" after some minutes of typing.
    """
    if sys.version_info >= (3, 12):
        return
    for constant in CONSTANTS:
        # the count is the first word of every object
        ctypes.c_ssize_t.from_address(id(constant)).value += PLENTY
