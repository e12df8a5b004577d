"""A paper in a file is there whole, or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from app.papers.failure import PapersFailure


class Unfinished(Exception):
    """Raised inside the block of `paper_file` when the file shall not be: the clerk stopped it."""


@contextmanager
def paper_file(target: Path) -> Iterator[BinaryIO]:
    """A file to draw in that takes the place of `target` once it is on the disk.

    An error or `Unfinished` leaves at `target` what was there before and nothing beside it; so
    does a power cut, but for a `.part` that the next paper of this name takes the place of.
    Raises `PapersFailure` when the disk says no.
    """
    part = target.with_name(target.name + ".part")
    try:
        if target.exists() and not target.is_file():  # a folder, or a device: /dev/null must stay
            raise FileExistsError
        part.unlink(missing_ok=True)
        with part.open("xb") as out:  # "x": never through a link that somebody laid there
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
        if os.name == "posix":  # Windows has no folder to sync
            _sync(target.parent)
    except Unfinished:
        pass
    except OSError as error:
        raise PapersFailure("papers.not_written") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def keep_paper(target: Path, pdf: bytes) -> None:
    """Write a paper that is drawn already."""
    with paper_file(target) as out:
        out.write(pdf)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
