"""One slot of the slot file, one former key, and the marks that tell of edits; see `slots`."""

import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self
from uuid import uuid4

from app.keys import signing
from app.keys.derive import derive
from app.keys.failure import NotUnlocked
from app.keys.keyfile import Fields, canonical, now
from app.keys.locked import Cost, Locked
from app.keys.recovery import RecoveryCode
from app.keys.sealing import Sealed, sealing_key

KEY_LENGTH, SEED_LENGTH = 32, 32

_SLOT_VERSION = 1


@dataclass(frozen=True, slots=True, repr=False)
class Operator:
    """Who may log in. Read without a password this is what the file says, not yet proven."""

    id: str
    name: str
    role: str
    created: datetime
    signing_key: bytes

    def __repr__(self) -> str:  # a log line must never carry a name
        return f"Operator({self.id})"


@dataclass(frozen=True, slots=True, repr=False)
class FormerKey:
    """A signing key that was an operator's until a password was reset or the operator removed."""

    operator_id: str
    name: str
    signing_key: bytes
    since: datetime
    until: datetime
    why: str
    role: str = ""
    """What the operator was then; "" where that was not kept."""

    def __repr__(self) -> str:
        return f"FormerKey({self.operator_id}, {self.why})"


@dataclass(frozen=True, slots=True, repr=False)
class Slot:
    """One slot: what stands in clear, bound to what is closed, marked by the data key.

    `clear` is what stands in the file besides lock and mark; the lock is bound to it.
    """

    clear: Mapping[str, Any]
    lock: Locked
    mark: bytes
    renewal: Sealed | None = None

    @classmethod
    def closed(
        cls, clear: Mapping[str, Any], data_key: bytes, seed: bytes, password: str, cost: Cost
    ) -> Self:
        lock = Locked.close(data_key + seed, password, canonical(clear), cost)
        return cls(clear, lock, mark_of(data_key, _marked(clear, lock, None)))

    def open(self, password: str) -> tuple[bytes, bytes]:
        """Data key and seed, or `NotUnlocked`."""
        secret = self.lock.open(password, canonical(self.clear))
        data_key, seed = secret[:KEY_LENGTH], secret[KEY_LENGTH:]
        if self.renewal is not None:
            try:
                data_key = self.renewal.open(seed, canonical(self.clear))
            except NotUnlocked:  # an edited one: told no differently
                raise NotUnlocked("unlock.wrong") from None
        return data_key, seed

    def renewed(self, data_key: bytes) -> "Slot":
        """The same slot for books under a new data key; ValueError for an impossible one."""
        reader = bytes.fromhex(self.clear["sealing_key"])
        renewal = Sealed.to(reader, data_key, canonical(self.clear))
        return replace(
            self, renewal=renewal, mark=mark_of(data_key, _marked(self.clear, self.lock, renewal))
        )

    def is_marked_by(self, data_key: bytes) -> bool:
        mark = mark_of(data_key, _marked(self.clear, self.lock, self.renewal))
        return hmac.compare_digest(mark, self.mark)

    @property
    def operator(self) -> Operator:
        return Operator(
            self.clear["id"],
            self.clear["name"],
            self.clear["role"],
            datetime.fromisoformat(self.clear["created"]),
            bytes.fromhex(self.clear["signing_key"]),
        )

    def as_json(self) -> dict[str, Any]:
        renewal = None if self.renewal is None else self.renewal.as_json()
        return {
            **self.clear,
            "lock": self.lock.as_json(),
            "renewal": renewal,
            "mark": self.mark.hex(),
        }

    @classmethod
    def read(cls, fields: Fields, *, of_operator: bool) -> Self:
        clear: dict[str, Any] = {
            "version": fields.number("version", _SLOT_VERSION, _SLOT_VERSION),
            "id": fields.bytes("id", 16).hex(),
        }
        if of_operator:
            clear["name"] = fields.text("name")
            clear["role"] = fields.text("role")
        clear["created"] = fields.moment("created").isoformat()
        if of_operator:
            clear["signing_key"] = fields.bytes("signing_key", signing.PUBLIC_KEY_LENGTH).hex()
        clear["sealing_key"] = fields.bytes("sealing_key", 32).hex()
        lock = fields.inner("lock")
        renewal = fields.inner_or_none("renewal")
        slot = cls(
            clear,
            Locked.read(lock, KEY_LENGTH + SEED_LENGTH),
            fields.bytes("mark", 32),
            None if renewal is None else Sealed.read(renewal),
        )
        lock.done()
        fields.done()
        return slot


