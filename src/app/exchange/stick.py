"""Carrying sealed files on a stick: only what was read back and found equal counts as sent."""

import errno
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from app.domain.refusal import Fact, Level, Problem
from app.exchange.failure import ExchangeFailure
from app.exchange.place import Place, Taken

PART = ".part"
CHUNK = 1 << 20
SLACK = 1 << 16
"""What a file costs on the medium beside its bytes: its name, and a cluster begun."""
FAT_LIMIT = (1 << 32) - 1

Progress = Callable[[int, int], None]
"""Called with the bytes done and all there are; reading back counts as much as writing."""
Cancelled = Callable[[], bool]


class State(StrEnum):
    """How the carrying of one file ended. Each has its sentence, `stick.` and its name."""

    VERIFIED = "verified"  # the only one that means sent
    COPIED_NOT_VERIFIED = "copied_not_verified"
    FULL = "full"
    TOO_LARGE = "too_large"  # for the stick's file system, however empty
    READ_ONLY = "read_only"
    PULLED_OUT = "pulled_out"
    UNREADABLE = "unreadable"
    WRONG_STICK = "wrong_stick"  # not a folder that sealed files may be put in
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of one file."""

    state: State
    name: str
    size: int
    sha256: str = ""  # of the file; "" where it was not read to its end
    because: State | None = None  # what kept a copied file from being verified, if it is known
    free: int = 0  # bytes on the stick, where it was full

    @property
    def is_sent(self) -> bool:
        return self.state is State.VERIFIED

    @property
    def problem(self) -> Problem:
        """The one sentence there is to say, and what to do."""
        facts: tuple[tuple[str, Fact], ...] = ()
        if self.state is State.FULL:
            facts = (("needed_mb", _mb(self.size)), ("free_mb", self.free // 1_000_000))
        level = Level.NOTE if self.is_sent else Level.STOP
        return Problem(f"stick.{self.state}", level=level, facts=facts)


def advice(carried: Sequence[Carried]) -> Problem:
    """What to do with the stick now: pull it out, or leave it where it is."""
    if all(each.is_sent for each in carried):
        return Problem("stick.safe", level=Level.NOTE)
    return Problem("stick.not_yet", level=Level.WARN)


def carry(
    file: Path,
    place: Place,
    progress: Progress = lambda _done, _all: None,
    cancelled: Cancelled = lambda: False,
) -> Carried:
    """Put one sealed file on the stick under its own name; see `carry_all`."""
    return carry_all([file], place, progress, cancelled)[0]


def carry_all(
    files: Sequence[Path],
    place: Place,
    progress: Progress = lambda _done, _all: None,
    cancelled: Cancelled = lambda: False,
) -> tuple[Carried, ...]:
    """Put sealed files on the stick, each whole or not at all, and read each of them back.

    There is space for all of them, or none is begun. What a cut left behind of one of these files
    is cleaned away; no other file on the stick is opened, changed or removed. `ExchangeFailure`
    only where a file of our own cannot be read; whatever the stick does is a state.
    """
    with _own():
        sizes = [file.stat().st_size for file in files]
    hindrance = _hindrance(files, sizes, place)
    if hindrance is not None:
        state, free = hindrance
        needed = sum(sizes)
        return tuple(
            Carried(state, file.name, needed if state is State.FULL else size, free=free)
            for file, size in zip(files, sizes, strict=True)
        )
    step = _Step(progress, cancelled, 2 * sum(sizes))
    return tuple(_carried(file, size, place, step) for file, size in zip(files, sizes, strict=True))


def leftovers(place: Place, ours: Callable[[str], bool]) -> tuple[str, ...]:
    """Clean away the half-written files whose final name `ours` knows; the names of them.

    Whatever cannot be listed or removed stays: the next carrying says what is wrong.
    """
    gone = []
    with suppress(OSError):
        for path in sorted(place.path.iterdir()):
            is_part = path.name.endswith(PART) and ours(path.name.removesuffix(PART))
            if is_part and place.taken(path.name) is Taken.FILE:
                place.remove(path.name)
                gone.append(path.name)
    return tuple(gone)


class _Cancelled(Exception):
    pass


class _Differs(Exception):
    """The stick gives back other bytes than it was given."""


class _Step:
    """Counts the bytes, tells of them, and stops when that is wished."""

    def __init__(self, progress: Progress, cancelled: Cancelled, whole: int) -> None:
        self._progress, self._cancelled, self._whole = progress, cancelled, whole
        self._done = 0

    def __call__(self, size: int) -> None:
        # a file that lay there already, and was another, is read once more than was reckoned
        self._done = min(self._done + size, self._whole)
        self._progress(self._done, self._whole)
        if self._cancelled():
            raise _Cancelled


@contextmanager
def _own() -> Iterator[None]:
    """What the computer's own disk says about our own file is no state of the stick."""
    try:
        yield
    except OSError:
        raise ExchangeFailure("exchange.own_file") from None


