"""Reading the chains of the mailbox's processes, and what is wrong with one.

They lie where a process without keys writes: nothing in them is believed that does not follow from
the line before, and nothing larger than a line is read at once.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO

from app.domain.record import canonical, content_hash
from app.exchange.failure import ExchangeFailure
from app.exchange.trail import START, SUFFIX, Act

LINE = 4096
"""Bytes of the longest line."""

_CHAIN = re.compile(r"[0-9a-f]{32}")
_FILE = re.compile(r"[0-9a-f]{64}")
_CAME = (Act.STORED.value, Act.KNOWN.value)


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a chain went when it was looked at."""

    chain: str
    seq: int = 0
    hash: str = START
    size: int = 0


class Fault(StrEnum):
    """What is wrong with a chain."""

    CHANGED = "changed"  # a line does not follow from the one before, or is not the one it was
    SHORTER = "shorter"  # it ends before where it went already
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one chain."""

    mark: Mark
    """How far it is good."""
    fault: Fault | None = None
    is_torn: bool = False
    """The last line is half: its process was cut while it wrote. It is passed over."""
    came: frozenset[str] = frozenset()
    """The files that it says are stored, of those lines that were read."""


def chains(folder: Path) -> tuple[str, ...]:
    """The ids of the chains that lie there."""
    try:
        names = sorted(each.name for each in folder.iterdir())
    except FileNotFoundError:
        return ()
    except OSError:
        raise ExchangeFailure("mailbox.disk") from None
    ids = (name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX))
    return tuple(each for each in ids if _CHAIN.fullmatch(each))


def read_new(folder: Path, since: Mark) -> Reading:
    """What follows `since`, where a chain was looked at before; that line must be there still.

    What is found is on the disk: the books may say that it was there.
    """
    return _read(folder, since, since)


def read_whole(folder: Path, since: Mark) -> Reading:
    """The chain from its first line on, which has to come by `since`."""
    return _read(folder, since, Mark(since.chain))


def _read(folder: Path, since: Mark, start: Mark) -> Reading:
    path = folder / f"{since.chain}{SUFFIX}"
    try:
        if path.is_symlink() or not path.is_file():
            return Reading(start, Fault.GONE)
        # Windows syncs only what could be written to
        with path.open("r+b" if os.name == "nt" else "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > since.size:
                os.fsync(file.fileno())
            if start.seq and not _stands(file, start):
                return Reading(start, Fault.SHORTER if size < start.size else Fault.CHANGED)
            return _lines(file, since, start)
    except FileNotFoundError:
        return Reading(start, Fault.GONE)
    except OSError:
        raise ExchangeFailure("mailbox.disk") from None


def _stands(file: BinaryIO, mark: Mark) -> bool:
    """Whether the line that the mark is of ends where it did, the same; `file` is after it then."""
    before = max(0, mark.size - LINE)
    file.seek(before)
    line = file.read(mark.size - before)
    if len(line) < mark.size - before:
        return False
    last = line[line.rfind(b"\n", 0, -1) + 1 :]
    entry = _entry(last, mark.chain)
    return entry is not None and (entry["seq"], entry["hash"]) == (mark.seq, mark.hash)


def _lines(file: BinaryIO, since: Mark, mark: Mark) -> Reading:
    came: set[str] = set()
    while line := file.readline(LINE):
        if not line.endswith(b"\n") and len(line) < LINE:
            return Reading(mark, _short(mark, since), is_torn=True, came=frozenset(came))
        entry = _entry(line, mark.chain)
        if entry is None or (entry["seq"], entry["previous"]) != (mark.seq + 1, mark.hash):
            return Reading(mark, Fault.CHANGED, came=frozenset(came))
        if mark.seq + 1 == since.seq and entry["hash"] != since.hash:
            return Reading(mark, Fault.CHANGED, came=frozenset(came))
        mark = Mark(mark.chain, mark.seq + 1, entry["hash"], mark.size + len(line))
        if entry["act"] in _CAME and _FILE.fullmatch(str(entry["detail"].get("file"))):
            came.add(entry["detail"]["file"])
    return Reading(mark, _short(mark, since), came=frozenset(came))


def _short(mark: Mark, since: Mark) -> Fault | None:
    return Fault.SHORTER if mark.seq < since.seq else None


def _entry(line: bytes, chain: str) -> dict[str, Any] | None:
    """The line as it was written, to the byte; None for any other."""
    try:
        entry = json.loads(line)
        if not isinstance(entry, dict) or f"{canonical(entry)}\n".encode() != line:
            return None
        found = entry.pop("hash", None)
        is_ours = found == content_hash(entry) and entry.get("chain") == chain
    except (ValueError, RecursionError):
        return None
    known = is_ours and {"seq", "act", "detail", "previous"} <= entry.keys()
    if not known or not isinstance(entry["detail"], dict):
        return None
    return {**entry, "hash": found}


def mentioned(folder: Path, files: frozenset[str]) -> frozenset[str]:
    """Those of the files that some good line says are stored."""
    return files & frozenset(_all(folder))


def _all(folder: Path) -> Iterator[str]:
    for chain in chains(folder):
        yield from read_whole(folder, Mark(chain)).came