@dataclass(frozen=True, slots=True, repr=False)
class Former:
    """A former key and its mark."""

    key: FormerKey
    mark: bytes

    @classmethod
    def of(cls, slot: Slot, why: str, data_key: bytes) -> Self:
        was = slot.operator
        key = FormerKey(was.id, was.name, was.signing_key, was.created, now(), why, was.role)
        # what was edited stays known as edited: to mark it now would make it true
        mark = mark_of(data_key, _former_json(key)) if slot.is_marked_by(data_key) else bytes(32)
        return cls(key, mark)

    def is_marked_by(self, data_key: bytes) -> bool:
        return hmac.compare_digest(mark_of(data_key, _former_json(self.key)), self.mark)

    def renewed(self, data_key: bytes, before: bytes) -> "Former":
        if not self.is_marked_by(before):  # stays known as edited
            return self
        return replace(self, mark=mark_of(data_key, _former_json(self.key)))

    def as_json(self) -> dict[str, Any]:
        return {**_former_json(self.key), "mark": self.mark.hex()}

    @classmethod
    def read(cls, fields: Fields) -> Self:
        key = FormerKey(
            fields.bytes("operator", 16).hex(),
            fields.text("name"),
            fields.bytes("signing_key", signing.PUBLIC_KEY_LENGTH),
            fields.moment("since"),
            fields.moment("until"),
            fields.text("why"),
            fields.text_or_empty("role"),
        )
        former = cls(key, fields.bytes("mark", 32))
        fields.done()
        return former


def clear_part(operator_id: str, name: str, role: str, seed: bytes) -> dict[str, Any]:
    """What stands in clear in the slot of an operator with a new seed."""
    return {
        "version": _SLOT_VERSION,
        "id": operator_id,
        "name": name,
        "role": role,
        "created": now().isoformat(),
        "signing_key": signing.public_key(seed).hex(),
        "sealing_key": sealing_key(seed).hex(),
    }


def recovery_slot(data_key: bytes, code: RecoveryCode, cost: Cost) -> Slot:
    """The slot that the paper code opens."""
    seed = os.urandom(SEED_LENGTH)
    clear = {
        "version": _SLOT_VERSION,
        "id": uuid4().hex,
        "created": now().isoformat(),
        "sealing_key": sealing_key(seed).hex(),
    }
    return Slot.closed(clear, data_key, seed, code.text, cost)


def _marked(clear: Mapping[str, Any], lock: Locked, renewal: Sealed | None) -> dict[str, Any]:
    """What the mark of a slot is over; without a renewal as in version 1."""
    marked = {**clear, "lock": lock.as_json()}
    return marked if renewal is None else {**marked, "renewal": renewal.as_json()}


def mark_of(data_key: bytes, entry: Mapping[str, Any]) -> bytes:
    """The mark over an entry, which nobody makes without the data key."""
    return hmac.digest(derive(data_key, b"payung slot mark"), canonical(entry), "sha256")


def _former_json(key: FormerKey) -> dict[str, Any]:
    """What the mark of a former key is over; without a role as in version 2."""
    former = {
        "operator": key.operator_id,
        "name": key.name,
        "signing_key": key.signing_key.hex(),
        "since": key.since.isoformat(),
        "until": key.until.isoformat(),
        "why": key.why,
    }
    return {**former, "role": key.role} if key.role else former
