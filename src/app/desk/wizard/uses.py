"""What the wizard is given and what it hands back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.domain.refusal import Problem
from app.kit.fields import Option
from app.kit.printers import Printers


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a password and a code
class Answers:
    """What the person at the first start has said."""

    role: str
    place: str  # code of the kelurahan, such as 64.72.05.1003
    station: int
    name: str
    password: str
    recovery: str


@dataclass(frozen=True, slots=True)
class Uses:
    """What the wizard needs; it makes and judges nothing itself."""

    roles: Sequence[Option]
    kecamatan: Sequence[Option]
    kelurahan: Callable[[str], Sequence[Option]]  # by the kecamatan's code
    check_operator: Callable[[str, str], Sequence[Problem]]  # name, password
    new_recovery: Callable[[], str]
    check_recovery: Callable[[str, str], Sequence[Problem]]  # as shown, as typed
    recovery_paper: Callable[[Answers], bytes]  # a PDF with the code, for the printer
    printers: Printers
    make: Callable[[Answers], str]  # makes the office; the fingerprint of its keys. Slow.
