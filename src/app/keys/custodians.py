"""The city's custodians: people who together, and never one alone, help a desk back in.

`custodians.json` lies beside the city's books. Version 1, JSON in UTF-8, bytes are hex:

    format      "payung-custodians"
    version     1
    custodians  one each, the oldest first; the two newest stand on the city's key card
     id           random uuid, 32 hex digits
     name         as typed, spaces folded; unique without regard to case
     created      moment
     sealing_key  public X25519 key: shares are sealed to it
     lock         the seed behind it, closed with the custodian's own password as in slots.json;
                  all above is bound to it
    signature   the city's Ed25519 signature over "payung custodians" NUL and the custodians as
                canonical JSON

One who goes stays in the file: desks enrolled before still need that share.

History: 1, the first.
"""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from app.domain.refusal import Problem, Refusal
from app.keys import signing
from app.keys.failure import KeysFailure, NotUnlocked, world
from app.keys.keyfile import Fields, canonical, now, read, sound, write
from app.keys.locked import STANDARD, Cost, Locked, spend
from app.keys.operator_rules import folded, name_problems, password_problems, tidy
from app.keys.sealing import SECRET, sealing_key
from app.keys.station import Station

FILE = "custodians.json"

_FORMAT, _VERSION = "payung-custodians", 1
_LABEL = b"payung custodians\0"


@dataclass(frozen=True, slots=True, repr=False)
class Custodian:
    """One of those who hold a share of every desk's key."""

    id: str
    name: str
    created: datetime
    sealing_key: bytes
    lock: Locked

    @classmethod
    def make(cls, name: str, password: str, cost: Cost) -> Self:
        new, created, seed = uuid4().hex, now(), os.urandom(SECRET)
        public = sealing_key(seed)
        bound = canonical(_clear(new, tidy(name), created, public))
        with world(FILE):
            lock = Locked.close(seed, password, bound, cost)
        return cls(new, tidy(name), created, public, lock)

    def open(self, password: str) -> bytes:
        """The seed, or `NotUnlocked`."""
        bound = canonical(_clear(self.id, self.name, self.created, self.sealing_key))
        with world(FILE):
            return self.lock.open(password, bound)

    def as_json(self) -> dict[str, Any]:
        clear = _clear(self.id, self.name, self.created, self.sealing_key)
        return {**clear, "lock": self.lock.as_json()}

    @classmethod
    def read(cls, fields: Fields) -> Self:
        lock = fields.inner("lock")
        custodian = cls(
            fields.bytes("id", 16).hex(),
            fields.text("name"),
            fields.moment("created"),
            fields.bytes("sealing_key", 32),
            Locked.read(lock, SECRET),
        )
        lock.done()
        fields.done()
        return custodian

    def __repr__(self) -> str:
        return f"Custodian({self.id})"


class Custodians:
    """The custodians of a city's data folder, proven by the city's own signature."""

    def __init__(self, folder: Path, station: Station, cost: Cost = STANDARD) -> None:
        self._path = folder / FILE
        self._station = station
        self._cost = cost

    def all(self) -> tuple[Custodian, ...]:
        """Everybody, the oldest first; `KeysFailure` when somebody edited the file."""
        if not self._path.exists():
            return ()
        fields = read(self._path, _FORMAT, _VERSION)
        with sound(FILE):
            found = tuple(Custodian.read(each) for each in fields.inners("custodians"))
            signature = fields.bytes("signature", 64)
            fields.done()
        if not signing.verify(self._station.public.signing_key, signature, _signed(found)):
            raise KeysFailure("keys.edited", FILE)
        return found

    def holding(self) -> tuple[bytes, ...]:
        """The public keys of the two newest; none while there are not two."""
        keys = tuple(each.sealing_key for each in self.all()[-2:])
        return keys if len(keys) == 2 else ()

    def add(self, name: str, password: str) -> Custodian:
        """Make somebody a custodian, with a password of their own."""
        held = self.all()
        problems = name_problems(name)
        if any(folded(each.name) == folded(name) for each in held):
            problems += (Problem("operator.name_taken", "name"),)
        if problems := problems + password_problems(password, name):
            raise Refusal(*problems)
        new = Custodian.make(name, password, self._cost)
        kept = (*held, new)
        body = {
            "custodians": [each.as_json() for each in kept],
            "signature": self._station.sign(_signed(kept)).hex(),
        }
        write(self._path, _FORMAT, _VERSION, body, first=False)
        return new

    def unlock(self, name: str, password: str) -> tuple[Custodian, bytes]:
        """The custodian and the seed, or `NotUnlocked`, which takes as long for nobody."""
        found = next((each for each in self.all() if folded(each.name) == folded(name)), None)
        if found is None:
            spend(password, self._cost)
            raise NotUnlocked("unlock.wrong")
        return found, found.open(password)


def _clear(new: str, name: str, created: datetime, public: bytes) -> dict[str, Any]:
    return {
        "id": new,
        "name": name,
        "created": created.isoformat(),
        "sealing_key": public.hex(),
    }


def _signed(custodians: tuple[Custodian, ...]) -> bytes:
    return _LABEL + canonical([each.as_json() for each in custodians])
