"""Lay a backup out in a folder of its own, every byte compared with its list."""

import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from app.keys.files import open_plain, sync_folder
from app.service.backup.contents import Steps, clear, private
from app.service.backup.failure import BackupFailure, writing
from app.service.backup.manifest import FILE, Listed, Manifest
from app.service.front import BOOKS

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


def found(path: Path) -> Path:
    """The folder of the backup that is meant by a path: itself, a file in it, or the newest there.

    `BackupFailure` with `backup.none` where there is none.
    """
    path = path.absolute()
    for folder in (path, path.parent):
        if (folder / FILE).is_file():
            return folder
    try:
        held = [(_made_at(each), each) for each in path.iterdir() if (each / FILE).is_file()]
    except OSError:
        held = []
    whole = [(moment, each) for moment, each in held if moment]
    if not whole:
        raise BackupFailure("backup.none")
    return max(whole)[1]


def _made_at(folder: Path) -> str:
    try:
        return Manifest.read(folder).made_at.isoformat()
    except BackupFailure:
        return ""


def lay_out(
    backup: Path, manifest: Manifest, target: Path, progress: Progress, cancelled: Cancelled
) -> None:
    """Copy all files of `backup` to the new folder `target`, as its list says they are.

    `BackupFailure` names the first that is not; `Refusal` with `cancelled` stops it. `target` is
    gone afterwards in both cases.
    """
    steps = Steps(progress, cancelled, manifest.size)
    with writing():
        clear(target)
        if shutil.disk_usage(target.parent).free < manifest.size:
            raise BackupFailure("restore.full")
        target.mkdir(mode=0o700)
    try:
        if BOOKS not in {each.name for each in manifest.files}:
            raise BackupFailure("backup.damaged", file=BOOKS)
        for each in manifest.files:
            _copy(backup, each, target, steps)
        with writing():
            for folder in {(target / each.name).parent for each in manifest.files}:
                sync_folder(folder)
    except BaseException:
        with writing():
            clear(target)
        raise


def _copy(backup: Path, each: Listed, target: Path, steps: Steps) -> None:
    digest, left = sha256(), each.size
    copy = target / each.name
    try:
        source = open_plain(backup / each.name)
    except OSError:
        raise BackupFailure("backup.damaged", file=each.name) from None
    with source, writing():
        copy.parent.mkdir(mode=0o700, exist_ok=True)
        with open(copy, "xb", opener=private) as written:
            while piece := _read(source.read, each):
                left -= len(piece)
                if left < 0:  # what the list does not tell of could fill the disk
                    raise BackupFailure("backup.damaged", file=each.name)
                digest.update(piece)
                written.write(piece)
                steps(len(piece))
            written.flush()
            os.fsync(written.fileno())
    if digest.hexdigest() != each.sha256:
        raise BackupFailure("backup.damaged", file=each.name)


def _read(read: Callable[[int], bytes], each: Listed) -> bytes:
    try:
        return read(1 << 20)
    except OSError:  # a stick that has forgotten a part of it
        raise BackupFailure("backup.damaged", file=each.name) from None
