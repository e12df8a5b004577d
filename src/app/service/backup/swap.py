"""What was restored takes the place of what is here, wholly or not at all; the old stays.

All of it lies ready in `restore.part`, with a plan. One rename makes that `restore.ready`, and from
then on the restored books are the ones that count: whoever opens the office first brings them in
place. Before the rename nothing has changed; after it every step can be cut and is done again.

Inside the data folder and not beside it: a folder that is a disk of its own, or that a program has
open on Windows, cannot be renamed.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.keys.files import sync_folder, write_durably
from app.keys.slots import FILE as SLOTS
from app.service.backup.contents import ASIDE, OUTBOX, belongings, clear
from app.service.front import BOOKS
from app.store.engine import guard
from app.store.owner import Owner
from app.store.place import Server
from app.store.server import RESTORED, bring_in

PART, READY = "restore.part", "restore.ready"
BEFORE = "sebelum-pemulihan-"
"""How the folder begins in which the former books are kept."""

_PLAN = "plan.json"


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is moved out, and to where; all the rest of the ready folder is moved in."""

    old: str
    out: tuple[str, ...]
    server: str = ""
    """Where the restored books lie ready, if not among the files."""

    @classmethod
    def read(cls, ready: Path) -> "_Plan | None":
        """The plan, or None where all but it was brought in place already."""
        path = ready / _PLAN
        if not path.exists():
            return None
        plain = json.loads(path.read_bytes())
        return cls(plain["old"], tuple(plain["out"]), plain.get("server", ""))


def write_plan(folder: Path, at: datetime, server: Server | None = None) -> str:
    """Settle what happens to the present office; the name of the folder that will hold it."""
    old, number = f"{BEFORE}{at:%Y%m%dT%H%M%SZ}", 1
    while (folder / old).exists():
        number += 1
        old = f"{BEFORE}{at:%Y%m%dT%H%M%SZ}-{number}"
    beside = [name for name in belongings(folder) if "/" not in name]
    out = [f"{BOOKS}{rest}" for rest in ("-wal", "-shm", "")] + beside + [ASIDE, OUTBOX]
    plan = {
        "old": old,
        "out": [name for name in out if (folder / name).exists()],
        "server": server.url if server else "",
    }
    write_durably(folder / PART / _PLAN, json.dumps(plan).encode())
    return old


def decide(folder: Path) -> None:
    """From here on what was restored counts. Raises OSError, and then the present does."""
    sync_folder(folder / PART)
    (folder / PART).replace(folder / READY)
    sync_folder(folder)


def finish(folder: Path) -> None:
    """Bring what lies ready in place, as often as it takes. Raises OSError."""
    ready = folder / READY
    if not ready.is_dir():
        return
    plan = _Plan.read(ready)
    if plan is not None:
        if plan.server:
            bring_in(Server.parse(plan.server), RESTORED, plan.old)
        old = folder / plan.old
        old.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder)
        for name in plan.out:
            # what lies in the old folder was moved before a cut; what is here now is the new
            if not (old / name).exists() and (folder / name).exists():
                (folder / name).replace(old / name)
        sync_folder(old)
        sync_folder(folder)
        for name in _in_order(ready):
            (ready / name).replace(folder / name)
        sync_folder(folder)
    clear(ready)


def settle(folder: Path) -> None:
    """Before the office is opened: end what was cut. `StoreFailure` when another has the books."""
    if not (folder / READY).exists():
        return
    owner = Owner(folder)
    owner.claim()
    try:
        with guard():
            finish(folder)
    finally:
        owner.release()


def _in_order(ready: Path) -> Sequence[str]:
    """Slots last, as everywhere: with them it is an office."""
    names = sorted(each.name for each in ready.iterdir() if each.name != _PLAN)
    return sorted(names, key=lambda name: name == SLOTS)
