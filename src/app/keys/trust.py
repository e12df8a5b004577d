"""Whose signatures hold here: the public keys of stations, and until when.

`trust.json` lies beside the books. Version 1, JSON in UTF-8; bytes are hex, moments ISO 8601:

    format     "payung-trust"
    version    1
    entries    one per key
     kid          8 bytes: how cards and sealed files name the key
     office, station, signing_key, sealing_key, since   as in station.json
     revoked_at   moment from which its signatures count no more, or null
    signature  this station's Ed25519 signature over "payung trust list" NUL and the entries as
               canonical JSON

The station that signs here always trusts itself and needs no file for it: without one the list
holds its own key alone. The city's signed list (issue B) fills the rest.

History: 1, the first.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from app.keys import signing
from app.keys.failure import KeysFailure
from app.keys.keyfile import Fields, canonical, read, sound, write
from app.keys.station import PublicKeys, Station, public_json, read_public_keys

FILE = "trust.json"

_FORMAT, _VERSION = "payung-trust", 1
_LABEL = b"payung trust list\0"


@dataclass(frozen=True, slots=True)
class Entry:
    """One station's keys, and whether they still hold."""

    keys: PublicKeys
    revoked_at: datetime | None = None

    @property
    def kid(self) -> bytes:
        return self.keys.kid

    def holds_at(self, moment: datetime) -> bool:
        """Whether what this key signed at `moment` counts.

        Only as good as that moment: a thief dates a card as he likes, so a stolen key is revoked
        from the last moment at which it was surely not stolen.
        """
        return self.keys.since <= moment and (self.revoked_at is None or moment < self.revoked_at)

    def as_json(self) -> dict[str, Any]:
        return {
            "kid": self.kid.hex(),
            **public_json(self.keys),
            "revoked_at": None if self.revoked_at is None else self.revoked_at.isoformat(),
        }

    @classmethod
    def read(cls, fields: Fields) -> Self:
        kid = fields.bytes("kid", 8)
        entry = cls(read_public_keys(fields), fields.moment_or_none("revoked_at"))
        fields.done()
        if entry.kid != kid:
            raise ValueError("kid")
        return entry


class TrustList:
    """The keys trusted in one data folder, found by kid; the own one is always among them."""

    def __init__(self, folder: Path, own: PublicKeys, entries: tuple[Entry, ...]) -> None:
        self._folder = folder
        self._own = own
        self.entries = _with_own(entries, own)

    @classmethod
    def open(cls, folder: Path, own: PublicKeys) -> Self:
        """The list of this folder, checked with the key of its own station.

        `own` is `Station.public` of an opened station; with the one of `read_public`, which is not
        proven, the answer is not proven either.
        """
        if not (folder / FILE).exists():
            return cls(folder, own, ())
        fields = read(folder / FILE, _FORMAT, _VERSION)
        with sound(FILE):
            entries = tuple(Entry.read(entry) for entry in fields.inners("entries"))
            signature = fields.bytes("signature", 64)
            fields.done()
            _demand_each_once(entries)
        if not signing.verify(own.signing_key, signature, _signed(entries)):
            raise KeysFailure("keys.edited", FILE)
        return cls(folder, own, entries)

    def find(self, kid: bytes) -> Entry | None:
        """The entry of the key so named, revoked or not."""
        return next((entry for entry in self.entries if entry.kid == kid), None)

    def take(self, station: Station, entries: tuple[Entry, ...]) -> None:
        """From now on these hold, and the own key; signed by `station` and on the disk."""
        _demand_each_once(entries)
        kept = _with_own(entries, self._own)
        body = {
            "entries": [entry.as_json() for entry in kept],
            "signature": station.sign(_signed(kept)).hex(),
        }
        write(self._folder / FILE, _FORMAT, _VERSION, body, first=False)
        self.entries = kept


def _with_own(entries: tuple[Entry, ...], own: PublicKeys) -> tuple[Entry, ...]:
    if any(entry.kid == own.kid for entry in entries):
        return entries
    return (Entry(own), *entries)


def _demand_each_once(entries: tuple[Entry, ...]) -> None:
    if len({entry.kid for entry in entries}) != len(entries):
        raise ValueError("a kid twice")


def _signed(entries: tuple[Entry, ...]) -> bytes:
    return _LABEL + canonical([entry.as_json() for entry in entries])
