"""A written spreadsheet is there whole, or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.sheets.failure import named_for_writing


@contextmanager
def workshop(target: Path) -> Iterator[Path]:
    """A folder beside `target` to write the new file in, and the library's pieces of it.

    The block's file `result(folder)` takes the place of `target` once it is on the disk; an
    error, a cancel or a power cut leaves what was there before. The pieces hold people in plain
    text, so they stay on the medium that the person chose, and go with the folder; one left by a
    power cut goes when the same file is next written.
    """
    folder = target.with_name(target.name + ".part")
    with named_for_writing():
        if target.exists() and not target.is_file():  # a folder, or a device: /dev/null must stay
            raise FileExistsError
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            yield folder
            _to_disk(result(folder), os.O_RDWR)
            result(folder).replace(target)
            if os.name == "posix":  # Windows has no folder to sync
                _to_disk(target.parent, os.O_RDONLY)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def result(folder: Path) -> Path:
    """Where in a `workshop` the new file is made."""
    return folder / "list.xlsx"


def _to_disk(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
