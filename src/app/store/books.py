"""The books of an office: opened once, read by many, written by one at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from threading import Condition, RLock
from typing import Self

import sqlalchemy as sa

from app.store.approvals import Approvals
from app.store.asides import Asides
from app.store.audit import Audit
from app.store.cards import Cards
from app.store.checks import Checks
from app.store.counts import Counts
from app.store.decisions import Decisions
from app.store.decrees import Decrees
from app.store.drafts import Drafts
from app.store.elsewhere import Elsewhere
from app.store.engine import StoreFailure, connect, guard
from app.store.everyone import Everyone
from app.store.files import Files
from app.store.imports import Imports
from app.store.index import Index
from app.store.insured import Insured
from app.store.insurer import InsurerFiles
from app.store.integrity import Integrity
from app.store.journal import Journal
from app.store.known import Known
from app.store.ledger import Ledger
from app.store.lookup import Lookup
from app.store.pairs import Pairs
from app.store.parcel import Parcel
from app.store.payments import Payments
from app.store.peers import Peers
from app.store.people import People
from app.store.place import Place
from app.store.programmes import Programmes
from app.store.progress import Progress
from app.store.purging import Purging
from app.store.queue import Queue
from app.store.registrations import Registrations
from app.store.samples import Samples
from app.store.settings import Settings
from app.store.sisters import Sisters
from app.store.upgrade import backup, make, upgrade
from app.store.verdicts import Verdicts
from app.store.vouching import Vouching


class Unit:
    """The repositories, all on one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    @cached_property
    def registrations(self) -> Registrations:
        return Registrations(self.connection)

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self.connection)

    @cached_property
    def people(self) -> People:
        return People(self.connection)

    @cached_property
    def lookup(self) -> Lookup:
        return Lookup(self.connection)

    @cached_property
    def verdicts(self) -> Verdicts:
        return Verdicts(self.connection)

    @cached_property
    def cards(self) -> Cards:
        return Cards(self.connection)

    @cached_property
    def imports(self) -> Imports:
        return Imports(self.connection)

    @cached_property
    def settings(self) -> Settings:
        return Settings(self.connection)

    @cached_property
    def counts(self) -> Counts:
        return Counts(self.connection)

    @cached_property
    def integrity(self) -> Integrity:
        return Integrity(self.connection)

    @cached_property
    def peers(self) -> Peers:
        return Peers(self.connection)

    @cached_property
    def journal(self) -> Journal:
        return Journal(self.connection)

    @cached_property
    def files(self) -> Files:
        return Files(self.connection)

    @cached_property
    def approvals(self) -> Approvals:
        return Approvals(self.connection)

    @cached_property
    def decisions(self) -> Decisions:
        return Decisions(self.connection)

    @cached_property
    def asides(self) -> Asides:
        return Asides(self.connection)

    @cached_property
    def known(self) -> Known:
        return Known(self.connection)

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self.connection)

    @cached_property
    def index(self) -> Index:
        return Index(self.connection)

    @cached_property
    def vouching(self) -> Vouching:
        return Vouching(self.connection)

    @cached_property
    def parcel(self) -> Parcel:
        return Parcel(self.connection)

    @cached_property
    def sisters(self) -> Sisters:
        return Sisters(self.connection)

    @cached_property
    def purging(self) -> Purging:
        return Purging(self.connection)

    @cached_property
    def samples(self) -> Samples:
        return Samples(self.connection)

    @cached_property
    def programmes(self) -> Programmes:
        return Programmes(self.connection)

    @cached_property
    def decrees(self) -> Decrees:
        return Decrees(self.connection)

    @cached_property
    def payments(self) -> Payments:
        return Payments(self.connection)

    @cached_property
    def everyone(self) -> Everyone:
        return Everyone(self.connection)

    @cached_property
    def progress(self) -> Progress:
        return Progress(self.connection)

    @cached_property
    def pairs(self) -> Pairs:
        return Pairs(self.connection)

    @cached_property
    def insured(self) -> Insured:
        return Insured(self.connection)

    @cached_property
    def queue(self) -> Queue:
        return Queue(self.connection)

    @cached_property
    def elsewhere(self) -> Elsewhere:
        return Elsewhere(self.connection)

    @cached_property
    def checks(self) -> Checks:
        return Checks(self.connection)

    @cached_property
    def insurer(self) -> InsurerFiles:
        return InsurerFiles(self.connection)

    @cached_property
    def audit(self) -> Audit:
        return Audit(self.connection)


PATIENCE = 60.0
"""Seconds that a new key waits for whoever reads; a list that is being shown takes far less."""


PAGES, MANY_PAGES = 1_000, 8_000
"""Pages in the log from which a commit brings them into the file: SQLite's own number, and that
while many transactions follow one another (32 MB)."""


