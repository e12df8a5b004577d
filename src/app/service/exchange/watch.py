"""Folders that are watched: a file is taken once it has come to rest there."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from app.exchange.failure import ExchangeFailure
from app.exchange.found import Limits, found
from app.exchange.place import Place

_MANY = Limits(files=100_000, entries=500_000)
"""A watched folder is the office's own, and what was taken stays in it for years."""

_Look = tuple[int, int, tuple[int, int]]  # size, when it was last written, which file it is


class Watched:
    """Tells of each file in these folders once: as soon as two looks saw it the same.

    A file that is still being copied grows from look to look. One that changes after it was told
    of is told of again; so is a half file that was taken for a broken one, when its rest comes.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self._seen: dict[Path, _Look] = {}
        self._told: dict[Path, _Look] = {}

    def demand(self) -> None:
        """`ExchangeFailure` unless all of them are there: who mistypes a path shall not wait."""
        for path in self._paths:
            if not path.exists():
                raise ExchangeFailure("exchange.unreadable")

    def at_rest(self) -> tuple[Path, ...]:
        """The files to be taken now. A folder that is gone, as with its stick, is waited for."""
        now = dict(self._look())
        ready = tuple(
            path
            for path, look in now.items()
            if self._seen.get(path) == look != self._told.get(path)
        )
        self._seen = now
        told = {**self._told, **{path: now[path] for path in ready}}
        self._told = {path: look for path, look in told.items() if path in now}
        return ready

    def forget(self, names: Iterable[str]) -> None:
        """Files of these names were not read for a reason that may pass: they are told again."""
        again = set(names)
        self._told = {path: look for path, look in self._told.items() if path.name not in again}

    def _look(self) -> Iterator[tuple[Path, _Look]]:
        for path in self._paths:
            for file in _files(path):
                with suppress(OSError):
                    seen = file.stat()
                    yield file, (seen.st_size, seen.st_mtime_ns, (seen.st_dev, seen.st_ino))


def _files(path: Path) -> Sequence[Path]:
    if not path.is_dir():
        return [path]
    with suppress(ExchangeFailure):
        return [each.path for each in found(Place(path), _MANY).files]
    return []
