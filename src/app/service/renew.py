"""New keys for the books: what lies ready beside them takes their place, wholly or not at all.

All that a data key closes is made anew in `renew.part`: books, station, slots. One rename makes
that `renew.ready`, and from then on the new is what counts: whoever opens the office first brings
it in place. A cut before the rename leaves the old, a cut after it the new, none a mixture.
"""

import shutil
from contextlib import suppress
from pathlib import Path

from app.keys.files import sync_folder
from app.keys.slots import FILE as SLOTS
from app.keys.station import FILE as STATION
from app.service.front import BOOKS
from app.store.engine import guard
from app.store.owner import Owner

PART, READY = "renew.part", "renew.ready"


def begin(folder: Path) -> Path:
    """An empty folder for what is made anew."""
    part = folder / PART
    with guard():
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
    return part


def give_up(folder: Path) -> None:
    """Take away what was not finished."""
    shutil.rmtree(folder / PART, ignore_errors=True)


def decide(folder: Path) -> None:
    """From here on the new counts. Raises OSError, and then the old does."""
    # nothing may be told as failed once the rename is done: the old books would be written on
    part = folder / PART
    for rest in ("-wal", "-shm"):
        (part / f"{BOOKS}{rest}").unlink(missing_ok=True)
    sync_folder(part)
    part.replace(folder / READY)
    with suppress(OSError):
        sync_folder(folder)


def finish(folder: Path) -> None:
    """Bring what lies ready in place, as often as it takes; slots last. Raises OSError."""
    ready = folder / READY
    if not ready.is_dir():
        return
    if (ready / BOOKS).exists():
        for rest in ("-wal", "-shm"):  # of the old books, and settled before
            (folder / f"{BOOKS}{rest}").unlink(missing_ok=True)
    for file in (BOOKS, STATION, SLOTS):
        if (ready / file).exists():
            (ready / file).replace(folder / file)
            sync_folder(folder)
    shutil.rmtree(ready)


def settle(folder: Path) -> None:
    """Before the office is opened: end what was cut. `StoreFailure` when another has the books."""
    if not ((folder / READY).exists() or (folder / PART).exists()):
        return
    owner = Owner(folder)
    owner.claim()
    try:
        with guard():
            finish(folder)
        give_up(folder)
    finally:
        owner.release()