class Books:
    """The database of an office, upgraded to this program's schema when it is opened."""

    def __init__(self, database: Place, key: bytes) -> None:
        upgrade(database, key)
        self.database = database
        self._writer = connect(database, key)
        self._reader = connect(database, key, reader=True)
        self._turn = RLock()
        self._readers = 0
        self._reads = Condition()
        self._is_closed = False
        self.begun = 0
        """How many transactions were asked for; who writes many sees whether others do too."""

    @classmethod
    def make(cls, database: Place, key: bytes) -> Self:
        """New books, open."""
        make(database, key)
        return cls(database, key)

    @contextmanager
    def transaction(self) -> Iterator[Unit]:
        """Everything in the block is on disk when it ends, or nothing is kept."""
        self._demand_open()
        self.begun += 1
        # Who waits at this lock is next; at SQLite's own he would look again now and then, and
        # find the next piece of an import there each time.
        with self._turn, guard():
            self._demand_open()  # a new key may have failed to come in the meantime
            with self._writer.begin() as connection:
                yield Unit(connection)

    @contextmanager
    def many(self) -> Iterator[None]:
        """A block of many transactions: what the log holds is brought into the file more rarely.

        Each of them is as safe as ever; a page that many of them write is copied once and not each
        time. Others may write in between.
        """
        self._checkpoint_at(MANY_PAGES)
        try:
            yield
        finally:
            with suppress(StoreFailure):  # what stays in the log is just as safe
                self._checkpoint_at(PAGES)
                self._checkpoint("PASSIVE")  # or the next save would have it to do

    @contextmanager
    def reading(self) -> Iterator[Unit]:
        """One unchanging view of the books; nothing can be written through it."""
        with self._reads:
            self._demand_open()
            self._readers += 1
        try:
            with guard(), self._reader.begin() as connection:
                yield Unit(connection)
        finally:
            with self._reads:
                self._readers -= 1
                self._reads.notify_all()

    def settle(self) -> None:
        """Bring what the log holds into the file, so that the file alone is the books."""
        self._demand_open()
        if self._checkpoint("TRUNCATE"):
            raise StoreFailure("store.busy")

    def _checkpoint(self, kind: str) -> bool:
        """Whether somebody was in the way."""
        with self._turn, guard(), self._writer.connect() as connection:
            connection.exec_driver_sql("COMMIT")  # out of the transaction every block begins with
            busy, *_ = connection.exec_driver_sql(f"PRAGMA wal_checkpoint({kind})").one()
        return bool(busy)

    def _checkpoint_at(self, pages: int) -> None:
        with self._turn, guard():
            self._demand_open()
            with self._writer.begin() as connection:
                connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint={pages}")

    def renew(
        self,
        key: bytes,
        target: Path,
        write: Callable[[Unit], None],
        move: Callable[[], None],
        finish: Callable[[], None],
    ) -> None:
        """Go on under another key, in a copy that takes the place of these books.

        The copy is made at `target`, and `write` writes into it. `move` is one step: before it, and
        when it fails, these books stand as they were; after it the copy is the books, and `finish`
        brings it to their place. When `finish` fails the books are closed: it is done at the next
        opening. Nobody reads or writes meanwhile; `store.busy` when a reader takes too long.
        """
        with self._turn:
            self._demand_open()
            self._copy_under(key, target, write)
            with self._reads:
                if not self._reads.wait_for(lambda: self._readers == 0, PATIENCE):
                    raise StoreFailure("store.busy")
                self.settle()  # nothing of the old log may lie beside the new file
                with guard():
                    move()
                self._is_closed = True
                self._reader.dispose()
                self._writer.dispose()
                with guard():
                    finish()
                self._writer = connect(self.database, key)
                self._reader = connect(self.database, key, reader=True)
                self._is_closed = False

    def _copy_under(self, key: bytes, target: Path, write: Callable[[Unit], None]) -> None:
        with guard():
            backup(self._writer, target, key)
            copy = connect(target, key)
            try:
                with copy.begin() as connection:
                    write(Unit(connection))
                with copy.connect() as connection:
                    connection.exec_driver_sql("COMMIT")
                    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                copy.dispose()

    def close(self) -> None:
        """Let go of the books; a late call finds them closed, whoever owns them by then."""
        if self._is_closed:
            return
        # What cannot be brought into the file stays in the log, just as safe: the next one to
        # open the books reads both, and what was kept must not be told as lost.
        with suppress(StoreFailure):
            self.settle()
        self._is_closed = True
        self._reader.dispose()
        self._writer.dispose()

    def _demand_open(self) -> None:
        if self._is_closed:
            raise StoreFailure("store.closed")
