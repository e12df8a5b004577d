"""Which sealed files lie on a stick or in a folder that anybody may have prepared."""

import os
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from app.exchange import limits
from app.exchange.failure import ExchangeFailure
from app.exchange.place import Place

SUFFIX = ".payung"

_NO_SURPRISES = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_WINDOWS_HIDDEN = 0x2 | 0x4  # hidden, system
_WINDOWS_LINK = 0x400  # a reparse point: link, junction, cloud file


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a stick is looked at."""

    largest: int = limits.BODY + 2 * limits.HEADER  # bytes; no sealed file is larger
    files: int = 2_000
    entries: int = 50_000  # of any kind, so that a stick full of names ends as well
    depth: int = 2  # folders below the one given: people sort by month
    name: int = 200  # characters


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A regular file by the right name. Not yet opened, so nothing is known of its content."""

    path: Path
    size: int
    identity: tuple[int, int]  # device and number there, so that no other file takes its place


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to take in, in the order of the names."""

    files: tuple[FoundFile, ...]
    passed_over: dict[str, int] = field(default_factory=dict)
    """How many by reason: link, hidden, special, huge, empty, name, unreadable."""
    is_cut: bool = False  # there was more than the limits allow


def found(place: Place, within: Limits = Limits()) -> Found:
    """The sealed files in a folder and a little below; links are not followed, nothing is opened.

    Only names that end in `.payung` are looked at at all. `ExchangeFailure` where the folder
    itself cannot be read.
    """
    if not place.is_there():
        raise ExchangeFailure("stick.pulled_out")
    passed: Counter[str] = Counter()
    files: list[FoundFile] = []
    is_cut = False
    for entry in _entries(place, within, passed):
        if entry is None or len(files) == within.files:
            is_cut = True
            break
        try:
            why, seen = _why_not(entry, within)
        except OSError:
            why, seen = "unreadable", None
        if seen is None:
            passed[why] += 1
        else:
            # on Windows only a stat of its own knows the number
            number = seen.st_ino or Path(entry.path).lstat().st_ino
            files.append(FoundFile(Path(entry.path), seen.st_size, (seen.st_dev, number)))
    return Found(tuple(sorted(files, key=lambda each: each.path.as_posix())), dict(passed), is_cut)


def open_found(file: FoundFile) -> BinaryIO:
    """Open what was found, if it still is that very file; else `ExchangeFailure`.

    Between the two somebody may have laid a link or a pipe there.
    """
    try:
        handle = os.open(file.path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | _NO_SURPRISES)
    except FileNotFoundError:
        raise ExchangeFailure("stick.pulled_out") from None
    except OSError:
        raise ExchangeFailure("stick.unreadable") from None
    try:
        now = os.fstat(handle)
    except OSError:
        os.close(handle)
        raise ExchangeFailure("stick.unreadable") from None
    same = (now.st_dev, now.st_ino) == file.identity or os.name == "nt"
    if not (stat.S_ISREG(now.st_mode) and now.st_size == file.size and same):
        os.close(handle)
        raise ExchangeFailure("stick.changed")
    return os.fdopen(handle, "rb")


def _entries(
    place: Place, within: Limits, passed: Counter[str]
) -> Iterator["os.DirEntry[str] | None"]:
    """All that bears our suffix, folder by folder; None when the stick holds too much."""
    folders = [(place.path, 0)]
    left = within.entries
    while folders:
        folder, depth = folders.pop()
        try:
            scan = os.scandir(folder)
        except OSError:
            if depth == 0:
                raise ExchangeFailure("stick.unreadable") from None
            passed["unreadable"] += 1
            continue
        with scan:
            while True:
                try:
                    entry = next(scan, None)
                    if entry is None:
                        break
                    left -= 1
                    if left < 0:
                        yield None
                        return
                    if entry.name.lower().endswith(SUFFIX):
                        yield entry
                    elif depth < within.depth and _is_plain_folder(entry):
                        folders.append((Path(entry.path), depth + 1))
                except OSError:
                    if depth == 0:
                        raise ExchangeFailure("stick.unreadable") from None
                    passed["unreadable"] += 1
                    break


def _is_plain_folder(entry: "os.DirEntry[str]") -> bool:
    if entry.name.startswith((".", "$")):  # hidden; and what was thrown away stays there
        return False
    return entry.is_dir(follow_symlinks=False) and not _windows_marks(
        entry.stat(follow_symlinks=False)
    )


def _why_not(entry: "os.DirEntry[str]", within: Limits) -> tuple[str, os.stat_result | None]:
    """Why this is passed over, or what the system knows of it."""
    name = entry.name
    seen = entry.stat(follow_symlinks=False)
    if stat.S_ISLNK(seen.st_mode) or getattr(seen, "st_file_attributes", 0) & _WINDOWS_LINK:
        return "link", None
    if not stat.S_ISREG(seen.st_mode):
        return "special", None
    if name.startswith(".") or _windows_marks(seen):
        return "hidden", None
    if len(name) > within.name or not _is_honest(name):
        return "name", None
    if not seen.st_size:
        return "empty", None
    return ("huge", None) if seen.st_size > within.largest else ("", seen)


def _windows_marks(seen: os.stat_result) -> int:
    return getattr(seen, "st_file_attributes", 0) & (_WINDOWS_HIDDEN | _WINDOWS_LINK)


def _is_honest(name: str) -> bool:
    """No way up, no separators of any system, no signs that are not seen."""
    return ".." not in name and not any(
        sign in '/\\:*?"<>|' or unicodedata.category(sign).startswith("C") for sign in name
    )
