"""A day's work in a process of its own, telling what it has told the clerk as kept.

python story.py ROOT [--synchronous-off] [--no-folder-sync] [--tell-early]

ROOT/data is an office that knows its city, ROOT/list.csv a list that an RT sent, ROOT/stick an
empty stick, ROOT/reply holds an answer of the city, ROOT/safe is where backups go. Every line on
the standard output is a promise: "kept NUMBER", "draft ID NAME", "imported BATCH COUNT", "approved
COUNT", "sent FILE", "answered taken", "backup FOLDER". The three words make the program break its
promises, so that the test of them can be seen to fail.
"""

import os
import stat
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

import sqlalchemy as sa
from tests.office import ADMIN, PASSWORD, RESOURCES, SITI, approve

from app.domain.reference import Reference
from app.domain.revision import Revision
from app.service.backup.make import Backup
from app.service.drafts import Drafts
from app.service.exchange.receive import Receive
from app.service.exchange.seal import Seal
from app.service.lists import ImportList
from app.service.lists import commit as pieces
from app.service.register import Register
from app.service.setup import log_in
from app.store.registrations import Registrations

NAMES = ("AMINAH", "FATIMAH", "LESTARI", "KUSUMA")
START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def tell(*words: str) -> None:
    """Say it as the window does: from now on the clerk relies on it."""
    os.write(1, (" ".join(words) + "\n").encode())


def main(root: Path) -> None:
    """Register, begin a draft, import, approve, seal, receive, back up: each told when kept."""
    moments = iter(range(10**6))
    reference = Reference.load(RESOURCES)
    session = log_in(
        root / "data", RESOURCES, reference, name=ADMIN, password=PASSWORD,
        clock=lambda: START + timedelta(seconds=next(moments)),
    )  # fmt: skip
    drafts, register = Drafts(session), Register(session)
    opened = drafts.open()
    opened = drafts.keep(opened, replace(SITI, nik="", name="BARU BEGITU"), "name")
    tell("draft", opened.id, "BEGITU")
    for serial in range(1, 5):
        kept = register(
            replace(
                SITI,
                nik=f"647281410790{serial:04}",
                name=f"SITI {NAMES[serial - 1]}",
                birth_date="01-07-1990",
                kk=f"647281010115{serial:04}",
                phone="",
                reasons={"duplicate.strong": "orang lain"},
            )
        )
        tell("kept", kept.number)
        opened = drafts.keep(opened, replace(SITI, nik="", name=f"BARU {serial}"), "name")
        tell("draft", opened.id, f"BARU {serial}")
    pieces.PIECE = 2  # rows at a time, so that a cut finds the list half in
    lists = ImportList(session)
    opened_list = lists.open(root / "list.csv")
    assert opened_list is not None
    checked = lists.check(opened_list)
    assert checked is not None
    taken = lists.commit(checked, "RT 07").batch
    tell("imported", taken.id, str(taken.registered))
    tell("approved", str(approve(session).approved))
    for sent in Seal(session)(root / "stick").sent:
        tell("sent", sent.file.name)
    for report in Receive(session)([root / "reply"]).files:
        tell("answered", report.outcome)
    tell("backup", Backup(session)(to=root / "safe").folder.name)
    session.close()


def break_promises(flaws: set[str]) -> None:
    """Make the program as careless as the words say."""
    if "--synchronous-off" in flaws:

        @sa.event.listens_for(sa.Engine, "connect")
        def careless(connection: Any, _record: object) -> None:
            connection.execute("PRAGMA synchronous=OFF")

    if "--no-folder-sync" in flaws:
        sync = os.fsync

        def files_only(handle: int) -> None:
            if not stat.S_ISDIR(os.fstat(handle).st_mode):
                sync(handle)

        os.fsync = files_only
    if "--tell-early" in flaws:
        add = Registrations.add

        def told(self: Registrations, first: Revision, *rest: Any) -> None:
            tell("kept", first.registration_number)
            add(self, first, *rest)

        Registrations.add = told


if __name__ == "__main__":
    break_promises(set(sys.argv[2:]))
    main(Path(sys.argv[1]))