def _hindrance(
    files: Sequence[Path], sizes: Sequence[int], place: Place
) -> tuple[State, int] | None:
    """What keeps the work from being begun, and the free bytes on the stick."""
    free = 0
    try:
        if not place.is_there():
            is_a_file = place.path.exists() and not place.path.is_dir()
            return (State.WRONG_STICK if is_a_file else State.PULLED_OUT), free
        for file in files:
            if place.path.samefile(file.parent):
                return State.WRONG_STICK, free
            for name in (file.name, file.name + PART):
                if place.taken(name) is Taken.OTHER:
                    return State.WRONG_STICK, free
        for file in files:
            if place.taken(file.name + PART) is Taken.FILE:
                place.remove(file.name + PART)
        if max(sizes, default=0) > FAT_LIMIT and place.is_fat():
            return State.TOO_LARGE, free
        there = [_size_there(place, file.name) for file in files]
        needed = sum(
            size + SLACK for size, known in zip(sizes, there, strict=True) if size != known
        )
        free = place.free()
        return (State.FULL, free) if free < needed else None
    except OSError as error:
        return _state(error, place), free


def _size_there(place: Place, name: str) -> int | None:
    return place.size(name) if place.taken(name) is Taken.FILE else None


def _carried(file: Path, size: int, place: Place, step: _Step) -> Carried:
    part = file.name + PART
    try:
        if _size_there(place, file.name) == size and (digest := _same(file, place, step)):
            return Carried(State.VERIFIED, file.name, size, digest)
        digest = _write(file, part, place, step)
        place.rename(part, file.name)
    except (OSError, _Cancelled) as error:
        _forget(place, part)
        return Carried(_state(error, place), file.name, size)
    except BaseException:  # our own disk, or our own fault: not a reason to leave a half behind
        _forget(place, part)
        raise
    because = _doubt(place, file.name, digest, step)
    state = State.VERIFIED if because is None else State.COPIED_NOT_VERIFIED
    return Carried(state, file.name, size, digest, because)


def _same(file: Path, place: Place, step: _Step) -> str:
    """The hash of a file that is on the stick already, bit by bit; "" where it is another."""
    digest = sha256()
    with _opened(file) as source:
        for chunk in _own_chunks(source):
            digest.update(chunk)
            step(len(chunk))
    try:
        with closing(place.reread(file.name)) as there:
            return digest.hexdigest() if _hash(there, step) == digest.hexdigest() else ""
    except OSError:
        return ""  # it will be written anew, and what is wrong with the stick comes out then


def _write(file: Path, part: str, place: Place, step: _Step) -> str:
    digest = sha256()
    with _opened(file) as source, closing(place.create(part)) as copy:
        for chunk in _own_chunks(source):
            copy.write(chunk)
            digest.update(chunk)
            step(len(chunk))
        place.settle(copy)
    return digest.hexdigest()


def _doubt(place: Place, name: str, digest: str, step: _Step) -> State | None:
    """Why the renamed copy is not proven; None when it is. A copy known bad is removed."""
    try:
        place.settle_names()
        with closing(place.reread(name)) as copy:
            if _hash(copy, step) != digest:
                raise _Differs
        return None if place.is_there() else State.PULLED_OUT
    except _Differs:
        _forget(place, name)
        return State.UNREADABLE
    except (OSError, _Cancelled) as error:
        return _state(error, place)


def _hash(file: BinaryIO, step: _Step) -> str:
    digest = sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        step(len(chunk))
    return digest.hexdigest()


def _opened(file: Path) -> BinaryIO:
    with _own():
        return file.open("rb")


def _own_chunks(source: BinaryIO) -> Iterator[bytes]:
    while True:
        with _own():
            chunk = source.read(CHUNK)
        if not chunk:
            return
        yield chunk


def _forget(place: Place, name: str) -> None:
    """Take away what we ourselves began; on a stick that is gone it stays, as our `.part`."""
    with suppress(OSError):
        if place.is_there():
            place.remove(name)


_GONE = {errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ENOTCONN, errno.ENOTDIR, errno.ESTALE}
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_LOCKED = {errno.EROFS, errno.EACCES, errno.EPERM}
_WINDOWS = {
    3: State.PULLED_OUT,  # path not found
    15: State.PULLED_OUT,  # no such drive
    19: State.READ_ONLY,  # write-protected
    21: State.PULLED_OUT,  # not ready
    39: State.FULL,
    112: State.FULL,
    223: State.TOO_LARGE,
    433: State.PULLED_OUT,  # no such device
    1006: State.PULLED_OUT,  # the volume was exchanged
    1167: State.PULLED_OUT,  # not connected
    1617: State.PULLED_OUT,  # removed
}


def _state(error: BaseException, place: Place) -> State:
    """The name of what the system said."""
    if isinstance(error, _Cancelled):
        return State.CANCELLED
    number = getattr(error, "errno", None)
    known = _WINDOWS.get(getattr(error, "winerror", 0) or 0)
    if known is not None:
        return known
    if number in _FULL:
        return State.FULL
    if number == errno.EFBIG:
        return State.TOO_LARGE
    if number in _GONE or not place.is_there():
        return State.PULLED_OUT
    if number in _LOCKED:
        return State.READ_ONLY
    return State.WRONG_STICK if number in (errno.ELOOP, errno.EEXIST) else State.UNREADABLE


def _mb(size: int) -> int:
    """Whole megabytes, rounded up."""
    return -(-size // 1_000_000)
