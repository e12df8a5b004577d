"""What a backup is: a folder with copies of all that makes an office, and a list of them.

`payung-<office>-<station>-<moment>` holds `books.db` (the books, one file, encrypted with the data
key), the key slots, the station's keys, the trust list, whatever else lies beside the books, files
that were set aside in `aside/`, and `manifest.json`. The folder is written under its name with
`.part` and renamed when all of it was read back; one without a manifest is none.

`manifest.json`, version 1, JSON in UTF-8, nothing of a person in it:

    format       "payung-backup"
    version      1
    made_at      moment of the copy
    why          "daily", "closing", "upgrade" or "asked"
    office, station, life   whose books, and in which of their lives (number)
    program      version of the program that made it
    people, revisions, audit_seq, audit_hash, newest   what the books held (`domain.backup`)
    files        name, size and sha256 of each file beside the manifest
    mark         HMAC-SHA256 under a key drawn from the data key, over all the rest

Who can open the books can tell by the mark that nobody without their key has changed the list.

History: 1, the first.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, Self

from app.domain.backup import Figures, Why
from app.keys.derive import derive
from app.keys.failure import KeysFailure
from app.keys.keyfile import Fields, canonical, read, sound, write
from app.service.backup.failure import BackupFailure

FILE = "manifest.json"
PREFIX = "payung-"

_FORMAT, _VERSION = "payung-backup", 1
_LABEL = b"payung backup manifest"


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of a backup; `name` is relative, with "/" whatever the system."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The list of one backup."""

    made_at: datetime
    why: Why
    office: str
    station: int
    life: int
    program: str
    figures: Figures
    files: tuple[Listed, ...]
    mark: bytes = b""

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(each.size for each in self.files)

    def is_marked_by(self, data_key: bytes) -> bool:
        """Whether this list was made by who holds the data key."""
        return hmac.compare_digest(self._mark(data_key), self.mark)

    def keep(self, folder: Path, data_key: bytes) -> None:
        """Write it, marked, as the last file of the backup in `folder`."""
        body = {**self._body(), "mark": self._mark(data_key).hex()}
        write(folder / FILE, _FORMAT, _VERSION, body, first=True)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The manifest of a backup; `backup.none` where there is none, `backup.damaged`,
        `backup.newer`.
        """  # noqa: D205
        try:
            fields = read(folder / FILE, _FORMAT, _VERSION)
            with sound(FILE):
                found = cls._of(fields)
                fields.done()
        except KeysFailure as failure:
            said = {"keys.missing": "backup.none", "keys.newer": "backup.newer"}
            if failure.code in said:
                raise BackupFailure(said[failure.code]) from None
            raise BackupFailure("backup.damaged", file=FILE) from None
        return found

    @classmethod
    def _of(cls, fields: Fields) -> Self:
        return cls(
            made_at=fields.moment("made_at"),
            why=Why(fields.text("why")),
            office=fields.text("office"),
            station=fields.number("station", 0, 9999),
            life=fields.number("life", 0, 1 << 31),
            program=fields.text("program"),
            figures=Figures(
                people=fields.number("people", 0, 1 << 40),
                revisions=fields.number("revisions", 0, 1 << 40),
                audit_seq=fields.number("audit_seq", 0, 1 << 60),
                audit_hash=fields.bytes("audit_hash", 32).hex(),
                newest=fields.moment_or_none("newest"),
            ),
            files=tuple(_listed(each) for each in fields.inners("files")),
            mark=fields.bytes("mark", 32),
        )

    def _mark(self, data_key: bytes) -> bytes:
        return hmac.digest(derive(data_key, _LABEL), canonical(self._body()), "sha256")

    def _body(self) -> dict[str, Any]:
        held = self.figures
        return {
            "made_at": self.made_at.isoformat(),
            "why": self.why.value,
            "office": self.office,
            "station": self.station,
            "life": self.life,
            "program": self.program,
            "people": held.people,
            "revisions": held.revisions,
            "audit_seq": held.audit_seq,
            "audit_hash": held.audit_hash,
            "newest": held.newest.isoformat() if held.newest else None,
            "files": [
                {"name": each.name, "size": each.size, "sha256": each.sha256} for each in self.files
            ],
        }


def name_of(office: str, station: int, made_at: datetime) -> str:
    """What the folder of a backup is called."""
    return f"{PREFIX}{office}-{station}-{made_at:%Y%m%dT%H%M%SZ}"


def backups_in(folder: Path, office: str, station: int) -> list[tuple[Manifest, Path]]:
    """The whole backups of this station in `folder`, the newest first. Raises OSError."""
    found = []
    for path in _folders(folder, f"{PREFIX}{office}-{station}-"):
        try:
            manifest = Manifest.read(path)
        except BackupFailure:  # cut, damaged or of a newer program: there, but not one to count on
            continue
        if (manifest.office, manifest.station) == (office, station):
            found.append((manifest, path))
    return sorted(found, key=lambda each: each[0].made_at, reverse=True)


def _folders(folder: Path, start: str) -> Iterable[Path]:
    for path in folder.iterdir():
        if path.name.startswith(start) and path.is_dir() and not path.is_symlink():
            yield path


def _listed(fields: Fields) -> Listed:
    each = Listed(
        fields.text("name"), fields.number("size", 0, 1 << 50), fields.bytes("sha256", 32).hex()
    )
    fields.done()
    path = PurePosixPath(each.name)
    # a list that somebody made up must not reach out of the folder it is laid out in
    if path.is_absolute() or ".." in path.parts or "\\" in each.name or ":" in each.name:
        raise ValueError("name")
    if not path.parts or len(path.parts) > 2:
        raise ValueError("name")
    return each
